//! Serves many connections through one poller: what they send comes as events, and goes back with `send_many`.

use portcullis_guest::gen_tcp::{self, Connection, Listener, Options};
use portcullis_guest::poll::{Event, Occurrence, Poller, Readiness, send_many};
use portcullis_guest::{PacketType, Reason, Timeout, args, println};
use std::collections::HashMap;
use std::net::Ipv4Addr;

const LISTENER: u64 = 0;

fn main() -> Result<(), Reason> {
    let packet = if args()[1] == "four" {
        PacketType::Four
    } else {
        PacketType::Raw
    };
    let mut to_close: usize = args()[2].parse().expect("how many there will be");
    let options = Options::new()
        .ip(Ipv4Addr::LOCALHOST.into())
        .backlog(4_096)
        .packet(packet);
    let listener = gen_tcp::listen(0, &options)?;
    let poller = Poller::open()?;
    poller.watch(&listener, LISTENER, Readiness::READABLE)?;
    println!("{}", listener.port()?);
    let mut connections = HashMap::new();
    while to_close > 0 {
        let events: Vec<_> = poller.wait(u32::MAX, u32::MAX, Timeout::INFINITY)?.collect();
        if events.iter().any(|event| event.token == LISTENER) {
            accept(&listener, &poller, &mut connections)?;
        }
        echo(&events, &connections);
        let closed = events.iter().filter(|event| event.what == Occurrence::Closed);
        to_close -= closed.inspect(|event| drop(connections.remove(&event.token))).count();
    }
    assert!(connections.is_empty());
    Ok(())
}

fn accept(listener: &Listener, poller: &Poller, connections: &mut HashMap<u64, Connection>) -> Result<(), Reason> {
    loop {
        match listener.accept_timeout(Timeout::ZERO) {
            Ok(connection) => {
                // Ports of peers differ while the peers live, and are never 0.
                let token = u64::from(connection.peername()?.port());
                poller.own(&connection, token)?;
                assert!(connections.insert(token, connection).is_none());
            }
            Err(Reason::Timeout) => return Ok(()),
            Err(reason) => return Err(reason),
        }
    }
}

fn echo(events: &[Event], connections: &HashMap<u64, Connection>) {
    let answer = |event| match event {
        &Event {
            token,
            what: Occurrence::Data(ref packet),
        } => Some((&connections[&token], packet.data().expect("bytes"))),
        _ => None,
    };
    for sent in send_many(events.iter().filter_map(answer)) {
        assert_eq!(sent, Ok(()));
    }
}
