//! Beginnings that many guests share: a socket, a peer to connect to, a word from the test.

use std::io::{BufRead, BufReader};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use portcullis_guest::poll::{Event, Occurrence, Poller, Readiness};
use portcullis_guest::socket::{BindTo, Protocol, Socket, SocketType};
use portcullis_guest::{Domain, Reason, Timeout, args, println, stdin};

/// A TCP socket of IPv4 that is neither bound nor connected.
pub fn stream() -> Result<Socket, Reason> {
    Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp)
}

/// A UDP socket of IPv4 that is neither bound nor connected.
pub fn dgram() -> Result<Socket, Reason> {
    Socket::open(Domain::Inet, SocketType::Dgram, Protocol::Udp)
}

/// A socket that listens on the loopback.
pub fn listener() -> Result<Socket, Reason> {
    let listener = stream()?;
    listener.bind(BindTo::Loopback)?;
    listener.listen(None)?;
    Ok(listener)
}

/// The first to connect to a socket whose port is told to the test.
pub fn accepted() -> Result<Socket, Reason> {
    let listener = listener()?;
    println!("{}", listener.sockname()?.port());
    listener.accept()
}

/// A socket that is connected to the peer of the first argument.
pub fn connected() -> Result<Socket, Reason> {
    let socket = stream()?;
    socket.connect(peer())?;
    Ok(socket)
}

/// Both ends of a connection of the guest with itself.
pub fn pair() -> Result<(Socket, Socket), Reason> {
    let listener = listener()?;
    let near = stream()?;
    near.connect(listener.sockname()?)?;
    Ok((near, listener.accept()?))
}

/// The port of the first argument, on 127.0.0.1.
pub fn peer() -> SocketAddr {
    loopback(arg(1).parse().expect("a port"))
}

/// A port of 127.0.0.1.
pub fn loopback(port: u16) -> SocketAddr {
    (IpAddr::from(Ipv4Addr::LOCALHOST), port).into()
}

/// An argument, the first being 1.
pub fn arg(index: usize) -> String {
    args().get(index).expect("the test gives it").clone()
}

/// Tell the test how far the guest is, and wait until the test has done its part.
pub fn meet(place: &str) {
    println!("{place}");
    let mut word = String::new();
    // No more than this one line may be taken from the input: each call has a buffer of its own.
    let read = BufReader::with_capacity(1, stdin()).read_line(&mut word);
    assert!(read.expect("standard input") > 0, "the test has ended before {place}");
}

/// Wait for an answer, and ask again each second: a packet that is sent once, e.g. a datagram, a reset or what the network says of either, may be
/// lost.
///
/// # Errors
/// Those of the answer, but no timeout.
pub fn insist<T>(mut answer: impl FnMut(Timeout) -> Result<T, Reason>, mut ask: impl FnMut()) -> Result<T, Reason> {
    loop {
        match answer(Timeout::from_millis(1_000)) {
            Err(Reason::Timeout) => ask(),
            answer => return answer,
        }
    }
}

/// The one event that a poller has: what a watched socket is ready for, and its token.
pub fn next_ready(poller: &Poller) -> (u64, Readiness) {
    ready(poller, Timeout::INFINITY).expect("an event")
}

/// As [`next_ready`], in time.
///
/// # Errors
/// Those of `wait`.
pub fn ready(poller: &Poller, timeout: Timeout) -> Result<(u64, Readiness), Reason> {
    let events: Vec<_> = poller.wait(9, 9, timeout)?.collect();
    Ok(match events[..] {
        [
            Event {
                token,
                what: Occurrence::Ready(what),
            },
        ] => (token, what),
        _ => panic!("{events:?}"),
    })
}
