//! Hands a connection from poller to poller: the deliveries go along. Prints its port, and a line for each packet that it waits for.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, Packet, PacketType, Reason, Timeout,
    gen_tcp::{Options, listen},
    poll::{Event, Occurrence, Poller},
    println,
};

fn main() -> Result<(), Reason> {
    let listener = listen(
        0,
        &Options::new().ip(Ipv4Addr::LOCALHOST.into()).packet(PacketType::One),
    )?;
    println!("{}", listener.port()?);
    let connection = listener.accept()?;
    let (one, two) = (Poller::open()?, Poller::open()?);

    assert_eq!(
        one.controlling_process(&connection, &two, 0),
        Err(Reason::Eperm),
        "nobody owns it yet"
    );
    one.own(&connection, 1)?;
    assert_eq!(two.own(&connection, 0), Err(Reason::Eperm));
    assert_eq!(two.controlling_process(&connection, &one, 0), Err(Reason::Eperm));

    println!("a packet for one");
    assert_eq!(next(&one)?, data(1, b"a"));
    one.controlling_process(&connection, &two, 2)?;
    assert_eq!(
        one.controlling_process(&connection, &two, 0),
        Err(Reason::Eperm),
        "handed on is gone"
    );
    assert_eq!(one.own(&connection, 0), Err(Reason::Eperm));
    println!("three packets for two");
    assert_eq!(next(&two)?, data(2, b"b"));
    is_silent(&one);

    // Two have come with the first; they are buffered in the host and go along.
    two.controlling_process(&connection, &one, 3)?;
    assert_eq!(next(&one)?, data(3, b"c"));
    connection.setopts(&Options::new().active(Active::Off))?;
    one.controlling_process(&connection, &two, 4)?;
    is_silent(&two);
    connection.setopts(&Options::new().active(Active::Once))?;
    assert_eq!(next(&two)?, data(4, b"d"));
    two.controlling_process(&connection, &two, 5)?;
    connection.setopts(&Options::new().active(Active::On))?;

    println!("the end for two");
    let closed = Event {
        token: 5,
        what: Occurrence::Closed,
    };
    assert_eq!(next(&two)?, closed);
    is_silent(&one);
    assert_eq!(two.controlling_process(&connection, &one, 0), Err(Reason::Closed));
    assert_eq!(one.own(&connection, 0), Err(Reason::Closed));
    Ok(())
}

/// One event at a time, whatever else is ready.
fn next(poller: &Poller) -> Result<Event, Reason> {
    Ok(poller.wait(1, 4_096, Timeout::INFINITY)?.next().expect("an event"))
}

fn is_silent(poller: &Poller) {
    let events = poller.wait(8, 4_096, Timeout::from_millis(20));
    assert_eq!(events.map(Vec::from_iter), Err(Reason::Timeout));
}

fn data(token: u64, bytes: &[u8]) -> Event {
    Event {
        token,
        what: Occurrence::Data(Packet::Data(bytes.to_vec())),
    }
}
