//! Close and shutdown, on either side and in every state.

use crate::guest;
use crate::peer::{FOUR, accept, connect, listener, read, read_all, read_packets, reset, write};
use portcullis_tests::Sandbox;
use std::io::ErrorKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Manual `gen_tcp`: recv/2,3, send/2 (option show_econnreset); connect/3 ({tcp_error, Socket, Reason}, {tcp_closed, Socket}).
#[tokio::test]
pub(crate) async fn tells_of_a_reset() {
    let (server, port) = listener(FOUR).await;
    let guest = Sandbox::loopback().arg(port).start(guest::TELLS_OF_A_RESET);
    for _ in 0..8 {
        let mut peer = accept(&server).await;
        assert_eq!(&read(&mut peer).await, b"!");
        reset(peer);
    }
    guest.finish().await.success();
}

/// Manual `gen_tcp`: accept/1,2, recv/2,3, send/2 (closed).
#[tokio::test]
pub(crate) async fn hears_the_peer_go() {
    let mut guest = Sandbox::loopback().start(guest::HEARS_THE_PEER_GO);
    let port = guest.number().await;

    let peer = connect(port).await;
    assert_eq!(guest.line().await, "accepted");
    drop(peer);

    let mut peer = connect(port).await;
    assert_eq!(guest.line().await, "accepted");
    write(&mut peer, b"nine byte").await;
    drop(peer);

    let peer = connect(port).await;
    assert_eq!(guest.line().await, "accepted");
    reset(peer);

    for close in [reset, drop] {
        let mut peer = connect(port).await;
        assert_eq!(guest.line().await, "accepted");
        let _begun: [u8; 65_536] = read(&mut peer).await;
        close(peer);
    }

    assert_eq!(guest.line().await, "come and go");
    let mut peer = connect(port).await;
    write(&mut peer, b"note").await;
    drop(peer);
    guest.say("accept").await;
    reset(connect(port).await);
    guest.say("accept").await;
    guest.finish().await.success();
}

/// Manual `gen_tcp`: close/1 (option linger).
#[tokio::test]
pub(crate) async fn resets_by_lingering_for_nothing() {
    let (server, port) = listener(FOUR).await;
    let guest = Sandbox::loopback()
        .arg(port)
        .start(guest::RESETS_BY_LINGERING_FOR_NOTHING);
    for _ in 0..2 {
        let error = accept(&server).await.read_u8().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    }
    guest.finish().await.success();
}

/// Manual `gen_tcp`: shutdown/2 (read, write, read_write).
#[tokio::test]
pub(crate) async fn shuts_down() {
    let (server, port) = listener(FOUR).await;
    let mut guest = Sandbox::loopback().arg(port).start(guest::SHUTS_DOWN);

    let mut peer = accept(&server).await;
    assert_eq!(read_all(&mut peer).await, b"question");
    write(&mut peer, b"answer").await;
    drop(peer);

    let mut peer = accept(&server).await;
    assert_eq!(read_all(&mut peer).await, b"still heard");
    let mut peer = accept(&server).await;
    assert_eq!(read_all(&mut peer).await, b"");

    let mut peer = accept(&server).await;
    assert_eq!(guest.line().await, "reset");
    assert_eq!(&read(&mut peer).await, b"!");
    reset(peer);
    guest.finish().await.success();
}

/// Manual `gen_tcp`: close/1, shutdown/2 (what is not yet sent goes out first).
#[tokio::test]
pub(crate) async fn ends_with_data_queued() {
    for end in ["close", "shutdown"] {
        let (server, port) = listener(FOUR).await;
        let sandbox = Sandbox::loopback().arg(port).arg(end);
        let mut guest = sandbox.start(guest::ENDS_WITH_DATA_QUEUED);
        let mut peer = accept(&server).await;
        let sent = usize::from(guest.number().await);
        let packets = read_packets(&mut peer).await;
        assert!(
            packets.len() == sent || packets.len() == sent + 1,
            "{} of {sent}",
            packets.len()
        );
        assert!(packets.iter().all(|packet| packet.len() == 100_000));
        if end == "shutdown" {
            peer.write_all(b"got it").await.unwrap();
        }
        guest.finish().await.success();
    }
}

/// Manual `gen_tcp`: close/1 and each other function after it; controlling_process/2.
#[tokio::test]
pub(crate) async fn does_nothing_once_closed() {
    Sandbox::loopback().run(guest::DOES_NOTHING_ONCE_CLOSED).await.success();
}
