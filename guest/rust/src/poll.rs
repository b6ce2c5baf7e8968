//! Many sockets, one call: readiness, and what arrives in active mode.
//!
//! ```no_run
//! use portcullis_guest::{Timeout, gen_tcp, poll::{Occurrence, Poller, send_many}};
//!
//! # fn main() -> Result<(), portcullis_guest::Reason> {
//! let connection = gen_tcp::connect("example.com", 7, &gen_tcp::Options::new())?;
//! let poller = Poller::open()?;
//! poller.own(&connection, 1)?;
//! for event in poller.wait(64, 1 << 20, Timeout::INFINITY)? {
//!     match event.what {
//!         Occurrence::Data(packet) => send_many([(&connection, packet.data().unwrap_or_default())]),
//!         _ => break,
//!     };
//! }
//! # Ok(())
//! # }
//! ```

use std::vec;

use crate::{
    Datagram, Packet, Reason, Timeout, gen_tcp, gen_udp, net,
    raw::poll,
    reason::Result,
    socket,
};

/// What a socket is, or is to be, ready for: a set of flags.
pub use poll::Readiness;
/// A socket that has an active mode, and so an owner; made of a reference to it.
pub use poll::ActiveSocket;
/// A socket that a poller can watch; made of a reference to it.
pub use poll::Source;

/// Waits for many sockets at once, and owns active ones: it is their controlling process.
///
/// Watching is level-triggered and persistent. Closing a socket ends it; dropping the poller leaves its sockets without an
/// owner.
#[derive(Debug)]
pub struct Poller(poll::Poller);

impl Poller {
    /// Create a poller.
    ///
    /// # Errors
    ///
    /// - `emfile`: the guest has as many sockets as it may have; a poller counts as one.
    pub fn open() -> Result<Self> {
        Ok(Self(poll::Poller::open()?))
    }

    /// Report when the socket is ready for what `interest` names; again for a socket already watched, to change token and
    /// interest.
    ///
    /// # Errors
    ///
    /// - `eperm`: another poller watches or owns the socket.
    /// - `closed`: the socket is closed.
    pub fn watch<'a>(&self, source: impl Into<Source<'a>>, token: u64, interest: Readiness) -> Result<()> {
        Ok(self.0.watch(source.into(), token, interest)?)
    }

    /// Watch the socket no more.
    ///
    /// # Errors
    ///
    /// - `einval`: this poller does not watch it.
    pub fn unwatch<'a>(&self, source: impl Into<Source<'a>>) -> Result<()> {
        Ok(self.0.unwatch(source.into())?)
    }

    /// Become the controlling process of a socket that has none: what arrives there in active mode becomes events with this
    /// token.
    ///
    /// # Errors
    ///
    /// - `eperm`: another poller owns or watches the socket.
    /// - `closed`: the socket is closed.
    pub fn own<'a>(&self, socket: impl Into<ActiveSocket<'a>>, token: u64) -> Result<()> {
        Ok(self.0.own(socket.into(), token)?)
    }

    /// Hand a socket on to another poller, with the token that it will have there.
    ///
    /// # Errors
    ///
    /// - `eperm`: this poller does not own the socket.
    /// - `closed`: the socket is closed.
    ///
    /// Follows `gen_tcp:controlling_process/2`.
    pub fn controlling_process<'a>(
        &self,
        socket: impl Into<ActiveSocket<'a>>,
        new_owner: &Poller,
        token: u64,
    ) -> Result<()> {
        Ok(self.0.controlling_process(socket.into(), &new_owner.0, token)?)
    }

    /// Wait until something happens, then return what happened: at most `max_events` events, with about `max_bytes` bytes of
    /// data (at least one packet, if one is there). Both are capped by the host's limits. Sockets take turns.
    ///
    /// # Errors
    ///
    /// - `timeout`: nothing happened in time.
    /// - `einval`: `max_events` is 0.
    pub fn wait(&self, max_events: u32, max_bytes: u32, timeout: impl Into<Timeout>) -> Result<Events> {
        let events = self.0.wait(max_events, max_bytes, timeout.into().as_millis())?;
        Ok(Events(events.into_iter()))
    }
}

/// Send a packet on each of many connections, without waiting. The results are in the order of the packets.
///
/// A packet is taken whole or not at all: what the system does not take at once goes into the connection's queue, which
/// later calls of `send`, `send_many` and `wait` empty.
///
/// # Errors
///
/// - `ewouldblock`: the connection's queue is not empty yet; watch it for `WRITABLE`.
/// - `enobufs`: what is left of the packet does not fit the guest's limit of bytes in host buffers; the connection is shut
///   down for writing.
/// - and those of [`gen_tcp::Connection::send`].
pub fn send_many<'a>(
    packets: impl IntoIterator<Item = (&'a gen_tcp::Connection, &'a [u8])>,
) -> Vec<Result<()>> {
    let packets: Vec<_> = packets.into_iter().map(|(connection, packet)| (&connection.0, packet)).collect();
    let results = poll::send_many(&packets);
    results.into_iter().map(|result| result.map_err(Reason::from)).collect()
}

/// What happened while a poller waited: an iterator of [`Event`]s.
#[derive(Debug)]
pub struct Events(vec::IntoIter<poll::Event>);

impl Iterator for Events {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        self.0.next().map(Event::from)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for Events {}

/// What happened, and the token of the socket to which it happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The token that `watch`, `own` or `controlling_process` gave the socket.
    pub token: u64,
    /// What happened to it.
    pub what: Occurrence,
}

/// What happened to a socket.
#[derive(Debug, Clone, PartialEq)]
pub enum Occurrence {
    /// A watched socket is ready.
    Ready(Readiness),
    /// `{tcp, Socket, Data}`, or one of `{http, Socket, _}`.
    Data(Packet),
    /// `{udp, Socket, Address, Port, Data}`.
    Datagram(Datagram),
    /// `{tcp_passive, Socket}` or `{udp_passive, Socket}`: the count of `{active, N}` is used up.
    Passive,
    /// `{tcp_closed, Socket}`.
    Closed,
    /// `{tcp_error, Socket, Reason}`; `Closed` follows for a connection.
    Error(Reason),
}

impl From<poll::Event> for Event {
    fn from(event: poll::Event) -> Self {
        let what = match event.what {
            poll::Occurrence::Ready(readiness) => Occurrence::Ready(readiness),
            poll::Occurrence::Data(packet) => Occurrence::Data(packet),
            poll::Occurrence::Datagram(datagram) => Occurrence::Datagram(datagram.into()),
            poll::Occurrence::Passive => Occurrence::Passive,
            poll::Occurrence::Closed => Occurrence::Closed,
            poll::Occurrence::Error(reason) => Occurrence::Error(reason.into()),
        };
        Self { token: event.token, what }
    }
}
