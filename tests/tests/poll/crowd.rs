//! Crowd: many connections at one poller, each with its turn.

use crate::guest;
use crate::peer::{accept, listener, packets};
use portcullis_tests::Sandbox;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::net::Ipv4Addr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Contract `poll`: wait ("Sockets take turns").
#[tokio::test]
pub(crate) async fn takes_turns() {
    for packet in ["raw", "four"] {
        // One event a wait; about one byte a wait; as much as there is.
        for (events, bytes) in [(1, u32::MAX), (u32::MAX, 1), (u32::MAX, 65_536), (u32::MAX, u32::MAX)] {
            takes_turns_by(packet, events, bytes).await;
        }
    }
}

async fn takes_turns_by(packet: &str, events: u32, bytes: u32) {
    let (listener, port) = listener().await;
    let sandbox = Sandbox::loopback().arg(port).arg(events).arg(bytes).arg(packet);
    let mut guest = sandbox.start(guest::TAKES_TURNS);
    let (mut flood, mut quiet) = (accept(&listener).await, accept(&listener).await);
    assert_eq!(guest.line().await, "ready");
    let packet = packets([&[7; 1_000][..]]);
    let much = packet.repeat(100);
    flood.write_all(&much).await.unwrap();
    let flood = tokio::spawn(async move { while flood.write_all(&much).await.is_ok() {} });
    guest.say("the flood has begun").await;
    assert_eq!(guest.line().await, "speak");
    quiet.write_all(&packet).await.unwrap();
    guest.say("it has spoken").await;
    guest.finish().await.success();
    flood.await.unwrap();
}

/// Contract `poll`: own, wait, send-many.
#[tokio::test]
pub(crate) async fn serves_two_thousand() {
    // Both ends are in this process.
    let most = getrlimit(Resource::Nofile).maximum;
    let raised = Rlimit {
        current: most,
        maximum: most,
    };
    setrlimit(Resource::Nofile, raised).unwrap();
    for packet in ["raw", "four"] {
        serve(packet, 2_000).await;
    }
}

async fn serve(packet: &str, crowd: u32) {
    let sandbox = Sandbox::loopback().arg(packet).arg(crowd);
    let mut guest = sandbox.start(guest::SERVES_TWO_THOUSAND);
    let port = guest.number().await;
    let mut clients = Vec::new();
    for _ in 0..crowd {
        clients.push(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap());
    }
    // All of them are connected before the first one speaks.
    let mut talks = JoinSet::new();
    for (number, client) in clients.into_iter().enumerate() {
        talks.spawn(talk(client, number));
    }
    let mut answered = 0;
    while let Some(talk) = talks.join_next().await {
        talk.unwrap();
        answered += 1;
    }
    assert_eq!(answered, crowd);
    let finished = guest.finish().await;
    assert_eq!((finished.sockets_held, finished.bytes_held), (0, 0));
    finished.success();
}

async fn talk(mut client: TcpStream, number: usize) {
    for round in 0..3 {
        let body = format!("client {number}, round {round}, {}", ".".repeat(number % 100));
        let sent = packets([body.as_bytes()]);
        client.write_all(&sent).await.unwrap();
        let mut answer = vec![0; sent.len()];
        client.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, sent);
    }
    client.shutdown().await.unwrap();
    assert_eq!(client.read_to_end(&mut Vec::new()).await.unwrap(), 0);
}
