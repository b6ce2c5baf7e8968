//! Asks for more than the host may hold for it: `enobufs`, each time, and what it has goes on.

use portcullis_guest::gen_tcp::{self, Options};
use portcullis_guest::socket::{Protocol, Socket, SocketType};
use portcullis_guest::{Active, Domain, PacketType, Reason, Timeout, args};
use std::net::Ipv4Addr;

/// The limit that the test sets.
const LIMIT: u32 = 100_000;

/// Each peer sends 80,000 bytes, and goes on when asked to.
fn main() -> Result<(), Reason> {
    let port = args()[1].parse().expect("a port");
    let raw = Options::new().active(Active::Off);
    let first = gen_tcp::connect("127.0.0.1", port, &raw)?;
    assert_eq!(first.recv(LIMIT + 1), Err(Reason::Enobufs));
    assert_eq!(first.recv(u32::MAX), Err(Reason::Enobufs));
    assert_eq!(
        first.recv_timeout(90_000, Timeout::from_millis(50)),
        Err(Reason::Timeout)
    );

    // 80,000 bytes are kept for the first one: all others share what is left.
    let socket = Socket::open(Domain::Inet, SocketType::Stream, Protocol::Tcp)?;
    socket.connect((Ipv4Addr::LOCALHOST, port).into())?;
    assert_eq!(socket.recv(LIMIT + 1), Err(Reason::Enobufs));
    assert_eq!(socket.recv_timeout(60_000, Timeout::INFINITY), Err(Reason::Enobufs));
    let four = gen_tcp::connect("127.0.0.1", port, &raw.packet(PacketType::Four))?;
    assert_eq!(four.recv(0), Err(Reason::Enobufs));

    // What the first one is given makes room.
    assert_eq!(first.recv(80_000)?.data().map(<[u8]>::len), Some(80_000));
    assert_eq!(socket.recv(60_000)?.len(), 60_000);
    Ok(())
}
