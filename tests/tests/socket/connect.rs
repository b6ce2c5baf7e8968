//! Connecting.

use crate::{guest, is_clean, listen, refusals};
use portcullis_tests::{Sandbox, accept};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpSocket;

/// Manual `socket`: connect/2; recv/2; peername/1; listen/1.
#[tokio::test]
pub(crate) async fn connects() {
    let (listener, port) = listen().await;
    // Bound, so that it stays nobody else's, and without a listener.
    let closed = TcpSocket::new_v4().unwrap();
    closed.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let closed_port = closed.local_addr().unwrap().port();
    let guest = Sandbox::loopback().arg(port).arg(closed_port).start(guest::CONNECTS);
    let mut peer = accept(&listener).await;
    peer.write_all(b"hello").await.unwrap();
    is_clean(guest.finish().await);
}

/// Manual `socket`: connect/2; bind/2; send/2; recv/1; recvfrom/1.
#[tokio::test]
pub(crate) async fn connects_datagrams() {
    is_clean(Sandbox::loopback().run(guest::CONNECTS_DATAGRAMS).await);
}

/// Manual `socket`: connect/2; bind/2.
#[tokio::test]
pub(crate) async fn connects_from_where_it_is_bound() {
    let rules = "
        [[allow]]
        listen = 'tcp://127.0.0.1:*'
        connect = 'tcp://127.0.0.1:*'
        bind = 'tcp://127.0.0.2:*'";
    is_clean(Sandbox::new(rules).run(guest::CONNECTS_FROM_WHERE_IT_IS_BOUND).await);
}

/// Manual `socket`: connect/2; sendto/3.
#[tokio::test]
pub(crate) async fn meets_denials_of_its_own_address() {
    let (_listener, port) = listen().await;
    let rules = "
        [[allow]]
        connect = 'tcp://127.0.0.1:*'
        send-to = 'udp://127.0.0.1:*'
        [[deny]]
        bind = ['tcp://0.0.0.0:*', 'udp://0.0.0.0:*']";
    let finished = Sandbox::new(rules)
        .arg(port)
        .run(guest::MEETS_DENIALS_OF_ITS_OWN_ADDRESS)
        .await;
    let told = refusals(finished);
    assert!(told[0].starts_with("bind to tcp://0.0.0.0:0 refused"), "{told:?}");
    assert!(told[1].starts_with("bind to udp://0.0.0.0:0 refused"), "{told:?}");
    assert_eq!(told.len(), 2);
}
