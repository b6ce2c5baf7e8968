//! Addresses to bind a socket to.

use std::net::SocketAddr;

use crate::raw::socket::BindAddress;

/// Where [`Socket::bind`](super::Socket::bind) puts a socket; a [`SocketAddr`] becomes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BindTo {
    /// `any`: every interface, a port that the system chooses.
    Any,
    /// `loopback`: the loopback interface, a port that the system chooses.
    Loopback,
    /// `sockaddr()`: this address and port; port 0 lets the system choose one.
    Address(SocketAddr),
}

impl From<SocketAddr> for BindTo {
    fn from(address: SocketAddr) -> Self {
        Self::Address(address)
    }
}

impl From<BindTo> for BindAddress {
    fn from(address: BindTo) -> Self {
        match address {
            BindTo::Any => Self::Any,
            BindTo::Loopback => Self::Loopback,
            BindTo::Address(address) => Self::Address(address.into()),
        }
    }
}
