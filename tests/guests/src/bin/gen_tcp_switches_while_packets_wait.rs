//! Takes packets that came at once in one mode after another: once, passive, once, always. Prints its port and when the peer may close.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, PacketType, Reason, Timeout,
    gen_tcp::{Connection, Options, TcpOption, TcpOptionName, listen},
    poll::{Occurrence, Poller},
    println,
};

fn main() -> Result<(), Reason> {
    let options = Options::new()
        .ip(Ipv4Addr::LOCALHOST.into())
        .packet(PacketType::One)
        .active(Active::Once);
    let listener = listen(0, &options)?;
    println!("{}", listener.port()?);
    let connection = listener.accept()?;
    let poller = Poller::open()?;
    poller.own(&connection, 1)?;

    assert_eq!(next(&poller)?, data(b"one"));
    assert_eq!(active(&connection)?, Active::Off);
    is_silent(&poller);
    assert_eq!(connection.recv(0)?.data(), Some(b"two".as_slice()));

    set(&connection, Active::Once)?;
    assert_eq!(connection.recv(0), Err(Reason::Einval));
    assert_eq!(next(&poller)?, data(b"three"));
    set(&connection, Active::Once)?;
    set(&connection, Active::Off)?;
    is_silent(&poller);
    assert_eq!(
        connection.recv_timeout(0, Timeout::ZERO)?.data(),
        Some(b"four".as_slice())
    );

    set(&connection, Active::On)?;
    assert_eq!(next(&poller)?, data(b"five"));
    assert_eq!(next(&poller)?, data(b"six"));
    assert_eq!(active(&connection)?, Active::On);
    set(&connection, Active::Off)?;

    println!("close");
    assert_eq!(connection.recv(0)?.data(), Some(b"seven".as_slice()));
    is_silent(&poller);
    set(&connection, Active::Once)?;
    assert_eq!(next(&poller)?, Occurrence::Closed, "which is told when it is asked for");
    is_silent(&poller);
    Ok(())
}

/// One event at a time, whatever else is ready.
fn next(poller: &Poller) -> Result<Occurrence, Reason> {
    let mut events = poller.wait(1, 4_096, Timeout::INFINITY)?;
    assert_eq!(events.len(), 1);
    Ok(events.next().expect("an event").what)
}

fn is_silent(poller: &Poller) {
    let events = poller.wait(8, 4_096, Timeout::from_millis(20));
    assert_eq!(events.map(Vec::from_iter), Err(Reason::Timeout));
}

fn set(connection: &Connection, active: Active) -> Result<(), Reason> {
    connection.setopts(&Options::new().active(active))
}

fn active(connection: &Connection) -> Result<Active, Reason> {
    match connection.getopts(&[TcpOptionName::Active])?[..] {
        [TcpOption::Active(active)] => Ok(active),
        ref other => panic!("{other:?}"),
    }
}

fn data(bytes: &[u8]) -> Occurrence {
    Occurrence::Data(portcullis_guest::Packet::Data(bytes.to_vec()))
}
