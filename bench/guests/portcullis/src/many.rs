//! Many connections: one poller brings what arrived, and one call sends it back.

use portcullis_guest::gen_tcp::{self, Connection, Listener, Options};
use portcullis_guest::poll::{Occurrence, Poller, Readiness, send_many};
use portcullis_guest::{Packet, Reason, Result, Timeout};
use slab::Slab;

use crate::{ANYWHERE, announce};

const LISTENER: u64 = u64::MAX;

/// The most that one call brings, in events and in bytes.
const EVENTS: u32 = 1_024;
const BYTES: u32 = 1 << 20;

pub(crate) fn serve() -> Result<()> {
    let options = Options::new().ip(ANYWHERE.ip()).backlog(128).nodelay(true);
    let listener = gen_tcp::listen(ANYWHERE.port(), &options)?;
    announce(listener.sockname()?)?;
    let poller = Poller::open()?;
    poller.watch(&listener, LISTENER, Readiness::READABLE)?;
    let mut connections = Slab::new();
    let mut data: Vec<(usize, Packet)> = Vec::new();
    loop {
        let mut knocked = false;
        for event in poller.wait(EVENTS, BYTES, Timeout::INFINITY)? {
            match event.what {
                Occurrence::Ready(_) => knocked = true,
                Occurrence::Data(packet) => data.push((event.token as usize, packet)),
                // What came before is not sent back to one who has gone.
                Occurrence::Closed => _ = connections.try_remove(event.token as usize),
                _ => {}
            }
        }
        send_back(&data, &mut connections);
        data.clear();
        // Now that nothing is left to send, places can be taken anew.
        while knocked && let Some(connection) = accept(&listener)? {
            let entry = connections.vacant_entry();
            poller.own(&connection, entry.key() as u64)?;
            entry.insert(connection);
        }
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

fn send_back(data: &[(usize, Packet)], connections: &mut Slab<Connection>) {
    let packets: Vec<_> = data
        .iter()
        .filter_map(|(token, packet)| Some((*token, connections.get(*token)?, packet.data()?)))
        .collect();
    let results = send_many(packets.iter().map(|(_, connection, packet)| (*connection, *packet)));
    let failed: Vec<_> = packets
        .iter()
        .zip(results)
        .filter_map(|((token, ..), result)| result.is_err().then_some(*token))
        .collect();
    // A peer that does not read is not waited for.
    for token in failed {
        connections.try_remove(token);
    }
}
