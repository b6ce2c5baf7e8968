//! Action: what a guest may want to do with an address, and over which transport.

use std::fmt;

/// The protocol that carries the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// Streams.
    Tcp,
    /// Datagrams.
    Udp,
}

impl Transport {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Tcp, Self::Udp];

    /// The scheme that stands for it in a rule: `tcp`, `udp`.
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.scheme())
    }
}

/// What a rule permits or forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Connect to the address: for TCP a connection, for UDP the one peer of the socket.
    Connect,
    /// Listen at the local address. For UDP the same as [`Action::Bind`].
    Listen,
    /// Bind a socket to the local address.
    Bind,
    /// Send datagrams to the address. UDP only.
    SendTo,
    /// Accept connections, or receive datagrams, from the peer's address.
    AcceptFrom,
}

impl Action {
    /// All of them, in the order in which the manual explains them.
    pub const ALL: [Self; 5] = [Self::Connect, Self::Listen, Self::Bind, Self::SendTo, Self::AcceptFrom];

    /// The key that stands for it in a policy: `connect`, `listen`, `bind`, `send-to`, `accept-from`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Listen => "listen",
            Self::Bind => "bind",
            Self::SendTo => "send-to",
            Self::AcceptFrom => "accept-from",
        }
    }

    /// Whether the address is where bytes go. Such a rule may hold a host name.
    pub(crate) const fn is_destination(self) -> bool {
        matches!(self, Self::Connect | Self::SendTo)
    }

    /// The action of a key.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.key() == key)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
