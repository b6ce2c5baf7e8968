//! Ownership: whose a socket is, what its owner is told, and for how long.

use crate::guest;
use crate::peer::{accept, listener, reset};
use portcullis_tests::Sandbox;
use std::net::Ipv4Addr;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// Manual `gen_tcp`: controlling_process/2. Contract `poll`: own, watch.
#[tokio::test]
pub(crate) async fn hands_on_to_one() {
    let (listener, port) = listener().await;
    let mut guest = Sandbox::loopback().arg(port).start(guest::HANDS_ON_TO_ONE);
    let mut peer = accept(&listener).await;
    for _ in 0..4 {
        let word = guest.line().await;
        peer.write_all(word.as_bytes()).await.unwrap();
    }
    guest.finish().await.success();
}

/// Manual `inet`: setopts/2 (active). Contract `poll`: own, occurrence.
#[tokio::test]
pub(crate) async fn delivers_to_the_owner() {
    let (listener, port) = listener().await;
    let mut guest = Sandbox::loopback().arg(port).start(guest::DELIVERS_TO_THE_OWNER);
    let mut peer = accept(&listener).await;
    peer.write_all(b"\x01a\x01b\x01c\x01d\x01e\x01f\x01g").await.unwrap();
    accept(&listener).await.write_all(b"bye").await.unwrap();
    let failing = accept(&listener).await;
    assert_eq!(guest.line().await, "reset");
    reset(failing);
    guest.finish().await.success();
}

/// Contract `poll`: poller. Manual `gen_tcp`: close/1, listen/2 (fd).
#[tokio::test]
pub(crate) async fn forgets_closed_sockets() {
    let (listener, port) = listener().await;
    let rules = r#"
        [[allow]]
        connect = "tcp://127.0.0.1:*"
        accept-from = "tcp://127.0.0.1:*"
        [[preopen]]
        fd = 3
        listen = "tcp://127.0.0.1:0"
        [[preopen]]
        fd = 4
        bind = "udp://127.0.0.1:0"
    "#;
    let mut guest = Sandbox::new(rules).arg(port).start(guest::FORGETS_CLOSED_SOCKETS);
    let mut peers = Vec::new();
    for _ in 0..4 {
        peers.push(accept(&listener).await);
    }
    let port = guest.number().await;
    let _waits_in_the_backlog = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
    guest.finish().await.success();
}
