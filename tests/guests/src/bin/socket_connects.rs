//! Connects, and fails to.

use std::net::{Ipv6Addr, SocketAddr};

use portcullis_guest::socket::{Protocol, Sent, Socket, SocketType};
use portcullis_guest::{Domain, Reason};
use portcullis_test_guests::{arg, connected, dgram, listener, loopback, peer, stream};

fn main() -> Result<(), Reason> {
    let socket = connected()?;
    assert_eq!(socket.recv(5)?, b"hello");
    assert_eq!(socket.peername()?, peer());
    assert_eq!(socket.connect(peer()), Err(Reason::Eisconn));
    assert_eq!(socket.send(b"still")?, Sent::All, "a second connect harms nothing");

    let again = stream()?;
    let closed = loopback(arg(2).parse().expect("a port"));
    assert_eq!(again.connect(closed), Err(Reason::Econnrefused));
    assert_eq!(
        again.connect(peer()),
        Ok(()),
        "a socket that was refused may try elsewhere"
    );

    let inet6 = SocketAddr::from((Ipv6Addr::LOCALHOST, peer().port()));
    assert_eq!(stream()?.connect(inet6), Err(Reason::Eafnosupport));
    assert_eq!(dgram()?.connect(inet6), Err(Reason::Eafnosupport));
    let socket = Socket::open(Domain::Inet6, SocketType::Stream, Protocol::Tcp)?;
    assert_eq!(socket.connect(peer()), Err(Reason::Eafnosupport));
    assert_eq!(listener()?.connect(peer()), Err(Reason::Einval));
    Ok(())
}
