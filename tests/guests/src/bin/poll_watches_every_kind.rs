//! Watches a socket, a listener, a connection and a UDP socket: each says when it is readable or writable.

use portcullis_guest::poll::{Event, Occurrence, Poller, Readiness};
use portcullis_guest::socket::{BindTo, Protocol, Socket, SocketType};
use portcullis_guest::{Active, Domain, Reason, Timeout, gen_tcp, gen_udp, println};
use std::net::{IpAddr, Ipv4Addr};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn main() -> Result<(), Reason> {
    let poller = Poller::open()?;
    listener_and_connection(&poller)?;
    sockets(&poller)?;
    datagrams(&poller)
}

fn listener_and_connection(poller: &Poller) -> Result<(), Reason> {
    let listener = gen_tcp::listen(0, &gen_tcp::Options::new().ip(HERE).active(Active::Off))?;
    poller.watch(&listener, 1, Readiness::READABLE)?;
    nothing(poller);
    println!("{}", listener.port()?);
    ready(poller, 1, Readiness::READABLE);
    let connection = listener.accept_timeout(Timeout::ZERO)?;

    poller.watch(&connection, 2, Readiness::READABLE | Readiness::WRITABLE)?;
    ready(poller, 2, Readiness::WRITABLE);
    poller.watch(&connection, 2, Readiness::READABLE)?;
    nothing(poller);
    println!("speak");
    ready(poller, 2, Readiness::READABLE);
    assert_eq!(connection.recv_timeout(0, Timeout::ZERO)?.data(), Some(&b"hello"[..]));
    nothing(poller);
    Ok(())
}

fn sockets(poller: &Poller) -> Result<(), Reason> {
    let listener = Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp)?;
    listener.bind(BindTo::Loopback)?;
    listener.listen(None)?;
    poller.watch(&listener, 3, Readiness::READABLE)?;
    nothing(poller);
    println!("{}", listener.sockname()?.port());
    ready(poller, 3, Readiness::READABLE);
    let connection = listener.accept_timeout(Timeout::ZERO)?;

    poller.watch(&connection, 4, Readiness::READABLE | Readiness::WRITABLE)?;
    ready(poller, 4, Readiness::WRITABLE);
    println!("speak");
    poller.watch(&connection, 4, Readiness::READABLE)?;
    ready(poller, 4, Readiness::READABLE);
    assert_eq!(connection.recv_timeout(5, Timeout::ZERO)?, b"hello");
    nothing(poller);
    Ok(())
}

fn datagrams(poller: &Poller) -> Result<(), Reason> {
    let socket = gen_udp::open(0, &gen_udp::Options::new().ip(HERE).active(Active::Off))?;
    poller.watch(&socket, 5, Readiness::READABLE)?;
    nothing(poller);
    println!("{}", socket.port()?);
    ready(poller, 5, Readiness::READABLE);
    assert_eq!(socket.recv_timeout(0, Timeout::ZERO)?.data, b"hello");
    nothing(poller);
    poller.watch(&socket, 6, Readiness::WRITABLE)?;
    ready(poller, 6, Readiness::WRITABLE);
    Ok(())
}

fn ready(poller: &Poller, token: u64, what: Readiness) {
    let events: Vec<_> = poller.wait(9, 9, Timeout::INFINITY).expect("an event").collect();
    let what = Occurrence::Ready(what);
    assert_eq!(events, [Event { token, what }]);
}

fn nothing(poller: &Poller) {
    assert_eq!(poller.wait(9, 9, Timeout::ZERO).err(), Some(Reason::Timeout));
}
