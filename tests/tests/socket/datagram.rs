//! Sending and receiving datagrams.

use crate::{guest, is_clean, refusals};
use portcullis_tests::Sandbox;
use tokio::net::UdpSocket;

/// Manual `socket`: recv/1,2,3; recvfrom/1,2,3.
#[tokio::test]
pub(crate) async fn receives_datagrams() {
    let mut guest = Sandbox::loopback().start(guest::RECEIVES_DATAGRAMS);
    let to = ("127.0.0.1", guest.number().await);
    let peer = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    for datagram in ["whole", "cut", "", "", "cut here", "as well"] {
        peer.send_to(datagram.as_bytes(), to).await.unwrap();
    }
    peer.send_to(&[9; 65_507], to).await.unwrap();
    guest.say("sent").await;
    assert_eq!(guest.number().await, peer.local_addr().unwrap().port());
    is_clean(guest.finish().await);
}

/// Manual `socket`: sendto/3; recv/1; recvfrom/1; sockname/1.
#[tokio::test]
pub(crate) async fn sends_datagrams() {
    let peer = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let port = peer.local_addr().unwrap().port();
    let guest = Sandbox::loopback().arg(port).start(guest::SENDS_DATAGRAMS);
    for length in [3, 0, 65_507, 3] {
        let mut datagram = vec![0; 65_535];
        let (received, from) = peer.recv_from(&mut datagram).await.unwrap();
        assert_eq!(received, length);
        peer.send_to(&datagram[..length], from).await.unwrap();
    }
    let finished = guest.finish().await;
    assert_eq!(
        refusals(finished),
        ["send to udp://192.0.2.1:7 refused: no rule allows it"]
    );
}

/// Manual `socket`: sendto/3; recv/3; recvfrom/1.
#[tokio::test]
pub(crate) async fn hears_no_strangers() {
    let friend = UdpSocket::bind("127.0.0.2:0").await.unwrap();
    let stranger = UdpSocket::bind("127.0.0.3:0").await.unwrap();
    let mut guest = Sandbox::new("[[allow]]\nsend-to = 'udp://127.0.0.2:*'")
        .arg(friend.local_addr().unwrap())
        .start(guest::HEARS_NO_STRANGERS);
    let port = guest.number().await;
    let mut word = [0; 16];
    let (length, guests_address) = friend.recv_from(&mut word).await.unwrap();
    assert_eq!((&word[..length], guests_address.port()), (&b"hello"[..], port));
    for _ in 0..3 {
        stranger.send_to(b"stranger", guests_address).await.unwrap();
    }
    friend.send_to(b"friend", guests_address).await.unwrap();
    stranger.send_to(b"stranger", guests_address).await.unwrap();
    guest.say("sent").await;
    is_clean(guest.finish().await);
}
