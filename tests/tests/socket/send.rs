//! Sending on a stream.

use crate::{connect_to, guest, is_clean, listen};
use portcullis_tests::{Sandbox, accept};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Manual `socket`: send/2; shutdown/2.
#[tokio::test]
pub(crate) async fn sends_what_the_peer_takes() {
    let mut guest = Sandbox::loopback().start(guest::SENDS_WHAT_THE_PEER_TAKES);
    let mut client = connect_to(guest.number().await).await;
    assert_eq!(guest.line().await, "full");
    guest.say("reading").await;
    let mut received = Vec::new();
    client.read_to_end(&mut received).await.unwrap();
    let length: usize = guest.line().await.parse().unwrap();
    assert_eq!(received.len(), length);
    assert!(received.iter().all(|byte| *byte == 5));
    drop(client);
    is_clean(guest.finish().await);
}

/// Manual `socket`: send/2; recv/2.
#[tokio::test]
pub(crate) async fn sends_its_memory() {
    const LENGTH: usize = 8 << 20;
    let (listener, port) = listen().await;
    let guest = Sandbox::loopback().arg(port).start(guest::SENDS_ITS_MEMORY);
    let mut peer = accept(&listener).await;
    let mut received = vec![0; LENGTH];
    peer.read_exact(&mut received).await.unwrap();
    for (place, word) in (0u32..).zip(received.chunks(4)) {
        assert_eq!(word, place.to_be_bytes());
    }
    peer.write_all(&received).await.unwrap();
    is_clean(guest.finish().await);
}

/// Manual `socket`: send/2; sendto/3; shutdown/2; close/1.
#[tokio::test]
pub(crate) async fn sends_nothing_when_it_cannot() {
    is_clean(Sandbox::loopback().run(guest::SENDS_NOTHING_WHEN_IT_CANNOT).await);
}
