//! The interface `gen-udp`, by the rows of its manual.

use portcullis_tests::{Names, Sandbox};
use std::net::Ipv4Addr;
use tokio::net::UdpSocket;

portcullis_test_artifacts::guests!(gen_udp);

/// Manual `gen_udp`: open/1,2, send/4, recv/2. `inet`: sockname/1, port/1.
#[tokio::test]
async fn opens() {
    Sandbox::loopback().run(guest::OPENS).await.success();
}

/// Manual `gen_udp`: open/2 (fd), recv/2, close/1.
#[tokio::test]
async fn takes_preopened_sockets() {
    let rules = r#"
        [[allow]]
        accept-from = "udp://127.0.0.1:*"
        [[preopen]]
        fd = 3
        bind = "udp://127.0.0.1:0"
        [[preopen]]
        fd = 4
        name = "metrics"
        bind = "udp://127.0.0.1:0"
        [[preopen]]
        fd = 5
        listen = "tcp://127.0.0.1:0"
    "#;
    let mut guest = Sandbox::new(rules).start(guest::TAKES_PREOPENED_SOCKETS);
    let peer = peer().await;
    let port = guest.number().await;
    for word in [&b"hello"[..], b"again"] {
        peer.send_to(word, (Ipv4Addr::LOCALHOST, port)).await.unwrap();
    }
    let port = guest.number().await;
    peer.send_to(b"hello", (Ipv4Addr::LOCALHOST, port)).await.unwrap();
    guest.finish().await.success();
}

/// Manual `gen_udp`: connect/3, send/2,4, recv/2. `inet`: peername/1.
#[tokio::test]
async fn connects_and_sends() {
    let rules = r#"
        [[allow]]
        connect = ["udp://127.0.0.1:*", "udp://*.test:*"]
        send-to = ["udp://127.0.0.1:*", "udp://[::1]:*", "udp://*.test:*"]
    "#;
    let names = Names::default()
        .entry("echo.test", ["127.0.0.1"])
        .entry("6.test", ["::1"])
        .hang("hang.test");
    let echo = peer().await;
    let port = echo.local_addr().unwrap().port();
    let sandbox = Sandbox::new(rules).names(names).arg(port).arg(nobody().await);
    let guest = sandbox.start(guest::CONNECTS_AND_SENDS);
    tokio::spawn(async move {
        let mut datagram = [0; 100];
        while let Ok((length, from)) = echo.recv_from(&mut datagram).await {
            echo.send_to(&datagram[..length], from).await.unwrap();
        }
    });
    guest.finish().await.success();
}

/// Manual `gen_udp`: recv/2,3, close/1.
#[tokio::test]
async fn receives_by_length() {
    let mut guest = Sandbox::loopback().start(guest::RECEIVES_BY_LENGTH);
    let port = guest.number().await;
    let peer = peer().await;
    let large = [7; 65_507];
    for datagram in [&b"hello"[..], b"hello", b"hello", &large, b"hello", b"hello", b"hello"] {
        peer.send_to(datagram, (Ipv4Addr::LOCALHOST, port)).await.unwrap();
    }
    guest.finish().await.success();
}

/// Manual `inet`: setopts/2 (active). Contract `poll`: own, occurrence.
#[tokio::test]
async fn delivers_by_mode() {
    let mut guest = Sandbox::loopback().arg(nobody().await).start(guest::DELIVERS_BY_MODE);
    let port = guest.number().await;
    let peer = peer().await;
    for letter in [b"a", b"b", b"c", b"d", b"e", b"f", b"g"] {
        peer.send_to(letter, (Ipv4Addr::LOCALHOST, port)).await.unwrap();
    }
    guest.finish().await.success();
}

/// Manual `inet`: setopts/2, getopts/2.
#[tokio::test]
async fn sets_and_gets_options() {
    Sandbox::loopback().run(guest::SETS_AND_GETS_OPTIONS).await.success();
}

/// Manual `gen_udp`: open/1,2, recv/2. Policy: accept-from, send-to.
#[tokio::test]
async fn hears_whom_it_may() {
    let (friend, stranger) = (peer().await, peer().await);
    let friends_port = friend.local_addr().unwrap().port();
    let bound = format!(
        "[[allow]]\nbind = \"udp://127.0.0.1:*\"\naccept-from = \"udp://127.0.0.1:*\"\n\
         [[deny]]\naccept-from = \"udp://127.0.0.1:{}\"\n",
        stranger.local_addr().unwrap().port()
    );
    let chosen = format!("[[allow]]\nsend-to = \"udp://127.0.0.1:{friends_port}\"\n");
    for (how, rules) in [("bound", bound), ("chosen", chosen)] {
        let mut guest = Sandbox::new(&rules).arg(how).start(guest::HEARS_WHOM_IT_MAY);
        let port = guest.number().await;
        let send = |from: &UdpSocket, word: &'static [u8]| from.try_send_to(word, (Ipv4Addr::LOCALHOST, port).into());
        for (from, word) in [
            (&stranger, &b"stranger"[..]),
            (&friend, b"friend"),
            (&stranger, b"stranger"),
        ] {
            from.writable().await.unwrap();
            send(from, word).unwrap();
        }
        guest.finish().await.success();
    }
}

async fn peer() -> UdpSocket {
    UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap()
}

/// A port that nobody has.
async fn nobody() -> u16 {
    peer().await.local_addr().unwrap().port()
}
