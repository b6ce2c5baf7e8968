//! The peer resets each connection: `show_econnreset` tells whether it looks like an end. The argument is the port of the peer.

use std::net::Ipv4Addr;

use portcullis_guest::{
    Active, Reason, Timeout, args,
    gen_tcp::{Connection, Options, connect},
    poll::{Occurrence, Poller, Readiness},
};

fn main() -> Result<(), Reason> {
    for show in [false, true] {
        let told = if show { Reason::Econnreset } else { Reason::Closed };
        let passive = Options::new().active(Active::Off).show_econnreset(show);

        let receiver = provoke(&passive)?;
        assert_eq!(receiver.recv(0), Err(told));
        assert_eq!(receiver.recv(0), Err(Reason::Closed));
        assert_eq!(receiver.send(b"more"), Err(Reason::Closed));

        let exact = provoke(&passive)?;
        assert_eq!(exact.recv(10), Err(told));

        let sender = provoke(&passive)?;
        until_failed(&sender)?;
        assert_eq!(sender.send(b"more"), Err(told));
        assert_eq!(sender.send(b"more"), Err(Reason::Closed));

        let active = provoke(&Options::new().show_econnreset(show))?;
        let expected = match show {
            true => vec![Occurrence::Error(Reason::Econnreset), Occurrence::Closed],
            false => vec![Occurrence::Closed],
        };
        assert_eq!(events(&active, expected.len())?, expected);
        assert_eq!(active.send(b"more"), Err(Reason::Closed));
    }
    Ok(())
}

/// A connection that the peer resets when it hears of it.
fn provoke(options: &Options) -> Result<Connection, Reason> {
    let port = args()[1].parse().expect("a port");
    let connection = connect(Ipv4Addr::LOCALHOST, port, options)?;
    connection.send(b"!")?;
    Ok(connection)
}

fn until_failed(connection: &Connection) -> Result<(), Reason> {
    let poller = Poller::open()?;
    poller.watch(connection, 1, Readiness::empty())?;
    poller.wait(1, 1, Timeout::INFINITY)?;
    poller.unwatch(connection)
}

fn events(connection: &Connection, count: usize) -> Result<Vec<Occurrence>, Reason> {
    let poller = Poller::open()?;
    poller.own(connection, 1)?;
    let mut events = Vec::new();
    while events.len() < count {
        events.extend(poller.wait(8, 4_096, Timeout::INFINITY)?.map(|event| event.what));
    }
    Ok(events)
}
