//! Receives on a datagram socket that it has shut down for reading, with no end to its patience: it is told at once.

use portcullis_guest::socket::{BindTo, Protocol, Socket, SocketType};
use portcullis_guest::{Domain, Reason, ShutdownHow, Timeout};

fn main() -> Result<(), Reason> {
    let socket = Socket::open(Domain::Inet, SocketType::Dgram, Protocol::Udp)?;
    socket.bind(BindTo::Loopback)?;
    socket.connect(socket.sockname()?)?;
    assert_eq!(socket.recv_timeout(0, Timeout::from_millis(5)), Err(Reason::Timeout));
    socket.shutdown(ShutdownHow::Read)?;
    assert_eq!(socket.recv(0), Err(Reason::Closed));
    assert_eq!(socket.recvfrom(9), Err(Reason::Closed));
    Ok(())
}
