//! Active mode: who takes what arrives, and how much of it.

use crate::guest;
use crate::peer::{connect, connect_narrowly, write};
use portcullis_tests::Sandbox;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

/// Manual `gen_tcp`: connect/3 ({tcp, Socket, Data}, {tcp_closed, Socket}); recv/2,3; option active (false, true, once).
#[tokio::test]
pub(crate) async fn switches_while_packets_wait() {
    let mut guest = Sandbox::loopback().start(guest::SWITCHES_WHILE_PACKETS_WAIT);
    let mut peer = connect(guest.number().await).await;
    write(&mut peer, b"\x03one\x03two\x05three\x04four\x04five\x03six\x05seven").await;
    assert_eq!(guest.line().await, "close");
    drop(peer);
    guest.finish().await.success();
}

/// Manual `gen_tcp`: option active (N); {tcp_passive, Socket}.
#[tokio::test]
pub(crate) async fn counts_packets() {
    let mut guest = Sandbox::loopback().start(guest::COUNTS_PACKETS);
    let mut peer = connect(guest.number().await).await;
    write(&mut peer, b"\x011\x012\x013\x014\x015\x016\x017\x018").await;
    peer.shutdown().await.unwrap();
    guest.finish().await.success();
}

/// Manual `gen_tcp`: connect/3, accept/1 (deliveries to the controlling process, here none).
#[tokio::test]
pub(crate) async fn reads_nothing_without_an_owner() {
    const ALL: usize = 8 << 20;
    let mut guest = Sandbox::loopback().start(guest::READS_NOTHING_WITHOUT_AN_OWNER);
    let mut peer = connect_narrowly(guest.number().await).await;
    let mut written = write_until_it_waits(&mut peer).await;
    assert!(written < 1 << 20, "{written} bytes fit into the kernel's buffers");
    guest.say("own").await;
    assert!(guest.line().await.parse::<usize>().unwrap() <= 4_096);
    written += write_until_it_waits(&mut peer).await;
    assert!(
        written < 2 << 20,
        "{written} bytes, and nobody owns the connection again"
    );
    guest.say("own").await;
    peer.write_all(&vec![0; ALL - written]).await.unwrap();
    drop(peer);
    assert_eq!(guest.line().await, ALL.to_string());
    let finished = guest.finish().await;
    assert_eq!(finished.bytes_held, 0);
    finished.success();
}

/// How many bytes the other side takes before it makes the writer wait.
async fn write_until_it_waits(stream: &mut tokio::net::TcpStream) -> usize {
    let mut written = 0;
    while let Ok(result) = timeout(Duration::from_millis(100), stream.write(&[0; 4_096])).await {
        written += result.unwrap();
        if written > 4 << 20 {
            break;
        }
    }
    written
}

/// Manual `gen_tcp`: controlling_process/2.
#[tokio::test]
pub(crate) async fn hands_on_a_connection() {
    let mut guest = Sandbox::loopback().start(guest::HANDS_ON_A_CONNECTION);
    let mut peer = connect(guest.number().await).await;
    assert_eq!(guest.line().await, "a packet for one");
    write(&mut peer, b"\x01a").await;
    assert_eq!(guest.line().await, "three packets for two");
    write(&mut peer, b"\x01b\x01c\x01d").await;
    assert_eq!(guest.line().await, "the end for two");
    drop(peer);
    guest.finish().await.success();
}
