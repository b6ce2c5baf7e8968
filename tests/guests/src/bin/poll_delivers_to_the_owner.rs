//! Owns a connection: packets, the notice of passivity, the end and failures are its events.

use portcullis_guest::poll::{Occurrence, Poller, Readiness};
use portcullis_guest::{Active, Packet, PacketType, Reason, Timeout, args, gen_tcp, println};

fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let poller = Poller::open()?;
    by_mode(&poller, port)?;
    ends(&poller, port)?;
    fails(&poller, port)
}

fn by_mode(poller: &Poller, port: u16) -> Result<(), Reason> {
    let options = gen_tcp::Options::new().packet(PacketType::One).active(Active::Once);
    let connection = gen_tcp::connect("127.0.0.1", port, &options)?;
    // It is active and nobody's: it reads nothing until somebody owns it.
    assert_eq!(poller.wait(9, 99, Timeout::ZERO).err(), Some(Reason::Timeout));
    poller.own(&connection, 1)?;
    assert_eq!(next(poller, 1), [data("a")]);
    assert_eq!(poller.wait(9, 99, Timeout::ZERO).err(), Some(Reason::Timeout));
    assert_eq!(connection.recv(0)?.data(), Some(&b"b"[..]), "passive after once");

    connection.setopts(&gen_tcp::Options::new().active(Active::Count(2)))?;
    assert_eq!(connection.recv(0), Err(Reason::Einval), "active");
    assert_eq!(next(poller, 1), [data("c"), data("d"), Occurrence::Passive]);
    assert_eq!(connection.recv(0)?.data(), Some(&b"e"[..]));

    // Watched and owned at once: both are told.
    poller.watch(&connection, 1, Readiness::WRITABLE)?;
    connection.setopts(&gen_tcp::Options::new().active(Active::On))?;
    assert_eq!(
        next(poller, 1),
        [Occurrence::Ready(Readiness::WRITABLE), data("f"), data("g")]
    );
    Ok(())
}

fn ends(poller: &Poller, port: u16) -> Result<(), Reason> {
    let connection = gen_tcp::connect("127.0.0.1", port, &gen_tcp::Options::new())?;
    poller.own(&connection, 2)?;
    let mut events = next(poller, 2);
    if events.len() == 1 {
        events.extend(next(poller, 2));
    }
    assert_eq!(events, [data("bye"), Occurrence::Closed]);
    assert_eq!(connection.send(b"x"), Err(Reason::Closed));
    assert_eq!(poller.wait(9, 99, Timeout::ZERO).err(), Some(Reason::Timeout));
    Ok(())
}

fn fails(poller: &Poller, port: u16) -> Result<(), Reason> {
    let options = gen_tcp::Options::new().show_econnreset(true);
    let connection = gen_tcp::connect("127.0.0.1", port, &options)?;
    poller.own(&connection, 3)?;
    println!("reset");
    assert_eq!(
        next(poller, 3),
        [Occurrence::Error(Reason::Econnreset), Occurrence::Closed]
    );
    Ok(())
}

fn next(poller: &Poller, token: u64) -> Vec<Occurrence> {
    let events = poller.wait(9, 99, Timeout::INFINITY).expect("an event");
    events
        .inspect(|event| assert_eq!(event.token, token))
        .map(|event| event.what)
        .collect()
}

fn data(text: &str) -> Occurrence {
    Occurrence::Data(Packet::Data(text.as_bytes().to_vec()))
}
