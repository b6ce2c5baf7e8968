//! Closes sockets, and calls each of their functions afterwards.

use portcullis_guest::socket::{BindTo, Socket, option};
use portcullis_guest::{Reason, ShutdownHow, Timeout};
use portcullis_test_guests::{dgram, listener, loopback, pair, stream};

fn main() -> Result<(), Reason> {
    let (near, far) = pair()?;
    far.send_all(b"waiting")?;
    assert_eq!(near.recv_timeout(100, Timeout::ZERO), Err(Reason::Timeout));
    for socket in [stream()?, dgram()?, listener()?, near] {
        socket.close()?;
        is_closed(&socket);
    }
    assert_eq!(far.recv(0), Err(Reason::Closed));
    Ok(())
}

fn is_closed(socket: &Socket) {
    let closed = Err(Reason::Closed);
    assert_eq!(socket.close(), closed);
    assert_eq!(socket.bind(BindTo::Loopback), closed);
    assert_eq!(socket.listen(None), closed);
    assert_eq!(socket.accept().map(drop), closed);
    assert_eq!(socket.connect(loopback(7)), closed);
    assert_eq!(socket.recv(0), Err(Reason::Closed));
    assert_eq!(socket.recv(3), Err(Reason::Closed));
    assert_eq!(socket.recvfrom(0), Err(Reason::Closed));
    assert_eq!(socket.send(b"late").map(drop), closed);
    assert_eq!(socket.sendto(b"late", loopback(7)).map(drop), closed);
    assert_eq!(socket.setopt(option::REUSEADDR, true), closed);
    assert_eq!(socket.setopt(option::RECVBUF, 1), closed);
    assert_eq!(socket.getopt(option::TYPE).map(drop), closed);
    assert_eq!(socket.shutdown(ShutdownHow::ReadWrite), closed);
    assert_eq!(socket.sockname().map(drop), closed);
    assert_eq!(socket.peername().map(drop), closed);
}
