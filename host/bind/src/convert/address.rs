//! Addresses and hosts.

use crate::bindings::types;
use portcullis_net::{Domain, Host};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

impl From<types::Domain> for Domain {
    fn from(domain: types::Domain) -> Self {
        match domain {
            types::Domain::Inet => Self::Inet,
            types::Domain::Inet6 => Self::Inet6,
        }
    }
}

impl From<Domain> for types::Domain {
    fn from(domain: Domain) -> Self {
        match domain {
            Domain::Inet => Self::Inet,
            Domain::Inet6 => Self::Inet6,
        }
    }
}

impl From<types::IpAddress> for IpAddr {
    fn from(address: types::IpAddress) -> Self {
        match address {
            types::IpAddress::Ipv4(v4) => ipv4(v4).into(),
            types::IpAddress::Ipv6(v6) => ipv6(v6).into(),
        }
    }
}

impl From<IpAddr> for types::IpAddress {
    fn from(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(v4) => Self::Ipv4(v4.octets().into()),
            IpAddr::V6(v6) => Self::Ipv6(v6.segments().into()),
        }
    }
}

impl From<types::Sockaddr> for SocketAddr {
    fn from(address: types::Sockaddr) -> Self {
        match address {
            types::Sockaddr::Inet(to) => SocketAddrV4::new(ipv4(to.addr), to.port).into(),
            types::Sockaddr::Inet6(to) => SocketAddrV6::new(ipv6(to.addr), to.port, to.flowinfo, to.scope_id).into(),
        }
    }
}

impl From<SocketAddr> for types::Sockaddr {
    fn from(address: SocketAddr) -> Self {
        match address {
            SocketAddr::V4(v4) => Self::Inet(types::SockaddrIn {
                addr: v4.ip().octets().into(),
                port: v4.port(),
            }),
            SocketAddr::V6(v6) => Self::Inet6(types::SockaddrIn6 {
                addr: v6.ip().segments().into(),
                port: v6.port(),
                flowinfo: v6.flowinfo(),
                scope_id: v6.scope_id(),
            }),
        }
    }
}

impl From<types::Destination> for Host {
    fn from(host: types::Destination) -> Self {
        match host {
            types::Destination::Name(name) => Self::Name(name),
            types::Destination::Address(address) => Self::Address(address.into()),
        }
    }
}

fn ipv4(address: types::Ipv4Address) -> Ipv4Addr {
    <[u8; 4]>::from(address).into()
}

fn ipv6(address: types::Ipv6Address) -> Ipv6Addr {
    <[u16; 8]>::from(address).into()
}
