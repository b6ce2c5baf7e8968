//! Receiving from a stream.

use crate::{connect_to, guest, is_clean};
use portcullis::Limits;
use portcullis_tests::Sandbox;
use rustix::net::sockopt::set_socket_linger;
use std::time::Duration;
use tokio::io::AsyncWriteExt;

/// Manual `socket`: recv/1,2,3.
#[tokio::test]
pub(crate) async fn receives_bytes() {
    let mut guest = Sandbox::loopback().start(guest::RECEIVES_BYTES);
    let mut client = connect_to(guest.number().await).await;
    client.set_nodelay(true).unwrap();
    assert_eq!(guest.line().await, "quiet");
    client.write_all(b"what is there").await.unwrap();
    guest.say("sent").await;
    assert_eq!(guest.line().await, "read it");
    client.write_all(b"in").await.unwrap();
    guest.say("sent").await;
    assert_eq!(guest.line().await, "half of it");
    guest.say("more follows").await;
    for byte in b" pieces" {
        client.write_all(&[*byte]).await.unwrap();
        tokio::task::yield_now().await;
    }
    assert_eq!(guest.line().await, "all of it");
    client.write_all(b"kept").await.unwrap();
    guest.say("sent").await;
    is_clean(guest.finish().await);
}

/// Manual `socket`: recv/1,2,3.
#[tokio::test]
pub(crate) async fn receives_the_last_bytes() {
    let mut guest = Sandbox::loopback().start(guest::RECEIVES_THE_LAST_BYTES);
    let mut client = connect_to(guest.number().await).await;
    client.write_all(b"last").await.unwrap();
    drop(client);
    is_clean(guest.finish().await);
}

/// Manual `socket`: recv/1,2; peername/1.
#[tokio::test]
pub(crate) async fn hears_of_a_reset() {
    let mut guest = Sandbox::loopback().start(guest::HEARS_OF_A_RESET);
    let mut client = connect_to(guest.number().await).await;
    set_socket_linger(&client, Some(Duration::ZERO)).unwrap();
    client.write_all(b"soon").await.unwrap();
    assert_eq!(guest.line().await, "has it");
    drop(client);
    is_clean(guest.finish().await);
}

/// Manual `socket`: recv/1,2,3; recvfrom/1,2; shutdown/2.
#[tokio::test]
pub(crate) async fn receives_nothing_when_it_cannot() {
    let limits = Limits {
        buffer_bytes: 1_000,
        ..Limits::default()
    };
    let sandbox = Sandbox::loopback().limits(limits);
    is_clean(sandbox.run(guest::RECEIVES_NOTHING_WHEN_IT_CANNOT).await);
}

/// Manual `socket`: recvfrom/1,2,3.
#[tokio::test]
pub(crate) async fn receives_from_its_peer() {
    let mut guest = Sandbox::loopback().start(guest::RECEIVES_FROM_ITS_PEER);
    let mut client = connect_to(guest.number().await).await;
    assert_eq!(guest.line().await, "quiet");
    client.write_all(b"abcdef").await.unwrap();
    guest.say("sent").await;
    assert_eq!(guest.line().await, "all of it");
    client.write_all(b"end").await.unwrap();
    client.shutdown().await.unwrap();
    guest.say("ended").await;
    is_clean(guest.finish().await);
}
