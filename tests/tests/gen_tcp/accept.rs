//! Accept: how long it waits, what connections inherit, and how many there may be.

use crate::guest;
use crate::peer::{connect, write};
use portcullis::Limits;
use portcullis_tests::Sandbox;

/// Manual `gen_tcp`: accept/1,2 (timeout; closed); listen/2 (options for connections).
#[tokio::test]
pub(crate) async fn accepts() {
    let mut guest = Sandbox::loopback().start(guest::ACCEPTS);
    let port = guest.number().await;
    let mut client = connect(port).await;
    write(&mut client, b"\0\x02hi").await;
    assert_eq!(guest.line().await, client.local_addr().unwrap().to_string());
    let _later = connect(port).await;
    guest.finish().await.success();
}

/// Manual `gen_tcp`: accept/1,2 (posix error: emfile).
#[tokio::test]
pub(crate) async fn accepts_no_more_than_it_may() {
    let limits = Limits {
        sockets: 2,
        ..Limits::default()
    };
    let mut guest = Sandbox::loopback()
        .limits(limits)
        .start(guest::ACCEPTS_NO_MORE_THAN_IT_MAY);
    let port = guest.number().await;
    let mut first = connect(port).await;
    write(&mut first, b"first").await;
    let mut second = connect(port).await;
    write(&mut second, b"second").await;
    assert_eq!(guest.line().await, "first");
    assert_eq!(guest.line().await, "second");
    let finished = guest.finish().await;
    assert_eq!(finished.sockets_held, 0);
    finished.success();
}
