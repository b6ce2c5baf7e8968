//! Accepting connections.

use crate::{connect_to, guest, is_clean};
use portcullis::Limits;
use portcullis_tests::Sandbox;
use std::io::ErrorKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// Manual `socket`: accept/1,2; recv/2; sockname/1.
#[tokio::test]
pub(crate) async fn accepts() {
    let mut guest = Sandbox::loopback().start(guest::ACCEPTS);
    let port = guest.number().await;
    let mut first = connect_to(port).await;
    first.write_all(b"first").await.unwrap();
    guest.say("connected").await;
    let mut second = connect_to(port).await;
    second.write_all(b"second").await.unwrap();
    assert_eq!(guest.line().await, "waiting");
    connect_to(port).await.write_all(b"third").await.unwrap();
    is_clean(guest.finish().await);
}

/// Manual `socket`: accept/1.
#[tokio::test]
pub(crate) async fn accepts_no_more_than_it_may() {
    let limits = Limits {
        sockets: 3,
        ..Limits::default()
    };
    let mut guest = Sandbox::loopback()
        .limits(limits)
        .start(guest::ACCEPTS_NO_MORE_THAN_IT_MAY);
    let port = guest.number().await;
    let mut clients = Vec::new();
    for word in [b"1", b"2", b"3"] {
        let mut client = connect_to(port).await;
        client.write_all(word).await.unwrap();
        clients.push(client);
    }
    guest.say("connected").await;
    is_clean(guest.finish().await);
}

/// Manual `socket`: accept/1; peername/1.
#[tokio::test]
pub(crate) async fn accepts_permitted_peers() {
    let rules = "
        [[allow]]
        listen = 'tcp://127.0.0.1:*'
        [[deny]]
        accept-from = 'tcp://127.0.0.3:*'";
    let mut guest = Sandbox::new(rules).start(guest::ACCEPTS_PERMITTED_PEERS);
    let port = guest.number().await;
    // The reset may come before the connection is told to have been made.
    let end = match connect_from("127.0.0.3:0", port).await {
        Ok(mut denied) => denied.read(&mut [0]).await.map(drop),
        Err(error) => Err(error),
    };
    assert_eq!(end.map_err(|error| error.kind()), Err(ErrorKind::ConnectionReset));
    let _permitted = connect_from("127.0.0.2:0", port).await.unwrap();
    assert_eq!(guest.line().await, "127.0.0.2");
    let finished = guest.finish().await;
    let [refusal] = &finished.refusals[..] else {
        panic!("{:?}", finished.refusals);
    };
    assert!(refusal.target().starts_with("tcp://127.0.0.3:"), "{refusal}");
    finished.success();
}

async fn connect_from(address: &str, port: u16) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(address.parse().unwrap()).unwrap();
    socket.connect(([127, 0, 0, 1], port).into()).await
}
