//! `examples/udp`: a server, and a client.

use super::{address, guest, sandbox};
use tokio::net::UdpSocket;

/// Module `gen_udp`: open/2, recv/2, send/4, passive; IPv4 and IPv6.
#[tokio::test]
pub(crate) async fn udp_server() {
    for host in ["127.0.0.1:0", "[::1]:0"] {
        let mut server = sandbox("udp").arg(host).start(guest::UDP_SERVER);
        let address = address(&mut server).await;
        let client = UdpSocket::bind(host).await.unwrap();
        client.connect(address).await.unwrap();
        for question in [&b"hello"[..], b"", &[7; 9_000]] {
            client.send(question).await.unwrap();
            let mut answer = vec![0; 65_536];
            let length = client.recv(&mut answer).await.unwrap();
            assert_eq!(&answer[..length], question);
        }
        assert_eq!(server.refusals(), []);
    }
}

/// Module `gen_udp`: open/2, send/4, active; IPv4 and IPv6.
#[tokio::test]
pub(crate) async fn udp_client() {
    for host in ["127.0.0.1:0", "[::1]:0"] {
        let server = UdpSocket::bind(host).await.unwrap();
        let address = server.local_addr().unwrap();
        let client = sandbox("udp")
            .arg(address)
            .arg("hello")
            .arg("joe")
            .start(guest::UDP_CLIENT);
        let echo = tokio::spawn(async move {
            let mut datagram = vec![0; 65_536];
            loop {
                let (length, peer) = server.recv_from(&mut datagram).await.unwrap();
                server.send_to(&datagram[..length], peer).await.unwrap();
            }
        });
        let said = client.finish().await.success();
        assert_eq!(said, format!("hello, says {address}\njoe, says {address}\n"));
        echo.abort();
    }
}
