//! Chat server: one program, one poller, many connections, and lines that go to all.

mod name;
mod room;

use portcullis_guest::gen_tcp::{self, Listener, Options};
use portcullis_guest::poll::{Event, Occurrence, Poller, Readiness};
use portcullis_guest::{Active, PacketType, Reason, Timeout, args, eprintln, println};
use room::Room;
use std::error::Error;
use std::net::SocketAddr;

/// The host cuts lines; one that is longer than this comes in pieces, and the room does not keep them.
const LONGEST_LINE: u32 = 512;

const LISTENER: u64 = 0;

fn main() -> Result<(), Box<dyn Error>> {
    let address = args().get(1).cloned().unwrap_or_else(|| "127.0.0.1:7000".to_owned());
    let listener = listen(address.parse()?).inspect_err(|reason| eprintln!("{address}: {reason}"))?;
    println!("listening on {}", listener.sockname()?);
    let poller = Poller::open()?;
    poller.watch(&listener, LISTENER, Readiness::READABLE)?;
    let mut room = Room::new(LISTENER + 1);
    loop {
        for event in poller.wait(64, 65_536, Timeout::INFINITY)? {
            match event {
                Event { token: LISTENER, .. } => accept(&listener, &poller, &mut room)?,
                Event { token, what } => happened(&mut room, token, what),
            }
        }
    }
}

/// Connections inherit the options. `{active, once}` is one line, the name; the room asks for more.
fn listen(address: SocketAddr) -> Result<Listener, Reason> {
    let options = Options::new()
        .ip(address.ip())
        .reuseaddr(true)
        .backlog(64)
        .packet(PacketType::Line)
        .buffer(LONGEST_LINE)
        .active(Active::Once);
    gen_tcp::listen(address.port(), &options)
}

/// Let in whoever waits.
fn accept(listener: &Listener, poller: &Poller, room: &mut Room) -> Result<(), Reason> {
    loop {
        match listener.accept_timeout(Timeout::ZERO) {
            Ok(connection) => room.enter(connection, poller),
            // The poller reports the next one.
            Err(Reason::Timeout | Reason::Econnaborted) => return Ok(()),
            Err(reason) => return Err(reason),
        }
    }
}

fn happened(room: &mut Room, token: u64, what: Occurrence) {
    match what {
        Occurrence::Data(packet) => room.hear(token, packet.data().unwrap_or_default()),
        Occurrence::Closed | Occurrence::Error(_) => room.leave(token, "has left"),
        Occurrence::Ready(_) | Occurrence::Datagram(_) | Occurrence::Passive => {}
    }
}
