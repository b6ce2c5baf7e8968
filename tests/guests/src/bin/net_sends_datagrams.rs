//! Datagrams in the manner of `std::net`.

use std::io;

use portcullis_guest::net::{SocketAddr, UdpSocket};
use portcullis_test_guests::arg;

fn main() -> io::Result<()> {
    let peer: SocketAddr = arg(1).parse().expect("an address");
    // Not bound where the guest chose, it needs no leave to bind.
    let socket = UdpSocket::bind(arg(2))?;
    let mut buffer = [0; 32];
    assert_eq!(socket.send_to(b"hello", peer)?, 5);
    assert_eq!(socket.recv_from(&mut buffer)?, (5, peer));
    assert_eq!(&buffer[..5], b"hello");
    assert_eq!(
        socket.send_to(b"by name", format!("service.localhost:{}", peer.port()))?,
        7
    );
    assert_eq!(socket.recv_from(&mut buffer[..2])?, (2, peer));
    assert_eq!(&buffer[..2], b"by", "what has no room is cut");

    socket.connect(peer)?;
    assert_eq!(socket.peer_addr()?, peer);
    assert_ne!(socket.local_addr()?.port(), 0);
    assert_eq!(socket.send(b"connected")?, 9);
    assert_eq!(socket.recv(&mut buffer)?, 9);
    assert_eq!(socket.send(b"")?, 0);
    assert_eq!(socket.recv(&mut buffer)?, 0);
    assert_eq!(socket.send(b"lost")?, 4);
    assert_eq!(socket.recv(&mut [])?, 0, "a datagram is taken even without room for it");
    assert_eq!(socket.send(b"next")?, 4);
    assert_eq!(socket.recv(&mut buffer)?, 4);
    Ok(())
}
