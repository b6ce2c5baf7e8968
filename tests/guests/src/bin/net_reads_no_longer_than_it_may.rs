//! Reads with a limit of time, from a stream and from a UDP socket.

use std::io::{self, ErrorKind, Read};
use std::time::Duration;

use portcullis_guest::Reason;
use portcullis_guest::net::{TcpListener, UdpSocket};
use portcullis_test_guests::meet;

fn main() -> io::Result<()> {
    let soon = Some(Duration::from_millis(20));
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    meet(&listener.local_addr()?.port().to_string());
    let (mut stream, peer) = listener.accept()?;
    assert_eq!(stream.peer_addr()?, peer);
    assert_eq!(stream.read_timeout()?, None);
    stream.set_read_timeout(soon)?;
    assert_eq!(stream.read_timeout()?, soon);
    let mut buffer = [0; 16];
    assert!(timed_out(&stream.read(&mut buffer).unwrap_err()));
    assert!(timed_out(&stream.read_exact(&mut buffer).unwrap_err()));
    let zero = stream.set_read_timeout(Some(Duration::ZERO)).unwrap_err();
    assert_eq!(zero.kind(), ErrorKind::InvalidInput);
    assert_eq!(stream.read(&mut [])?, 0, "no room takes no time");

    meet("quiet");
    stream.set_read_timeout(None)?;
    assert_eq!(stream.read(&mut buffer)?, 4);
    assert_eq!(stream.read(&mut buffer)?, 0);

    let socket = UdpSocket::bind(("127.0.0.1", 0))?;
    socket.set_read_timeout(soon)?;
    assert!(timed_out(&socket.recv_from(&mut buffer).unwrap_err()));
    Ok(())
}

fn timed_out(error: &io::Error) -> bool {
    error.kind() == ErrorKind::TimedOut && Reason::of(error) == Some(Reason::Timeout)
}
