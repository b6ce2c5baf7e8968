//! Connect: by name, by address, and over IPv6.

use crate::guest;
use crate::peer::{FOUR, SIX, accept, listener, read, write};
use portcullis_tests::{Names, Sandbox};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// Manual `gen_tcp`: connect/3,4 (host name; options inet, inet6; timeout).
#[tokio::test]
pub(crate) async fn connects_by_name() {
    let names = Names::default()
        .entry("one.test", ["127.0.0.1"])
        .entry("several.test", ["127.0.0.2", "127.0.0.3", "127.0.0.1"])
        .entry("both.test", ["::1", "127.0.0.1"])
        .entry("six.test", ["::1"])
        .entry("refusing.test", ["127.0.0.2", "127.0.0.3"])
        .hang("hanging.test");
    let (four, six) = (listener(FOUR).await, listener(SIX).await);
    let guest = Sandbox::new(
        r#"
        [[allow]]
        connect = [
            "tcp://127.0.0.0/8:*", "tcp://[::1]:*", "tcp://one.test:*", "tcp://several.test:*", "tcp://both.test:*",
            "tcp://six.test:*", "tcp://refusing.test:*", "tcp://hanging.test:*", "tcp://nobody.test:*",
        ]
        "#,
    )
    .names(names.clone())
    .arg(four.1)
    .arg(six.1)
    .start(guest::CONNECTS_BY_NAME);
    let four = tokio::spawn(greet(four.0, 5));
    let six = tokio::spawn(greet(six.0, 2));
    let finished = guest.finish().await;
    let refused: Vec<_> = finished.refusals.iter().map(ToString::to_string).collect();
    assert!(
        refused.len() == 1 && refused[0].contains("other.example"),
        "{refused:?}"
    );
    finished.success();
    four.await.unwrap();
    six.await.unwrap();
    let asked = names.asked();
    assert!(
        !asked
            .iter()
            .any(|name| name == "127.0.0.1" || name == "::1" || name == "other.example"),
        "{asked:?}"
    );
}

/// Greet that many connections.
async fn greet(listener: TcpListener, connections: usize) {
    for _ in 0..connections {
        write(&mut accept(&listener).await, b"hi").await;
    }
}

/// Manual `gen_tcp`: connect/3,4 (address; options ip, port, inet, inet6; timeout; defaults).
#[tokio::test]
pub(crate) async fn connects_by_address() {
    let (_server, port) = listener(FOUR).await;
    // A backlog of 0 is one connection; what comes after it is not answered.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((FOUR, 0).into()).unwrap();
    let full = socket.listen(0).unwrap();
    let full_port = full.local_addr().unwrap().port();
    let _first = TcpStream::connect((FOUR, full_port)).await.unwrap();
    let rules = r#"
        [[allow]]
        listen = "tcp://127.0.0.0/8:*"
        connect = ["tcp://127.0.0.0/8:*", "tcp://[::1]:*"]
        bind = ["tcp://127.0.0.0/8:*", "tcp://[::1]:*", "tcp://192.0.2.1:*"]
    "#;
    let sandbox = Sandbox::new(rules).arg(port).arg(full_port);
    sandbox.run(guest::CONNECTS_BY_ADDRESS).await.success();
}

/// Manual `gen_tcp`: connect/3,4, listen/2, accept/1,2, send/2, recv/2, shutdown/2, close/1 (option inet6).
#[tokio::test]
pub(crate) async fn speaks_ipv6() {
    let (server, port) = listener(SIX).await;
    let rules = r#"
        [[allow]]
        listen = "tcp://[::1]:*"
        connect = "tcp://[::1]:*"
        bind = "tcp://[::1]:*"
    "#;
    let mut guest = Sandbox::new(rules).arg(port).start(guest::SPEAKS_IPV6);
    let mut client = TcpStream::connect((SIX, guest.number().await)).await.unwrap();
    assert_eq!(guest.line().await, client.local_addr().unwrap().to_string());
    write(&mut client, b"\0\x05hello").await;
    assert_eq!(&read(&mut client).await, b"\0\x07welcome");
    let mut peer = accept(&server).await;
    assert_eq!(&read(&mut peer).await, b"\0\x05hello");
    write(&mut peer, b"\0\x07welcome").await;
    guest.finish().await.success();
}
