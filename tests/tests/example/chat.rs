//! `examples/chat`: a room, and those who come and go.

use super::{address, guest, sandbox};
use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Manual `gen_tcp`: listen/2, accept/2, `{active, once}`, `{active, true}`, `{packet, line}`; `poll`: `send-many`.
#[tokio::test]
pub(crate) async fn chat() {
    let mut room = sandbox("chat").arg("127.0.0.1:0").start(guest::CHAT);
    let address = address(&mut room).await;

    let mut joe = Member::enter(address, "joe").await;
    joe.hears("* hello, joe; here: nobody").await;
    let mut mike = Member::enter(address, "joe").await;
    mike.hears("* somebody has that name; yours?").await;
    mike.says("\u{1b}[2J").await;
    mike.hears("* a name has 1 to 16 letters, digits, - and _; your name?")
        .await;
    mike.says("mike").await;
    mike.hears("* hello, mike; here: joe").await;
    joe.hears("* mike is here").await;

    joe.says("hello, mike\r").await;
    mike.hears("joe: hello, mike").await;
    mike.says("hello, \u{1b}[2Jjoe").await;
    joe.hears("mike: hello, [2Jjoe").await;

    mike.says(&"x".repeat(100_000)).await;
    mike.hears("* that line is too long").await;
    mike.says("/who").await;
    mike.hears("* here: joe, mike").await;

    mike.says("/quit").await;
    mike.hears("").await;
    joe.hears("* mike has left").await;
    drop(joe);
    let said = [room.line().await, room.line().await, room.line().await];
    assert_eq!(said, ["* joe is here", "* mike is here", "joe: hello, mike"]);
    assert_eq!(room.refusals(), []);
}

/// A native client, line by line.
struct Member(BufReader<TcpStream>);

impl Member {
    async fn enter(room: SocketAddr, name: &str) -> Self {
        let mut member = Self(BufReader::new(TcpStream::connect(room).await.unwrap()));
        member.hears("* your name?").await;
        member.says(name).await;
        member
    }

    async fn says(&mut self, line: &str) {
        self.0.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    }

    /// The next line; none is the end of the connection.
    async fn hears(&mut self, expected: &str) {
        let mut line = String::new();
        self.0.read_line(&mut line).await.unwrap();
        assert_eq!(line.trim_end(), expected);
    }
}
