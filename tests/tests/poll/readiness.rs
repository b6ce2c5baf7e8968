//! Readiness: what a watched socket tells, and how much one wait tells of it.

use crate::guest;
use crate::peer::{accept, listener, packets, reset};
use portcullis_tests::Sandbox;
use std::net::Ipv4Addr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};

/// Contract `poll`: watch, wait.
#[tokio::test]
pub(crate) async fn watches_every_kind() {
    let mut guest = Sandbox::loopback().start(guest::WATCHES_EVERY_KIND);
    for _kind in ["gen_tcp", "socket"] {
        let port = guest.number().await;
        let mut peer = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
        assert_eq!(guest.line().await, "speak");
        peer.write_all(b"hello").await.unwrap();
        // Until the guest drops its end.
        peer.read_to_end(&mut Vec::new()).await.unwrap();
    }
    let port = guest.number().await;
    let peer = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    peer.send_to(b"hello", (Ipv4Addr::LOCALHOST, port)).await.unwrap();
    guest.finish().await.success();
}

/// Contract `poll`: readiness; types: reason.
#[tokio::test]
pub(crate) async fn reports_ends_unasked() {
    let (listener, port) = listener().await;
    let nobody = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let nobodys_port = nobody.local_addr().unwrap().port();
    drop(nobody);
    let mut guest = Sandbox::loopback()
        .arg(port)
        .arg(nobodys_port)
        .start(guest::REPORTS_ENDS_UNASKED);
    accept(&listener).await;
    accept(&listener).await;
    let peer = accept(&listener).await;
    assert_eq!(guest.line().await, "reset");
    reset(peer);
    guest.finish().await.success();
}

/// Contract `poll`: watch, unwatch.
#[tokio::test]
pub(crate) async fn repeats_until_changed() {
    let (listener, port) = listener().await;
    let guest = Sandbox::loopback().arg(port).start(guest::REPEATS_UNTIL_CHANGED);
    let mut peer = accept(&listener).await;
    peer.write_all(b"hello").await.unwrap();
    guest.finish().await.success();
}

/// Contract `poll`: wait.
#[tokio::test]
pub(crate) async fn bounds_a_wait() {
    let (listener, port) = listener().await;
    let guest = Sandbox::loopback().arg(port).start(guest::BOUNDS_A_WAIT);
    let mut peer = accept(&listener).await;
    let (small, large, ten) = ([1; 20], [2; 100_000], [3; 10]);
    let bodies = [&small[..], &large].into_iter().chain([&ten[..]; 10]);
    peer.write_all(&packets(bodies)).await.unwrap();
    guest.finish().await.success();
}

/// Contract `poll`: watch. Manual `gen_tcp`: recv/2,3.
#[tokio::test]
pub(crate) async fn sees_buffered_packets() {
    let ((packet_listener, packet_port), (byte_listener, byte_port)) = (listener().await, listener().await);
    let guest = Sandbox::loopback()
        .arg(packet_port)
        .arg(byte_port)
        .start(guest::SEES_BUFFERED_PACKETS);
    let mut peer = accept(&packet_listener).await;
    let bodies = [&b"one"[..], b"two", b"three"];
    peer.write_all(&packets(bodies)).await.unwrap();
    let mut peer = accept(&byte_listener).await;
    peer.write_all(b"hello").await.unwrap();
    guest.finish().await.success();
}
