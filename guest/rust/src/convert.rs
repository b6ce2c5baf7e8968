//! Addresses of the contract and of `std::net`, each made of the other at the edge.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use crate::raw::types::{IpAddress, Ipv4Address, Ipv6Address, Sockaddr, SockaddrIn, SockaddrIn6};

impl From<IpAddr> for IpAddress {
    fn from(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::Ipv4(bytes(address)),
            IpAddr::V6(address) => Self::Ipv6(groups(address)),
        }
    }
}

impl From<IpAddress> for IpAddr {
    fn from(address: IpAddress) -> Self {
        match address {
            IpAddress::Ipv4(bytes) => Self::V4(ipv4(bytes)),
            IpAddress::Ipv6(groups) => Self::V6(ipv6(groups)),
        }
    }
}

impl From<SocketAddr> for Sockaddr {
    fn from(address: SocketAddr) -> Self {
        match address {
            SocketAddr::V4(address) => Self::Inet(SockaddrIn {
                addr: bytes(*address.ip()),
                port: address.port(),
            }),
            SocketAddr::V6(address) => Self::Inet6(SockaddrIn6 {
                addr: groups(*address.ip()),
                port: address.port(),
                flowinfo: address.flowinfo(),
                scope_id: address.scope_id(),
            }),
        }
    }
}

impl From<Sockaddr> for SocketAddr {
    fn from(address: Sockaddr) -> Self {
        match address {
            Sockaddr::Inet(SockaddrIn { addr, port }) => Self::V4(SocketAddrV4::new(ipv4(addr), port)),
            Sockaddr::Inet6(SockaddrIn6 {
                addr,
                port,
                flowinfo,
                scope_id,
            }) => Self::V6(SocketAddrV6::new(ipv6(addr), port, flowinfo, scope_id)),
        }
    }
}

fn bytes(address: Ipv4Addr) -> Ipv4Address {
    address.octets().into()
}

fn ipv4((a, b, c, d): Ipv4Address) -> Ipv4Addr {
    Ipv4Addr::new(a, b, c, d)
}

fn groups(address: Ipv6Addr) -> Ipv6Address {
    address.segments().into()
}

fn ipv6((a, b, c, d, e, f, g, h): Ipv6Address) -> Ipv6Addr {
    Ipv6Addr::new(a, b, c, d, e, f, g, h)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_both_ways() {
        for text in ["192.0.2.1:80", "[2001:db8::1:2]:65535", "[::ffff:192.0.2.1]:0"] {
            let address: SocketAddr = text.parse().unwrap();
            assert_eq!(SocketAddr::from(Sockaddr::from(address)), address);
            assert_eq!(IpAddr::from(IpAddress::from(address.ip())), address.ip());
        }
    }

    #[test]
    fn flow_and_scope_survive_both_ways() {
        let address = SocketAddr::V6(SocketAddrV6::new(Ipv6Addr::LOCALHOST, 1, 2, 3));
        assert_eq!(SocketAddr::from(Sockaddr::from(address)), address);
    }

    #[test]
    fn the_parts_of_an_address_keep_their_order() {
        let address = IpAddress::from(IpAddr::from([10, 0, 0, 1]));
        assert!(matches!(address, IpAddress::Ipv4((10, 0, 0, 1))));
        let address = IpAddress::from(IpAddr::from([1, 2, 3, 4, 5, 6, 7, 8]));
        assert!(matches!(address, IpAddress::Ipv6((1, 2, 3, 4, 5, 6, 7, 8))));
    }
}
