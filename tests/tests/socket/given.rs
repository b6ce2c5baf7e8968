//! Given: a connection that the host has accepted for the guest.

use super::guest;
use portcullis_tests::Sandbox;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// `socket`: open/1.
#[tokio::test]
pub(crate) async fn takes_what_is_given() {
    for manner in ["number", "name"] {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        client.set_nonblocking(true).unwrap();
        let mut client = tokio::net::TcpStream::from_std(client).unwrap();
        let guest = Sandbox::new("")
            .given(3, "connection", listener.accept().unwrap().0)
            .arg(manner)
            .arg(client.local_addr().unwrap().port())
            .start(guest::TAKES_WHAT_IS_GIVEN);
        client.write_all(b"ping").await.unwrap();
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).await.unwrap();
        assert_eq!(answer, b"ping");
        guest.finish().await.success();
    }
}
