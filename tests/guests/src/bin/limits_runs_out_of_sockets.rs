//! Has as many sockets as it may have: one more of any kind is `emfile`, until one is dropped.

use portcullis_guest::poll::Poller;
use portcullis_guest::socket::{BindTo, Protocol, Socket, SocketType};
use portcullis_guest::{Domain, Reason, Timeout, gen_tcp, gen_udp, println};
use std::net::Ipv4Addr;

fn main() -> Result<(), Reason> {
    let here = gen_tcp::Options::new().ip(Ipv4Addr::LOCALHOST.into());
    let listener = gen_tcp::listen(0, &here)?;
    let port = listener.port()?;
    let bytes = Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp)?;
    bytes.bind(BindTo::Loopback)?;
    bytes.listen(None)?;
    println!("{port}");
    println!("{}", bytes.sockname()?.port());
    let last = Poller::open()?;

    let emfile = Some(Reason::Emfile);
    assert_eq!(Poller::open().err(), emfile);
    assert_eq!(
        Socket::open(Domain::Inet6, SocketType::Dgram, Protocol::Udp).err(),
        emfile
    );
    assert_eq!(gen_tcp::listen(0, &here).err(), emfile);
    assert_eq!(gen_udp::open(0, &gen_udp::Options::new()).err(), emfile);
    assert_eq!(
        gen_tcp::connect("127.0.0.1", port, &gen_tcp::Options::new()).err(),
        emfile
    );
    assert_eq!(listener.accept().err(), emfile);
    assert_eq!(bytes.accept().err(), emfile);

    // Those who wait in the backlog are still there.
    drop(last);
    let accepted = listener.accept()?;
    assert_eq!(bytes.accept().err(), emfile);
    // A closed one counts until it is dropped.
    accepted.close()?;
    assert_eq!(bytes.accept().err(), emfile);
    drop(accepted);
    let accepted = bytes.accept()?;
    assert_eq!(listener.accept_timeout(Timeout::ZERO).err(), emfile);
    std::mem::forget((accepted, listener));
    Ok(())
}
