//! The limits of a guest: what it may hold of the host, and what it is told when that is all.

use portcullis::Limits;
use portcullis_tests::{Names, Sandbox, accept};
use rustix::net::sockopt::set_socket_send_buffer_size;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

portcullis_test_artifacts::guests!(limits);

/// Contract `gen-tcp`: connection ("the peer is slowed by TCP itself"). Limits: buffer_bytes.
#[tokio::test]
async fn leaves_bytes_unread() {
    const LIMIT: usize = 200_000;
    let limits = Limits {
        buffer_bytes: LIMIT,
        ..Limits::default()
    };
    for (how, may_hold) in [
        ("unowned", false),
        ("unwaited", false),
        ("passive", true),
        ("once", true),
    ] {
        let (listener, port) = listener().await;
        let sandbox = Sandbox::loopback().limits(limits).arg(port).arg(how);
        let mut guest = sandbox.start(guest::LEAVES_BYTES_UNREAD);
        let mut peer = accept(&listener).await;
        set_socket_send_buffer_size(&peer, 1 << 16).unwrap();
        let packets = b"\0\0\0\x09\x07\x07\x07\x07\x07\x07\x07\x07\x07".repeat(1_000);
        let mut sent = 0;
        // Nobody reads: sooner or later a write makes no progress.
        while let Ok(written) = timeout(Duration::from_millis(200), peer.write(&packets)).await {
            sent += written.unwrap();
            assert!(sent < 32 << 20, "{how}: the peer is not slowed");
        }
        assert_eq!(guest.line().await, "idle");
        guest.say("that is all").await;
        let finished = guest.finish().await;
        assert!(finished.bytes_held <= LIMIT, "{how}: {}", finished.bytes_held);
        assert_eq!(finished.bytes_held > 0, may_hold, "{how}");
        assert_eq!(finished.sockets_held, 2);
        finished.success();
    }
}

/// Contract: `enobufs` of `gen-tcp` and `socket`. Limits: buffer_bytes, shared by all sockets of the guest.
#[tokio::test]
async fn runs_out_of_buffers() {
    let limits = Limits {
        buffer_bytes: 100_000,
        ..Limits::default()
    };
    let (listener, port) = listener().await;
    let guest = Sandbox::loopback()
        .limits(limits)
        .arg(port)
        .start(guest::RUNS_OUT_OF_BUFFERS);
    let mut peers = Vec::new();
    for _ in 0..3 {
        let mut peer = accept(&listener).await;
        // To the third it is a packet of 79,996 bytes. It is not heard to its end.
        let bytes = [&79_996_u32.to_be_bytes()[..], &[7; 79_996]].concat();
        let _ = peer.write_all(&bytes).await;
        peers.push(peer);
    }
    let finished = guest.finish().await;
    assert_eq!((finished.sockets_held, finished.bytes_held), (0, 0));
    finished.success();
}

/// Contract: `emfile` of each way to a socket. Limits: sockets.
#[tokio::test]
async fn runs_out_of_sockets() {
    let limits = Limits {
        sockets: 3,
        ..Limits::default()
    };
    let mut guest = Sandbox::loopback().limits(limits).start(guest::RUNS_OUT_OF_SOCKETS);
    let mut peers = Vec::new();
    for _ in 0..2 {
        let port = guest.number().await;
        peers.push(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap());
    }
    let finished = guest.finish().await;
    assert_eq!((finished.sockets_held, finished.bytes_held), (2, 0));
    finished.success();
}

/// Contract `poll`: wait ("capped by the host's limits"). Limits: events_per_wait, bytes_per_wait.
#[tokio::test]
async fn caps_a_wait() {
    let limits = Limits {
        events_per_wait: 3,
        bytes_per_wait: 1_000,
        ..Limits::default()
    };
    let (listener, port) = listener().await;
    let guest = Sandbox::loopback().limits(limits).arg(port).start(guest::CAPS_A_WAIT);
    let mut peer = accept(&listener).await;
    for size in [10, 10, 10, 10, 10, 10, 10, 5_000, 900, 900_u32] {
        let packet = [&size.to_be_bytes()[..], &vec![7; size as usize]].concat();
        peer.write_all(&packet).await.unwrap();
    }
    guest.finish().await.success();
}

/// Manual `inet`: getaddr/2. Limits: lookups.
#[tokio::test]
async fn queues_lookups() {
    for (lookups, asked) in [(1, &["hang.test"][..]), (2, &["hang.test", "quick.test"])] {
        let names = Names::default().hang("hang.test").entry("quick.test", ["127.0.0.1"]);
        let limits = Limits {
            lookups,
            ..Limits::default()
        };
        let rules = "[[allow]]\nconnect = \"tcp://*.test:1\"\n[[allow]]\nconnect = \"tcp://127.0.0.1:1\"\n";
        let sandbox = Sandbox::new(rules).limits(limits).names(names.clone()).arg(lookups);
        sandbox.run(guest::QUEUES_LOOKUPS).await.success();
        assert_eq!(names.asked(), asked);
    }
}

async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}
