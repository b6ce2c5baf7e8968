//! Harvest: the events of one wait, within its bounds.

use crate::Error;
use crate::arrival::Scratch;
use crate::guest::Guest;
use crate::poll::{Attachment, Readiness, readiness};
use portcullis_packet::Packet;
use rustix::event::epoll::EventFlags;
use std::net::SocketAddr;

/// What happened, and the token of the socket to which it happened.
#[derive(Debug)]
pub struct Event {
    /// The token under which the socket is watched or owned.
    pub token: u64,
    /// What happened.
    pub what: Occurrence,
}

/// What happened.
#[derive(Debug)]
pub enum Occurrence {
    /// A watched socket is ready.
    Ready(Readiness),
    /// `{tcp, Socket, Data}`, or one of `{http, Socket, _}`.
    Data(Packet),
    /// `{udp, Socket, Address, Port, Data}`.
    Datagram(SocketAddr, Vec<u8>),
    /// `{tcp_passive, Socket}`.
    Passive,
    /// `{tcp_closed, Socket}`.
    Closed,
    /// `{tcp_error, Socket, Reason}`.
    Error(Error),
}

/// The events of one wait, and the room that is left for more.
#[derive(Debug)]
pub(crate) struct Harvest<'a> {
    guest: &'a Guest,
    scratch: &'a mut Scratch,
    events: Vec<Event>,
    events_left: usize,
    bytes_left: usize,
    has_data: bool,
}

impl<'a> Harvest<'a> {
    /// A harvest of at most so many events and, but for one packet, bytes; of as many events as are `likely` if each source has one.
    pub(crate) fn new(guest: &'a Guest, scratch: &'a mut Scratch, likely: usize, events: usize, bytes: usize) -> Self {
        Self {
            guest,
            scratch,
            events: Vec::with_capacity(likely.min(events)),
            events_left: events,
            bytes_left: bytes,
            has_data: false,
        }
    }

    /// May another event be added? The first packet always may, whatever its size.
    pub(crate) fn has_room(&self) -> bool {
        self.events_left > 0 && (self.bytes_left > 0 || !self.has_data)
    }

    /// Bytes of data that are still wanted.
    pub(crate) fn bytes_left(&self) -> usize {
        self.bytes_left
    }

    /// Where data is received before its size is known.
    pub(crate) fn scratch(&mut self, bytes: usize) -> &mut [u8] {
        self.guest_and_scratch(bytes).1
    }

    /// As [`scratch`](Self::scratch), beside the guest for whom it is received.
    pub(crate) fn guest_and_scratch(&mut self, bytes: usize) -> (&Guest, &mut [u8]) {
        (self.guest, self.scratch.of(bytes))
    }

    /// Tell the watcher of a source, if it has one, what the source is ready for.
    pub(crate) fn report(&mut self, source: &Attachment, heard: EventFlags, buffered: bool) {
        let Some((token, interest)) = source.watch() else {
            return;
        };
        let ready = readiness(heard, buffered, interest);
        if !ready.is_empty() {
            self.push(token, Occurrence::Ready(ready));
        }
    }

    pub(crate) fn push(&mut self, token: u64, what: Occurrence) {
        let bytes = match &what {
            Occurrence::Data(packet) => packet.size(),
            Occurrence::Datagram(_, data) => data.len(),
            _ => 0,
        };
        self.bytes_left = self.bytes_left.saturating_sub(bytes);
        self.events_left = self.events_left.saturating_sub(1);
        self.has_data |= matches!(what, Occurrence::Data(_) | Occurrence::Datagram(..));
        self.events.push(Event { token, what });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    pub(crate) fn into_events(self) -> Vec<Event> {
        self.events
    }
}
