//! Sends datagrams with `sendto`, from bound and unbound sockets; a stream sends to its peer.

use std::net::{Ipv6Addr, SocketAddr};

use portcullis_guest::socket::{BindTo, Protocol, Sent, Socket, SocketType};
use portcullis_guest::{Domain, Reason, Timeout};
use portcullis_test_guests::{dgram, loopback, pair, peer};

fn main() -> Result<(), Reason> {
    let unbound = dgram()?;
    assert_eq!(unbound.sockname()?.port(), 0);
    assert_eq!(unbound.sendto(b"one", peer())?, Sent::All);
    assert_ne!(unbound.sockname()?.port(), 0);
    assert_eq!(
        unbound.recv(0)?,
        b"one",
        "the answer finds the port that the system chose"
    );
    assert_eq!(unbound.sendto(b"", peer())?, Sent::All);
    assert_eq!(unbound.recv(0)?, b"");
    let large = vec![3; 65_507];
    assert_eq!(
        unbound.sendto_timeout(&large, peer(), Timeout::from_millis(60_000))?,
        Sent::All
    );
    assert_eq!(unbound.recvfrom(0)?, (peer(), large));

    let bound = dgram()?;
    bound.bind(BindTo::Loopback)?;
    assert_eq!(bound.sendto(b"two", peer())?, Sent::All);
    assert_eq!(bound.recvfrom(0)?, (peer(), b"two".to_vec()));

    let inet6 = SocketAddr::from((Ipv6Addr::LOCALHOST, peer().port()));
    assert_eq!(dgram()?.sendto(b"lost", inet6), Err(Reason::Eafnosupport));
    let socket6 = Socket::open(Domain::Inet6, SocketType::Dgram, Protocol::Udp)?;
    assert_eq!(socket6.sendto(b"lost", peer()), Err(Reason::Eafnosupport));
    let elsewhere = SocketAddr::from(([192, 0, 2, 1], 7));
    assert_eq!(dgram()?.sendto(b"lost", elsewhere), Err(Reason::Eacces));

    let (near, far) = pair()?;
    assert_eq!(near.sendto(b"stream", loopback(7))?, Sent::All);
    assert_eq!(far.recv(6)?, b"stream");
    Ok(())
}
