//! Pollers: they wait for many sockets at once.

use super::{ActiveSocket, Events, Readiness, Source};
use crate::{Reason, Timeout, gen_tcp, raw::poll, reason::Result};

/// Waits for many sockets at once, and owns active ones: it is their controlling process.
///
/// Watching is level-triggered and persistent. Closing a socket ends it; dropping the poller leaves its sockets without
/// an owner.
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

    /// Report when the socket is ready for what `interest` names; again for a socket already watched, to change token
    /// and interest.
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

    /// Become the controlling process of a socket that has none: what arrives there in active mode becomes events with
    /// this token.
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

    /// Wait until something happens, then return what happened: at most `max_events` events, with about `max_bytes`
    /// bytes of data (at least one packet, if one is there). Both are capped by the host's limits. Sockets take turns.
    ///
    /// # Errors
    ///
    /// - `timeout`: nothing happened in time.
    /// - `einval`: `max_events` is 0.
    pub fn wait(&self, max_events: u32, max_bytes: u32, timeout: impl Into<Timeout>) -> Result<Events> {
        let events = self.0.wait(max_events, max_bytes, timeout.into().as_millis())?;
        Ok(Events::new(events))
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
/// - `enobufs`: what is left of the packet does not fit the guest's limit of bytes in host buffers; the connection is
///   shut down for writing.
/// - and those of [`gen_tcp::Connection::send`].
pub fn send_many<'a>(packets: impl IntoIterator<Item = (&'a gen_tcp::Connection, &'a [u8])>) -> Vec<Result<()>> {
    let packets: Vec<_> = packets
        .into_iter()
        .map(|(connection, packet)| (&connection.0, packet))
        .collect();
    let results = poll::send_many(&packets);
    results.into_iter().map(|result| result.map_err(Reason::from)).collect()
}
