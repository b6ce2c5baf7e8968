//! Events: what happened, and to which socket.

use std::vec;

use super::Readiness;
use crate::{Datagram, Packet, Reason, raw::poll};

/// What happened while a poller waited: an iterator of [`Event`]s.
#[derive(Debug)]
pub struct Events(vec::IntoIter<poll::Event>);

impl Events {
    pub(super) fn new(events: Vec<poll::Event>) -> Self {
        Self(events.into_iter())
    }
}

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
        Self {
            token: event.token,
            what,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raw::types::{self, Sockaddr};

    #[test]
    fn events_keep_token_and_order() {
        let datagram = types::Datagram {
            source: Sockaddr::from(std::net::SocketAddr::from(([127, 0, 0, 1], 53))),
            data: vec![1],
        };
        let mut events = Events::new(vec![
            poll::Event {
                token: 7,
                what: poll::Occurrence::Datagram(datagram),
            },
            poll::Event {
                token: u64::MAX,
                what: poll::Occurrence::Error(types::Reason::Etimedout),
            },
        ]);
        assert_eq!(events.len(), 2);
        let datagram = Datagram {
            source: ([127, 0, 0, 1], 53).into(),
            data: vec![1],
        };
        assert_eq!(
            events.next(),
            Some(Event {
                token: 7,
                what: Occurrence::Datagram(datagram)
            })
        );
        let error = Occurrence::Error(Reason::Etimedout);
        assert_eq!(
            events.next(),
            Some(Event {
                token: u64::MAX,
                what: error
            })
        );
    }
}
