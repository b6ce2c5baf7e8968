//! Hostile guests: each harms itself at most.

use portcullis::Limits;
use portcullis_tests::{Sandbox, accept};
use std::net::Ipv4Addr;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

portcullis_test_artifacts::guests!(hostile);

/// A result for which the guest has no memory traps the guest.
#[tokio::test]
async fn starves_itself() {
    let finished = Sandbox::loopback().run(guest::STARVES_ITSELF).await;
    assert_eq!(finished.stdout, "starving\n");
    assert!(finished.result.is_err());
}

/// A list beyond the guest's memory traps the guest; its peer sees the end of the connection.
#[tokio::test]
async fn points_beyond_memory() {
    for how in ["send", "send-many", "send-to"] {
        let peer = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = peer.local_addr().unwrap().port();
        let guest = Sandbox::loopback()
            .arg(port)
            .arg(how)
            .start(guest::POINTS_BEYOND_MEMORY);
        let mut connection = accept(&peer).await;
        let finished = guest.finish().await;
        assert!(finished.result.is_err(), "{how}");
        assert_eq!(finished.bytes_held, 0);
        let mut received = Vec::new();
        connection.read_to_end(&mut received).await.unwrap();
        assert_eq!(received, b"", "{how}");
    }
}

/// Manual `socket`: shutdown/2, recv/2.
#[tokio::test]
async fn shuts_its_ears() {
    Sandbox::loopback().run(guest::SHUTS_ITS_EARS).await.success();
}

/// Each guest has limits of its own, and its failure is its own.
#[tokio::test]
async fn keeps_to_itself() {
    let start = |sockets: usize| {
        let limits = Limits {
            sockets,
            ..Limits::default()
        };
        Sandbox::loopback()
            .limits(limits)
            .arg(sockets)
            .start(guest::KEEPS_TO_ITSELF)
    };
    let mut guests: Vec<_> = (1..=20).map(start).collect();
    for guest in &mut guests {
        assert_eq!(guest.line().await, "full");
    }
    // All of them are full at once.
    for guest in &mut guests {
        guest.say("go on").await;
    }
    for (limit, guest) in (1..).zip(guests) {
        let finished = guest.finish().await;
        assert_eq!(finished.result.is_err(), limit % 2 == 1, "{limit}: {finished:?}");
    }
}
