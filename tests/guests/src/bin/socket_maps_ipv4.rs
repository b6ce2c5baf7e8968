//! Connects and sends to IPv4-mapped addresses: the rules about IPv4 decide.

use std::net::{Ipv4Addr, SocketAddr};

use portcullis_guest::socket::{Protocol, Sent, Socket, SocketType};
use portcullis_guest::{Domain, Reason};
use portcullis_test_guests::{arg, peer};

fn main() -> Result<(), Reason> {
    let open = |kind| Socket::open(Domain::Inet6, kind, Protocol::Default);
    let permitted = mapped(Ipv4Addr::LOCALHOST, peer().port());
    let denied = mapped(Ipv4Addr::new(127, 0, 0, 2), peer().port());

    let stream = open(SocketType::Stream)?;
    assert_eq!(stream.connect(denied), Err(Reason::Eacces));
    stream.connect(permitted)?;
    assert_eq!(stream.peername()?, permitted);
    assert_eq!(stream.recv(5)?, b"hello");

    let dgram = open(SocketType::Dgram)?;
    let echo = mapped(Ipv4Addr::LOCALHOST, arg(2).parse().expect("a port"));
    assert_eq!(dgram.sendto(b"lost", denied), Err(Reason::Eacces));
    assert_eq!(dgram.sendto(b"datagram", echo)?, Sent::All);
    assert_eq!(dgram.recvfrom(0)?, (echo, b"datagram".to_vec()));
    Ok(())
}

fn mapped(address: Ipv4Addr, port: u16) -> SocketAddr {
    (address.to_ipv6_mapped(), port).into()
}
