//! Ends of sockets: shutdown, close, drop; and what they knew.

use crate::{connect_to, guest, is_clean, listen};
use portcullis_tests::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Manual `socket`: shutdown/2; send/2; recv/1,2.
#[tokio::test]
pub(crate) async fn shuts_down() {
    let mut guest = Sandbox::loopback().start(guest::SHUTS_DOWN);
    let mut client = connect_to(guest.number().await).await;
    let mut question = String::new();
    client.read_to_string(&mut question).await.unwrap();
    assert_eq!(question, "question");
    client.write_all(b"answer").await.unwrap();
    client.shutdown().await.unwrap();
    is_clean(guest.finish().await);
}

/// Manual `socket`: sockname/1; peername/1.
#[tokio::test]
pub(crate) async fn knows_its_addresses() {
    let (listener, port) = listen().await;
    let mut guest = Sandbox::loopback().arg(port).start(guest::KNOWS_ITS_ADDRESSES);
    let (_peer, from) = listener.accept().await.unwrap();
    assert_eq!(guest.line().await, from.to_string());
    is_clean(guest.finish().await);
}

/// Manual `socket`: close/1, and each other function after it.
#[tokio::test]
pub(crate) async fn does_nothing_once_closed() {
    is_clean(Sandbox::loopback().run(guest::DOES_NOTHING_ONCE_CLOSED).await);
}

/// Manual `socket`: close/1, by dropping the socket.
#[tokio::test]
pub(crate) async fn drops_with_data_waiting() {
    let mut guest = Sandbox::loopback().start(guest::DROPS_WITH_DATA_WAITING);
    let mut client = connect_to(guest.number().await).await;
    assert_eq!(guest.line().await, "accepted");
    client.write_all(&[1; 100_000]).await.unwrap();
    guest.say("written").await;
    assert_eq!(client.read(&mut [0]).await.unwrap_or(0), 0, "the connection has ended");
    is_clean(guest.finish().await);
}
