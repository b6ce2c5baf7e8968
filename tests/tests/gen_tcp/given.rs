//! Given: connections that the host has accepted for the guest.

use crate::guest;
use crate::peer::{FOUR, accept, connect, listener, read_packets, write};
use portcullis::{Accepted, Error, Gate, Policy, Rules, ambient_authority};
use portcullis_tests::Sandbox;
use tokio::io::AsyncReadExt;

/// `gen_tcp`: fdopen/2.
#[tokio::test]
pub(crate) async fn takes_what_is_given() {
    for manner in ["number", "name"] {
        let (listener, port) = listener(FOUR).await;
        let mut client = connect(port).await;
        let from = client.local_addr().unwrap().port();
        let connection = accept(&listener).await.into_std().unwrap();
        let guest = Sandbox::new("")
            .given(3, "connection", connection)
            .arg(manner)
            .arg(from)
            .start(guest::TAKES_WHAT_IS_GIVEN);
        write(&mut client, b"\0\0\0\x05hello").await;
        assert_eq!(read_packets(&mut client).await, [b"hello"]);
        guest.finish().await.success();
    }
}

#[tokio::test]
async fn a_connection_that_is_not_taken_ends_with_the_guest() {
    let (listener, port) = listener(FOUR).await;
    let mut client = connect(port).await;
    let connection = accept(&listener).await.into_std().unwrap();
    let finished = Sandbox::new("")
        .given(7, "other", connection)
        .arg("number")
        .arg(0)
        .run(guest::TAKES_WHAT_IS_GIVEN)
        .await;
    assert!(matches!(finished.result, Ok(false)), "{finished:?}");
    assert_eq!(client.read(&mut [0]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_peer_that_the_policy_denies_is_reset_and_not_given() {
    let rules = Rules::parse("p.toml", "version = 1\n[[deny]]\naccept-from = ['tcp://127.0.0.0/8:*']").unwrap();
    let gate = Gate::builder(Policy::new(rules, ambient_authority())).build().unwrap();
    let (listener, port) = listener(FOUR).await;
    let mut client = connect(port).await;
    let connection = accept(&listener).await.into_std().unwrap();
    assert!(matches!(Accepted::new(&gate, connection), Err(Error::Refused(_))));
    let error = client.read(&mut [0]).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn what_is_no_connection_is_not_given() {
    let gate = Gate::builder(Policy::default()).build().unwrap();
    let (listener, _) = listener(FOUR).await;
    assert!(Accepted::new(&gate, listener.into_std().unwrap()).is_err());
    let datagrams = std::net::UdpSocket::bind((FOUR, 0)).unwrap();
    assert!(matches!(Accepted::new(&gate, datagrams), Err(Error::Invalid)));
}
