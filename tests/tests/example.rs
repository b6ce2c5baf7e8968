//! The examples, each under its own policy, with native peers.

#[path = "example/chat.rs"]
mod chat_room;
#[path = "example/datagrams.rs"]
mod datagrams;
#[path = "example/streams.rs"]
mod streams;
#[path = "example/walks.rs"]
mod walks;

use chat_room::chat;
use datagrams::{udp_client, udp_server};
use portcullis::{Policy, Rules, ambient_authority};
use portcullis_tests::{Running, Sandbox};
use std::net::SocketAddr;
use streams::{echo_client, echo_server, serve};
use walks::{denied, manual};

portcullis_test_artifacts::guests!(example);

/// The sandbox of `examples/NAME/policy.toml`.
fn sandbox(name: &str) -> Sandbox {
    let file = format!("../examples/{name}/policy.toml");
    let text = std::fs::read_to_string(&file).expect("the example has a policy");
    let rules = Rules::parse(&file, &text).expect("the policy of an example is sound");
    Sandbox::with_policy(Policy::new(rules, ambient_authority()))
}

/// The address at the end of the guest's next line.
async fn address(guest: &mut Running) -> SocketAddr {
    let line = guest.line().await;
    let word = line.split_whitespace().last().unwrap_or_default();
    word.parse().unwrap_or_else(|_| panic!("no address in: {line}"))
}
