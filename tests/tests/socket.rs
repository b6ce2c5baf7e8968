//! The interface `socket`, by the rows of its manual.

use portcullis_tests::Sandbox;
use std::net::Ipv4Addr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

portcullis_test_artifacts::guests!(socket);

/// Manual `socket`: open/3, bind/2, listen/1, accept/1, recv/2, send/2, sockname/1, close/1.
#[tokio::test]
async fn echoes() {
    let mut guest = Sandbox::loopback().start(guest::ECHOES);
    let port = guest.number().await;
    let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
    client.write_all(b"hello").await.unwrap();
    client.shutdown().await.unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.unwrap();
    assert_eq!(answer, "hello");
    let finished = guest.finish().await;
    assert_eq!(finished.refusals, []);
    finished.success();
}
