//! Takes packets that came at once by `{active, N}`. Prints its port.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, Packet, PacketType, Reason, Timeout,
    gen_tcp::{Connection, Options, TcpOption, TcpOptionName, listen},
    poll::{Occurrence, Poller},
    println,
};

fn main() -> Result<(), Reason> {
    let options = Options::new()
        .ip(Ipv4Addr::LOCALHOST.into())
        .packet(PacketType::One)
        .active(Active::Count(2));
    let listener = listen(0, &options)?;
    println!("{}", listener.port()?);
    let connection = listener.accept()?;
    let poller = Poller::open()?;
    poller.own(&connection, 1)?;
    let set = |count: i16| connection.setopts(&Options::new().active(Active::Count(count)));

    assert_eq!(events(&poller, 3)?, [data(b"1"), data(b"2"), Occurrence::Passive]);
    assert_eq!(active(&connection)?, Active::Off);
    assert_eq!(connection.recv(0)?.data(), Some(b"3".as_slice()));

    set(1)?;
    set(3)?;
    set(-1)?;
    assert_eq!(active(&connection)?, Active::Count(3));
    assert_eq!(
        events(&poller, 4)?,
        [data(b"4"), data(b"5"), data(b"6"), Occurrence::Passive]
    );

    set(5)?;
    set(-5)?;
    assert_eq!(events(&poller, 1)?, [Occurrence::Passive], "nothing is left to count");
    assert_eq!(active(&connection)?, Active::Off);
    set(0)?;
    assert_eq!(events(&poller, 1)?, [Occurrence::Passive], "of nothing, too");

    set(32_767)?;
    assert_eq!(set(1), Err(Reason::Einval));
    assert_eq!(active(&connection)?, Active::Count(32_767));
    connection.setopts(&Options::new().active(Active::Off))?;
    let silence = poller.wait(8, 4_096, Timeout::from_millis(20));
    assert_eq!(
        silence.map(Vec::from_iter),
        Err(Reason::Timeout),
        "`false` gives no notice"
    );

    connection.setopts(&Options::new().active(Active::On))?;
    set(1)?;
    assert_eq!(
        events(&poller, 2)?,
        [data(b"7"), Occurrence::Passive],
        "a count replaces `true`"
    );
    set(1)?;
    assert_eq!(events(&poller, 2)?, [data(b"8"), Occurrence::Passive]);
    set(3)?;
    assert_eq!(events(&poller, 1)?, [Occurrence::Closed]);
    Ok(())
}

fn events(poller: &Poller, count: usize) -> Result<Vec<Occurrence>, Reason> {
    let mut events = Vec::new();
    while events.len() < count {
        events.extend(poller.wait(8, 4_096, Timeout::INFINITY)?.map(|event| event.what));
    }
    Ok(events)
}

fn active(connection: &Connection) -> Result<Active, Reason> {
    match connection.getopts(&[TcpOptionName::Active])?[..] {
        [TcpOption::Active(active)] => Ok(active),
        ref other => panic!("{other:?}"),
    }
}

fn data(bytes: &[u8]) -> Occurrence {
    Occurrence::Data(Packet::Data(bytes.to_vec()))
}
