//! Hosts: machines by name or by address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::raw::types;

/// A host, by name or by address.
///
/// Text that is an address becomes that address, as `inet:getaddr/2` does it. Any other text is a name; it goes to the
/// host side as it stands and is resolved there, only when the policy lets the guest use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Host<'a> {
    /// A name of at most 253 bytes.
    Name(&'a str),
    /// An address.
    Address(IpAddr),
}

impl<'a> From<&'a str> for Host<'a> {
    fn from(text: &'a str) -> Self {
        text.parse().map_or(Self::Name(text), Self::Address)
    }
}

impl<'a> From<&'a String> for Host<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl From<IpAddr> for Host<'_> {
    fn from(address: IpAddr) -> Self {
        Self::Address(address)
    }
}

impl From<Ipv4Addr> for Host<'_> {
    fn from(address: Ipv4Addr) -> Self {
        Self::Address(address.into())
    }
}

impl From<Ipv6Addr> for Host<'_> {
    fn from(address: Ipv6Addr) -> Self {
        Self::Address(address.into())
    }
}

impl<'a> From<Host<'a>> for types::Destination<'a> {
    fn from(host: Host<'a>) -> Self {
        match host {
            Host::Name(name) => Self::Name(name),
            Host::Address(address) => Self::Address(address.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_an_address_is_that_address() {
        assert_eq!(Host::from("127.0.0.1"), Host::Address(Ipv4Addr::LOCALHOST.into()));
        assert_eq!(Host::from("::1"), Host::Address(Ipv6Addr::LOCALHOST.into()));
    }

    #[test]
    fn other_text_is_a_name() {
        for name in ["localhost", "127.0.0.1.example", "[::1]", ""] {
            assert_eq!(Host::from(name), Host::Name(name));
        }
    }
}
