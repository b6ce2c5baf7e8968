//! The interface `poll`: many sockets, one call.

#[path = "poll/crowd.rs"]
mod crowd;
#[path = "poll/ownership.rs"]
mod ownership;
#[path = "poll/peer.rs"]
mod peer;
#[path = "poll/readiness.rs"]
mod readiness;
#[path = "poll/sending.rs"]
mod sending;

use crowd::{serves_two_thousand, takes_turns};
use ownership::{delivers_to_the_owner, forgets_closed_sockets, hands_on_to_one};
use readiness::{
    bounds_a_wait, repeats_until_changed, reports_ends_unasked, sees_buffered_packets, watches_every_kind,
};
use sending::{drops_what_is_too_much, keeps_the_stream_whole, sends_many_in_order};

portcullis_test_artifacts::guests!(poll);
