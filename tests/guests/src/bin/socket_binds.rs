//! Binds sockets of both domains and types, and fails to.

use std::net::SocketAddr;

use portcullis_guest::socket::{BindTo, Protocol, Socket, SocketType};
use portcullis_guest::{Domain, Reason};

fn main() -> Result<(), Reason> {
    for (domain, any, loopback, other) in [
        (Domain::Inet, "0.0.0.0", "127.0.0.1", "[::1]:0"),
        (Domain::Inet6, "::", "::1", "127.0.0.1:0"),
    ] {
        for kind in [SocketType::Stream, SocketType::Dgram] {
            let socket = || Socket::open(domain, kind, Protocol::Default);
            is_bound(&socket()?, BindTo::Any, any)?;
            is_bound(&socket()?, BindTo::Loopback, loopback)?;
            is_bound(
                &socket()?,
                SocketAddr::new(loopback.parse().unwrap(), 0).into(),
                loopback,
            )?;
            assert_eq!(socket()?.bind(at(other)), Err(Reason::Eafnosupport));
        }
        assert_eq!(taken_twice(domain)?, Err(Reason::Eaddrinuse));
    }
    let socket = || Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp);
    is_bound(&socket()?, at("127.9.8.7:0"), "127.9.8.7")?;
    // TEST-NET-1 (RFC 5737) is no machine's own.
    assert_eq!(socket()?.bind(at("192.0.2.1:0")), Err(Reason::Eaddrnotavail));
    Ok(())
}

/// The socket gets this address and a port, and no second one.
fn is_bound(socket: &Socket, to: BindTo, address: &str) -> Result<(), Reason> {
    socket.bind(to)?;
    let bound = socket.sockname()?;
    assert_eq!(bound.ip().to_string(), address);
    assert_ne!(bound.port(), 0);
    assert_eq!(socket.bind(to), Err(Reason::Einval));
    Ok(())
}

fn taken_twice(domain: Domain) -> Result<Result<(), Reason>, Reason> {
    let socket = || Socket::open(domain, SocketType::Stream, Protocol::Tcp);
    let (first, second) = (socket()?, socket()?);
    first.bind(BindTo::Loopback)?;
    first.listen(None)?;
    Ok(second.bind(first.sockname()?))
}

fn at(address: &str) -> BindTo {
    BindTo::Address(address.parse().expect("an address"))
}
