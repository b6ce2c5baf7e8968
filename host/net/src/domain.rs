//! Domain: the address family, and what `any` and `loopback` mean in it.

use rustix::net::AddressFamily;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// An address family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// IPv4.
    Inet,
    /// IPv6.
    Inet6,
}

impl Domain {
    /// The family of an address.
    pub fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(_) => Self::Inet,
            IpAddr::V6(_) => Self::Inet6,
        }
    }

    /// Every interface.
    pub fn any(self) -> IpAddr {
        match self {
            Self::Inet => Ipv4Addr::UNSPECIFIED.into(),
            Self::Inet6 => Ipv6Addr::UNSPECIFIED.into(),
        }
    }

    /// The loopback interface.
    pub fn loopback(self) -> IpAddr {
        match self {
            Self::Inet => Ipv4Addr::LOCALHOST.into(),
            Self::Inet6 => Ipv6Addr::LOCALHOST.into(),
        }
    }

    /// The address as a socket of this family writes it, if it can: IPv4 within IPv6 is mapped.
    pub(crate) fn express(self, address: SocketAddr) -> Option<SocketAddr> {
        match (self, address) {
            (Self::Inet, SocketAddr::V4(_)) | (Self::Inet6, SocketAddr::V6(_)) => Some(address),
            (Self::Inet6, SocketAddr::V4(v4)) => Some((v4.ip().to_ipv6_mapped(), v4.port()).into()),
            (Self::Inet, SocketAddr::V6(_)) => None,
        }
    }

    pub(crate) fn family(self) -> AddressFamily {
        match self {
            Self::Inet => AddressFamily::INET,
            Self::Inet6 => AddressFamily::INET6,
        }
    }
}
