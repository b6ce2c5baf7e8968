//! One wait returns as many events and bytes as it is asked for; the rest comes with the next.

use portcullis_guest::poll::{Event, Occurrence, Poller, Readiness};
use portcullis_guest::{Active, PacketType, Reason, Timeout, args, gen_tcp};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let poller = Poller::open()?;
    let options = gen_tcp::Options::new().packet(PacketType::Four);
    let connection = gen_tcp::connect("127.0.0.1", port, &options)?;

    assert_eq!(poller.wait(0, 9, Timeout::ZERO).err(), Some(Reason::Einval));
    assert_eq!(poller.wait(0, 9, Timeout::INFINITY).err(), Some(Reason::Einval));
    assert_eq!(poller.wait(9, 9, Timeout::ZERO).err(), Some(Reason::Timeout));
    assert_eq!(poller.wait(9, 9, Timeout::from_millis(20)).err(), Some(Reason::Timeout));

    // The peer has sent a packet of 20 bytes, one of 100,000 and ten of 10.
    poller.own(&connection, 1)?;
    assert_eq!(sizes(&poller, 1, u32::MAX), [20], "one event");
    assert_eq!(sizes(&poller, 99, 0), [100_000], "one packet of any size");
    assert_eq!(sizes(&poller, 3, u32::MAX), [10, 10, 10], "three events");
    assert_eq!(sizes(&poller, u32::MAX, 15), [10, 10], "about 15 bytes");
    assert_eq!(sizes(&poller, u32::MAX, u32::MAX), [10; 5], "the rest");
    assert_eq!(poller.wait(9, 9, Timeout::ZERO).err(), Some(Reason::Timeout));

    many_watched(&poller, port)
}

fn many_watched(poller: &Poller, port: u16) -> Result<(), Reason> {
    let connect = |token| {
        let options = gen_tcp::Options::new().active(Active::Off);
        let connection = gen_tcp::connect("127.0.0.1", port, &options)?;
        poller.watch(&connection, token, Readiness::WRITABLE)?;
        Ok(connection)
    };
    let connections = (10..15).map(connect).collect::<Result<Vec<_>, Reason>>()?;
    let mut tokens: Vec<_> = (0..3)
        .flat_map(|_| poller.wait(2, 0, Timeout::INFINITY).expect("events").take(2))
        .map(|event| event.token)
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    assert_eq!(tokens, [10, 11, 12, 13, 14], "each has had its turn");
    drop(connections);
    Ok(())
}

fn sizes(poller: &Poller, events: u32, bytes: u32) -> Vec<usize> {
    let size = |event: Event| match event.what {
        Occurrence::Data(packet) => packet.data().expect("bytes").len(),
        other => panic!("{other:?}"),
    };
    let events = poller.wait(events, bytes, Timeout::INFINITY).expect("an event");
    events.map(size).collect()
}
