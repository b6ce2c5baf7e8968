//! Listens on `[::1]` and connects to it: every function once, over IPv6. Prints its port for a peer of its own; the argument is the port of another.

use std::net::{IpAddr, Ipv6Addr};

use portcullis_guest::{
    Active, Packet, PacketType, Reason, ShutdownHow, Timeout, args,
    gen_tcp::{Options, connect, connect_timeout, listen},
    poll::{Occurrence, Poller},
    println,
};

const HERE: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

fn main() -> Result<(), Reason> {
    let passive = || Options::new().active(Active::Off).packet(PacketType::Two);
    let listener = listen(0, &passive().inet6().ip(HERE).backlog(9).reuseaddr(true))?;
    let port = listener.port()?;
    assert_eq!(listen(port, &Options::new().ip(HERE)).unwrap_err(), Reason::Eaddrinuse);

    let client = connect_timeout(
        "::1",
        port,
        &Options::new().inet6().ip(HERE).packet(PacketType::Two),
        Timeout::INFINITY,
    )?;
    let server = listener.accept_timeout(Timeout::INFINITY)?;
    assert_eq!(server.peername()?, client.sockname()?);
    assert_eq!(client.peername()?, (HERE, port).into());
    let poller = Poller::open()?;
    poller.own(&client, 6)?;
    client.send(b"over")?;
    assert_eq!(server.recv(0)?.data(), Some(b"over".as_slice()));
    server.send(b"and out")?;
    server.shutdown(ShutdownHow::Write)?;
    let mut events = Vec::new();
    while events.len() < 2 {
        events.extend(poller.wait(8, 4_096, Timeout::INFINITY)?.map(|event| event.what));
    }
    let data = Occurrence::Data(Packet::Data(b"and out".to_vec()));
    assert_eq!(events, [data, Occurrence::Closed]);
    assert_eq!(server.recv(0), Err(Reason::Closed));

    println!("{port}");
    let accepted = listener.accept()?;
    println!("{}", accepted.peername()?);
    assert_eq!(accepted.recv(0)?.data(), Some(b"hello".as_slice()));
    accepted.send(b"welcome")?;
    accepted.close()?;

    let other = args()[1].parse().expect("a port");
    let connection = connect(HERE, other, &passive())?;
    connection.send(b"hello")?;
    assert_eq!(connection.recv(0)?.data(), Some(b"welcome".as_slice()));
    listener.close()?;
    assert_eq!(connect(HERE, port, &passive()).unwrap_err(), Reason::Econnrefused);
    Ok(())
}
