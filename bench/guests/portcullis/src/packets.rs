//! Packets: `{packet,4}` messages, which the host takes apart and a poller brings.

use portcullis_guest::gen_tcp::{self, Connection, Options};
use portcullis_guest::poll::{Occurrence, Poller};
use portcullis_guest::{Active, PacketType, Result, Timeout, eprintln};

use crate::{ANYWHERE, announce};

/// The most that one call brings, in events and in bytes.
const EVENTS: u32 = 1_024;
const BYTES: u32 = 1 << 20;

pub(crate) fn serve() -> Result<()> {
    let options = Options::new()
        .ip(ANYWHERE.ip())
        .nodelay(true)
        .packet(PacketType::Four)
        .active(Active::On);
    let listener = gen_tcp::listen(ANYWHERE.port(), &options)?;
    announce(listener.sockname()?)?;
    let poller = Poller::open()?;
    loop {
        let connection = listener.accept()?;
        poller.own(&connection, 0)?;
        if let Err(reason) = count(&connection, &poller) {
            eprintln!("{reason}");
        }
    }
}

/// Until the connection closes.
fn count(connection: &Connection, poller: &Poller) -> Result<()> {
    let mut count = 0u64;
    loop {
        for event in poller.wait(EVENTS, BYTES, Timeout::INFINITY)? {
            match event.what {
                Occurrence::Data(packet) if packet.data().is_some_and(<[u8]>::is_empty) => {
                    connection.send(&count.to_be_bytes())?;
                    count = 0;
                }
                Occurrence::Data(_) => count += 1,
                Occurrence::Closed => return Ok(()),
                Occurrence::Error(reason) => return Err(reason),
                _ => {}
            }
        }
    }
}
