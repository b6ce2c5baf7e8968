//! Many connections: one poller brings what arrived, and one call sends it back.

use std::collections::HashMap;

use portcullis_guest::gen_tcp::{self, Connection, Listener, Options};
use portcullis_guest::poll::{Occurrence, Poller, Readiness, send_many};
use portcullis_guest::{Packet, Reason, Result, Timeout};

use crate::{ANYWHERE, announce};

const LISTENER: u64 = 0;

/// The most that one call brings, in events and in bytes.
const EVENTS: u32 = 1_024;
const BYTES: u32 = 1 << 20;

pub(crate) fn serve() -> Result<()> {
    let options = Options::new().ip(ANYWHERE.ip()).backlog(128).nodelay(true);
    let listener = gen_tcp::listen(ANYWHERE.port(), &options)?;
    announce(listener.sockname()?)?;
    let poller = Poller::open()?;
    poller.watch(&listener, LISTENER, Readiness::READABLE)?;
    let mut connections = HashMap::new();
    let mut next = LISTENER;
    loop {
        let mut data: Vec<(u64, Packet)> = Vec::new();
        for event in poller.wait(EVENTS, BYTES, Timeout::INFINITY)? {
            match event.what {
                Occurrence::Ready(_) => {
                    while let Some(connection) = accept(&listener)? {
                        next += 1;
                        poller.own(&connection, next)?;
                        connections.insert(next, connection);
                    }
                }
                Occurrence::Data(packet) => data.push((event.token, packet)),
                // What came before is not sent back to one who has gone.
                Occurrence::Closed => _ = connections.remove(&event.token),
                _ => {}
            }
        }
        send_back(&data, &mut connections);
    }
}

/// Whoever waits.
fn accept(listener: &Listener) -> Result<Option<Connection>> {
    match listener.accept_timeout(Timeout::ZERO) {
        Ok(connection) => Ok(Some(connection)),
        // The poller reports the next one.
        Err(Reason::Timeout) => Ok(None),
        Err(reason) => Err(reason),
    }
}

fn send_back(data: &[(u64, Packet)], connections: &mut HashMap<u64, Connection>) {
    let packets: Vec<_> = data
        .iter()
        .filter_map(|(token, packet)| Some((*token, connections.get(token)?, packet.data()?)))
        .collect();
    let results = send_many(packets.iter().map(|(_, connection, packet)| (*connection, *packet)));
    let failed: Vec<_> = packets
        .iter()
        .zip(results)
        .filter_map(|((token, ..), result)| result.is_err().then_some(*token))
        .collect();
    // A peer that does not read is not waited for.
    for token in failed {
        connections.remove(&token);
    }
}
