//! The interface `gen-tcp`, by the rows of its manual.

#[path = "gen_tcp/accept.rs"]
mod accept;
#[path = "gen_tcp/active.rs"]
mod active;
#[path = "gen_tcp/close.rs"]
mod close;
#[path = "gen_tcp/connect.rs"]
mod connect;
#[path = "gen_tcp/given.rs"]
mod given;
#[path = "gen_tcp/http.rs"]
mod http;
#[path = "gen_tcp/listen.rs"]
mod listen;
#[path = "gen_tcp/manual.rs"]
mod manual;
#[path = "gen_tcp/options.rs"]
mod options;
#[path = "gen_tcp/packets.rs"]
mod packets;
#[path = "gen_tcp/peer.rs"]
mod peer;
#[path = "gen_tcp/receive.rs"]
mod receive;
#[path = "gen_tcp/send.rs"]
mod send;

use accept::{accepts, accepts_no_more_than_it_may};
use active::{counts_packets, hands_on_a_connection, reads_nothing_without_an_owner, switches_while_packets_wait};
use close::{
    does_nothing_once_closed, ends_with_data_queued, hears_the_peer_go, resets_by_lingering_for_nothing, shuts_down,
    tells_of_a_reset,
};
use connect::{connects_by_address, connects_by_name, speaks_ipv6};
use given::takes_what_is_given;
use http::reads_http_requests;
use listen::{keeps_a_backlog, listens, listens_anew_where_connections_linger, listens_on_preopens};
use manual::{client_of_the_manual, server_of_the_manual};
use options::sets_and_gets_options;
use packets::prints_packets;
use receive::{outlives_the_peers_end, receives_exactly, refuses_to_receive};
use send::{closes_when_a_send_times_out, keeps_no_more_of_a_packet_than_it_may, sends_packets, times_out_sending};

portcullis_test_artifacts::guests!(gen_tcp);
