//! What the host has already read counts as readable, though the kernel has nothing.

use portcullis_guest::poll::{Event, Occurrence, Poller, Readiness};
use portcullis_guest::socket::{Protocol, Socket, SocketType};
use portcullis_guest::{Active, Domain, PacketType, Reason, Timeout, args, gen_tcp};
use std::net::{Ipv4Addr, SocketAddr};

fn main() -> Result<(), Reason> {
    let ports: Vec<u16> = args()[1..].iter().map(|port| port.parse().expect("a port")).collect();
    let poller = Poller::open()?;
    packets(&poller, ports[0])?;
    bytes(&poller, ports[1])
}

/// The peer sends three packets at once.
fn packets(poller: &Poller, port: u16) -> Result<(), Reason> {
    let options = gen_tcp::Options::new().packet(PacketType::Four).active(Active::Off);
    let connection = gen_tcp::connect("127.0.0.1", port, &options)?;
    assert_eq!(connection.recv(0)?.data(), Some(&b"one"[..]));
    poller.watch(&connection, 1, Readiness::READABLE)?;
    ready(poller, 1, Readiness::READABLE);
    ready(poller, 1, Readiness::READABLE);
    poller.watch(&connection, 2, Readiness::READABLE | Readiness::WRITABLE)?;
    ready(poller, 2, Readiness::READABLE | Readiness::WRITABLE);
    poller.watch(&connection, 3, Readiness::WRITABLE)?;
    ready(poller, 3, Readiness::WRITABLE);
    poller.watch(&connection, 4, Readiness::READABLE)?;
    assert_eq!(connection.recv_timeout(0, Timeout::ZERO)?.data(), Some(&b"two"[..]));
    ready(poller, 4, Readiness::READABLE);

    // Active and without an owner it reads nothing, and there is nothing to receive.
    connection.setopts(&gen_tcp::Options::new().active(Active::On))?;
    nothing(poller);
    connection.setopts(&gen_tcp::Options::new().active(Active::Off))?;
    ready(poller, 4, Readiness::READABLE);
    assert_eq!(connection.recv_timeout(0, Timeout::ZERO)?.data(), Some(&b"three"[..]));
    nothing(poller);
    Ok(())
}

/// The peer sends five bytes.
fn bytes(poller: &Poller, port: u16) -> Result<(), Reason> {
    let socket = Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp)?;
    socket.connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    poller.watch(&socket, 5, Readiness::READABLE)?;
    ready(poller, 5, Readiness::READABLE);
    assert_eq!(
        socket.recv_timeout(6, Timeout::from_millis(10)),
        Err(Reason::Timeout),
        "the five are kept"
    );
    poller.watch(&socket, 6, Readiness::READABLE)?;
    ready(poller, 6, Readiness::READABLE);
    assert_eq!(socket.recv_timeout(5, Timeout::ZERO)?, b"hello");
    nothing(poller);
    Ok(())
}

fn ready(poller: &Poller, token: u64, what: Readiness) {
    let events: Vec<_> = poller.wait(9, 9, Timeout::INFINITY).expect("an event").collect();
    let what = Occurrence::Ready(what);
    assert_eq!(events, [Event { token, what }]);
}

fn nothing(poller: &Poller) {
    assert_eq!(poller.wait(9, 9, Timeout::from_millis(10)).err(), Some(Reason::Timeout));
}
