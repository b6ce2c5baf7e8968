//! Packets and datagrams: what a receive returns and what an event carries.

use std::net::SocketAddr;

use crate::raw::types::{self, Packet};

impl Packet {
    /// The bytes of a packet of any type but HTTP; `None` for what the host has parsed as HTTP.
    pub fn data(&self) -> Option<&[u8]> {
        match self {
            Self::Data(data) => Some(data),
            _ => None,
        }
    }

    /// The bytes of a packet of any type but HTTP, not copied; `None` for what the host has parsed as HTTP.
    pub fn into_data(self) -> Option<Vec<u8>> {
        match self {
            Self::Data(data) => Some(data),
            _ => None,
        }
    }
}

/// One datagram and who sent it: `{Address, Port, Packet}` of `gen_udp:recv/2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Datagram {
    /// Who sent it.
    pub source: SocketAddr,
    /// At most 65,535 bytes.
    pub data: Vec<u8>,
}

impl From<types::Datagram> for Datagram {
    fn from(datagram: types::Datagram) -> Self {
        Self {
            source: datagram.source.into(),
            data: datagram.data,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_data_and_http_is_not() {
        assert_eq!(Packet::Data(vec![1, 2]).data(), Some([1, 2].as_slice()));
        assert_eq!(Packet::Data(vec![1, 2]).into_data(), Some(vec![1, 2]));
        assert_eq!(Packet::HttpEoh.into_data(), None);
    }
}
