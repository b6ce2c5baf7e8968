//! Address: the one form in which every address is judged, and which addresses no mere name reaches.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The address, an IPv4-mapped one as the IPv4 address that it is. Scope and flow of an IPv6 address stay.
pub(crate) fn canonical(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        // ::ffff:127.0.0.1 is 127.0.0.1: a mapped address opens no side door.
        IpAddr::V6(ip) if ip.to_ipv4_mapped().is_some() => SocketAddr::new(ip.to_canonical(), address.port()),
        _ => address,
    }
}

/// The address to which bytes for `address` really go.
pub(crate) fn destination(address: SocketAddr) -> SocketAddr {
    let mut address = canonical(address);
    // connect(2) to 0.0.0.0 or :: reaches the loopback on Linux (ip_route_output_key, ip6_datagram_connect).
    match address.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

/// What is special about an address that no name rule reaches by itself; `None` for all others.
///
/// Who owns a name decides what it resolves to (DNS rebinding): without this a grant of `example.com` would be a
/// grant of whatever listens on the host's own loopback, and of the cloud's metadata service at 169.254.169.254.
pub(crate) fn special(ip: IpAddr) -> Option<&'static str> {
    let kind = match ip {
        IpAddr::V4(ip) if ip.is_loopback() => "loopback",
        IpAddr::V4(ip) if ip.is_link_local() => "link-local",
        IpAddr::V4(ip) if ip.octets()[0] == 0 => "unspecified",
        IpAddr::V4(ip) if ip.is_multicast() => "multicast",
        IpAddr::V4(ip) if ip.is_broadcast() => "broadcast",
        IpAddr::V6(ip) if ip.is_loopback() => "loopback",
        IpAddr::V6(ip) if ip.is_unicast_link_local() => "link-local",
        IpAddr::V6(ip) if ip.is_unspecified() => "unspecified",
        IpAddr::V6(ip) if ip.is_multicast() => "multicast",
        _ => return None,
    };
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_mapped_address_is_the_ipv4_address() {
        assert_eq!(canonical(at("[::ffff:10.0.0.1]:80")), at("10.0.0.1:80"));
        assert_eq!(destination(at("[::ffff:0.0.0.0]:80")), at("127.0.0.1:80"));
    }

    #[test]
    fn the_unspecified_address_as_a_destination_is_the_loopback() {
        assert_eq!(destination(at("0.0.0.0:80")), at("127.0.0.1:80"));
        assert_eq!(destination(at("[::]:80")), at("[::1]:80"));
        assert_eq!(canonical(at("0.0.0.0:80")), at("0.0.0.0:80"));
    }

    #[test]
    fn scope_and_flow_stay() {
        let SocketAddr::V6(mut scoped) = at("[fe80::1]:80") else {
            unreachable!()
        };
        scoped.set_scope_id(3);
        scoped.set_flowinfo(7);
        assert_eq!(destination(scoped.into()), SocketAddr::V6(scoped));
    }

    #[test]
    fn the_addresses_that_rebinding_aims_at_are_special() {
        let special = |text: &str| special(text.parse().unwrap());
        assert_eq!(special("127.9.9.9"), Some("loopback"));
        assert_eq!(special("169.254.169.254"), Some("link-local"));
        assert_eq!(special("255.255.255.255"), Some("broadcast"));
        assert_eq!(special("ff02::1"), Some("multicast"));
        assert_eq!(special("fe80::1"), Some("link-local"));
        assert_eq!(special("::"), Some("unspecified"));
        assert_eq!(special("10.0.0.1"), None);
        assert_eq!(special("2001:db8::1"), None);
    }
}
