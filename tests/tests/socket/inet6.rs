//! IPv6, and IPv4 within it.

use crate::{connect_to, guest, is_clean, listen, refusals};
use portcullis_tests::{Sandbox, accept};
use std::io::ErrorKind;
use std::net::Ipv6Addr;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpStream, UdpSocket};

/// Manual `socket`: open/3, bind/2, listen/1, accept/1,2, connect/2, recv/1, recvfrom/1,2, send/2, sendto/3, sockname/1, peername/1; with inet6.
#[tokio::test]
pub(crate) async fn speaks_ipv6() {
    is_clean(Sandbox::loopback().run(guest::SPEAKS_IPV6).await);
}

/// Manual `socket`: bind/2; listen/1; accept/1; setopt/3.
#[tokio::test]
pub(crate) async fn takes_ipv4_on_ipv6_if_permitted() {
    let both = "[[allow]]\nlisten = ['tcp://[::]:*', 'tcp://0.0.0.0:*']";
    let mut guest = Sandbox::new(both).start(guest::TAKES_IPV4_ON_IPV6_IF_PERMITTED);
    let port = guest.number().await;
    assert_eq!(guest.line().await, "false");
    let _client = connect_to(port).await;
    assert_eq!(guest.line().await, "::ffff:127.0.0.1");
    is_clean(guest.finish().await);

    let only_ipv6 = "[[allow]]\nlisten = 'tcp://[::]:*'";
    let mut guest = Sandbox::new(only_ipv6).start(guest::TAKES_IPV4_ON_IPV6_IF_PERMITTED);
    let port = guest.number().await;
    assert_eq!(guest.line().await, "true");
    let refused = TcpStream::connect(("127.0.0.1", port)).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::ConnectionRefused);
    let _client = TcpStream::connect((Ipv6Addr::LOCALHOST, port)).await.unwrap();
    assert_eq!(guest.line().await, "::1");
    is_clean(guest.finish().await);
}

/// Manual `socket`: bind/2; listen/1; setopt/3.
#[tokio::test]
pub(crate) async fn takes_ipv4_on_ipv6_by_no_other_way() {
    let only_ipv6 = "[[allow]]\nlisten = 'tcp://[::]:*'";
    let sandbox = Sandbox::new(only_ipv6).arg("insists");
    let finished = sandbox.run(guest::TAKES_IPV4_ON_IPV6_IF_PERMITTED).await;
    assert_eq!(
        refusals(finished),
        [
            "bind to tcp://0.0.0.0:0 refused: no rule allows it",
            "listen at tcp://0.0.0.0:0 refused: no rule allows it"
        ]
    );

    let only_to_bind = format!("{only_ipv6}\nbind = 'tcp://0.0.0.0:*'");
    let sandbox = Sandbox::new(&only_to_bind).arg("may bind");
    let finished = sandbox.run(guest::TAKES_IPV4_ON_IPV6_IF_PERMITTED).await;
    assert_eq!(
        refusals(finished),
        ["listen at tcp://0.0.0.0:0 refused: no rule allows it"]
    );
}

/// Manual `socket`: connect/2; sendto/3; peername/1.
#[tokio::test]
pub(crate) async fn maps_ipv4() {
    let (listener, port) = listen().await;
    let echo = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let rules = "
        [[allow]]
        connect = 'tcp://127.0.0.0/8:*'
        send-to = 'udp://127.0.0.0/8:*'
        [[deny]]
        connect = 'tcp://127.0.0.2:*'
        send-to = 'udp://127.0.0.2:*'";
    let guest = Sandbox::new(rules)
        .arg(port)
        .arg(echo.local_addr().unwrap().port())
        .start(guest::MAPS_IPV4);
    accept(&listener).await.write_all(b"hello").await.unwrap();
    let mut datagram = [0; 16];
    let (length, from) = echo.recv_from(&mut datagram).await.unwrap();
    echo.send_to(&datagram[..length], from).await.unwrap();
    let told = refusals(guest.finish().await);
    assert_eq!(told.len(), 2, "{told:?}");
}
