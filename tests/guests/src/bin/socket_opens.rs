//! Opens a socket of each domain, type and protocol, and of those that do not fit.

use portcullis_guest::socket::{Protocol, Socket, SocketType, option};
use portcullis_guest::{Domain, Reason};

fn main() -> Result<(), Reason> {
    for domain in [Domain::Inet, Domain::Inet6] {
        opens(domain, SocketType::Stream, Protocol::Tcp)?;
        opens(domain, SocketType::Dgram, Protocol::Udp)?;
        fails(domain, SocketType::Stream, Protocol::Udp);
        fails(domain, SocketType::Dgram, Protocol::Tcp);
    }
    Ok(())
}

fn opens(domain: Domain, kind: SocketType, protocol: Protocol) -> Result<(), Reason> {
    for asked in [protocol, Protocol::Default] {
        let socket = Socket::open(domain, kind, asked)?;
        assert_eq!(socket.getopt(option::DOMAIN)?, domain);
        assert_eq!(socket.getopt(option::TYPE)?, kind);
        assert_eq!(socket.getopt(option::PROTOCOL)?, protocol);
        assert!(!socket.getopt(option::ACCEPTCONN)?);
    }
    Ok(())
}

fn fails(domain: Domain, kind: SocketType, protocol: Protocol) {
    let error = Socket::open(domain, kind, protocol).map(drop);
    assert_eq!(error, Err(Reason::Eprototype), "{domain:?} {kind:?} {protocol:?}");
}
