//! Receive: lengths, errors, and a peer that has said all.

use crate::guest;
use crate::peer::{FOUR, accept, listener, read_all, write};
use portcullis::Limits;
use portcullis_tests::Sandbox;
use tokio::io::AsyncWriteExt;

/// Manual `gen_tcp`: recv/2,3 (Length = 0; Length > 0; timeout; closed).
#[tokio::test]
pub(crate) async fn receives_exactly() {
    let (server, port) = listener(FOUR).await;
    let mut guest = Sandbox::loopback().arg(port).start(guest::RECEIVES_EXACTLY);
    let mut peer = accept(&server).await;
    let megabyte = vec![b'M'; 1 << 20];
    let writes: [(&str, &[u8]); 5] = [
        ("eight", b"abcdefgh"),
        ("three", b"ijk"),
        ("two", b"lm"),
        ("six", b"nopqrs"),
        ("a megabyte", &megabyte),
    ];
    for (asked, bytes) in writes {
        assert_eq!(guest.line().await, asked);
        write(&mut peer, bytes).await;
    }
    assert_eq!(guest.line().await, "the end");
    write(&mut peer, b"tuvw").await;
    drop(peer);
    let finished = guest.finish().await;
    assert_eq!(finished.bytes_held, 0);
    finished.success();
}

/// Manual `gen_tcp`: recv/2,3 (active mode; Length of a packet; enobufs).
#[tokio::test]
pub(crate) async fn refuses_to_receive() {
    let (server, port) = listener(FOUR).await;
    let limits = Limits {
        buffer_bytes: 65_536,
        ..Limits::default()
    };
    let guest = Sandbox::loopback()
        .limits(limits)
        .arg(port)
        .start(guest::REFUSES_TO_RECEIVE);
    assert_eq!(read_all(&mut accept(&server).await).await, b"unharmed");
    guest.finish().await.success();
}

/// Manual `gen_tcp`: recv/2,3, shutdown/2 (option exit_on_close); connect/3 ({tcp_closed, Socket}).
#[tokio::test]
pub(crate) async fn outlives_the_peers_end() {
    let (server, port) = listener(FOUR).await;
    let guest = Sandbox::loopback().arg(port).start(guest::OUTLIVES_THE_PEERS_END);
    for answer in [b"answer".as_slice(), b"", b"answer", b""] {
        let mut peer = accept(&server).await;
        write(&mut peer, b"question").await;
        peer.shutdown().await.unwrap();
        assert_eq!(read_all(&mut peer).await, answer);
    }
    guest.finish().await.success();
}
