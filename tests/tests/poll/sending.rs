//! Sending: many packets in one call, and what becomes of those that do not go at once.

use crate::guest;
use crate::peer::{accept, listener, packets};
use portcullis_tests::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Contract `poll`: send-many. Manual `gen_tcp`: send/2.
#[tokio::test]
pub(crate) async fn sends_many_in_order() {
    let (listener, port) = listener().await;
    let guest = Sandbox::loopback().arg(port).start(guest::SENDS_MANY_IN_ORDER);
    let mut peers = Vec::new();
    for _ in 0..4 {
        peers.push(accept(&listener).await);
    }
    guest.finish().await.success();
    let mut heard = Vec::new();
    for mut peer in peers {
        let mut bytes = Vec::new();
        peer.read_to_end(&mut bytes).await.unwrap();
        heard.push(bytes);
    }
    let last = [&b"\x013\xff"[..], &[7; 255]].concat();
    assert_eq!(heard, [&b"\x011\x00\x018"[..], b"", &last, b""]);
}

/// Contract `poll`: send-many (ewouldblock), watch. Manual `gen_tcp`: send/2, close/1.
#[tokio::test]
pub(crate) async fn keeps_the_stream_whole() {
    let (listener, port) = listener().await;
    let mut guest = Sandbox::loopback().arg(port).start(guest::KEEPS_THE_STREAM_WHOLE);
    let mut peer = accept(&listener).await;
    assert_eq!(guest.line().await, "read");
    let mut stream = Vec::new();
    peer.read_to_end(&mut stream).await.unwrap();
    let count: usize = guest.line().await.parse().unwrap();
    let bodies: Vec<_> = (0..count).map(|number| vec![number as u8; 50_000 + number]).collect();
    assert!(stream == packets(bodies.iter().map(Vec::as_slice)));
    let finished = guest.finish().await;
    assert_eq!(finished.bytes_held, 0);
    finished.success();
}

/// Contract `poll`: send-many (enobufs).
#[tokio::test]
pub(crate) async fn drops_what_is_too_much() {
    let (listener, port) = listener().await;
    let limits = portcullis::Limits {
        buffer_bytes: 1 << 20,
        ..Default::default()
    };
    let guest = Sandbox::loopback()
        .limits(limits)
        .arg(port)
        .start(guest::DROPS_WHAT_IS_TOO_MUCH);
    let (mut one, mut two) = (accept(&listener).await, accept(&listener).await);
    // When the small one is here, the large one has failed.
    let mut small = [0; 9];
    two.read_exact(&mut small).await.unwrap();
    assert_eq!(&small, b"\0\0\0\x05small");
    let mut begun = Vec::new();
    one.read_to_end(&mut begun).await.unwrap();
    let whole = packets([&vec![1; 32 << 20][..]]);
    assert!(!begun.is_empty() && begun.len() < whole.len() && whole.starts_with(&begun));
    one.write_all(&packets([&b"hi"[..]])).await.unwrap();
    let finished = guest.finish().await;
    assert_eq!(finished.bytes_held, 0);
    finished.success();
}
