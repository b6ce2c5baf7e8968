//! Role: what a subject does with its connections, by the word on its command line.

use std::fmt;

use clap::ValueEnum;

/// Each is a server on a port of the loopback that the system chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// Sends back what it receives, to one connection after the other.
    Echo,
    /// Receives until the end, then sends how many bytes there were: 8 bytes, big endian.
    Sink,
    /// Is told in 8 bytes, big endian, how many bytes to send, and sends them.
    Source,
    /// Sends 64 bytes to whoever connects, and closes.
    Reply,
    /// Sends back what it receives, to any number of connections at once, in one thread.
    Many,
    /// Sends back each datagram.
    Udp,
    /// Counts `{packet,4}` messages; an empty one is answered by one of 8 bytes, big endian: the count since the last.
    Packets,
}

impl Role {
    /// The word on a command line.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Echo => "echo",
            Self::Sink => "sink",
            Self::Source => "source",
            Self::Reply => "reply",
            Self::Many => "many",
            Self::Udp => "udp",
            Self::Packets => "packets",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A small message, as of ping-pong.
pub(crate) const MESSAGE: usize = 64;

/// The most that is received or sent at once.
pub(crate) const CHUNK: usize = 64 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_known_by_its_word() {
        for role in Role::value_variants() {
            assert_eq!(Role::from_str(role.word(), false), Ok(*role));
        }
    }
}
