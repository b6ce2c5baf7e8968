//! Targets: a host, by name or by address, and a port.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6},
};

use crate::{Domain, Host, Reason, inet};

/// A host and a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Target<'a> {
    /// The host. A name is not resolved.
    pub host: Host<'a>,
    /// The port; 0 lets the system choose, where that makes sense.
    pub port: u16,
}

impl Target<'_> {
    /// The address to bind to; a name is looked up, its IPv4 address first.
    pub(super) fn local(&self) -> io::Result<SocketAddr> {
        let address = match self.host {
            Host::Address(address) => address,
            Host::Name(name) => match inet::getaddr(name, Domain::Inet) {
                Err(Reason::Nxdomain) => inet::getaddr(name, Domain::Inet6)?,
                result => result?,
            },
        };
        Ok((address, self.port).into())
    }
}

/// What can be connected to, sent to or bound: `std::net::ToSocketAddrs`, but names stay names.
///
/// `"example.com:80"`, `"192.0.2.1:80"`, `"[::1]:80"`, `("example.com", 80)`, an `IpAddr` and a port, a `SocketAddr`;
/// text borrowed or owned. The flow of an IPv6 address is not kept.
pub trait ToTarget {
    /// The host and the port.
    ///
    /// # Errors
    ///
    /// `InvalidInput`: text has no port, a port past 65,535 or no host, an IPv6 address has no brackets, or a
    /// `SocketAddr` has a scope, which only [`Socket`](crate::socket::Socket) can use.
    fn to_target(&self) -> io::Result<Target<'_>>;
}

impl ToTarget for str {
    fn to_target(&self) -> io::Result<Target<'_>> {
        if let Ok(address) = self.parse::<SocketAddr>() {
            return target_of(address);
        }
        let (name, port) = self
            .rsplit_once(':')
            .ok_or_else(|| invalid("a target needs a port, as in host:80"))?;
        if name.is_empty() || name.contains([':', '[', ']']) {
            return Err(invalid("a target is host:port or [address]:port"));
        }
        // `parse` would take a sign.
        let digits = port.bytes().all(|byte| byte.is_ascii_digit());
        let port = port.parse().ok().filter(|_| digits);
        let port = port.ok_or_else(|| invalid("a port is a number from 0 to 65535"))?;
        Ok(Target {
            host: Host::Name(name),
            port,
        })
    }
}

impl ToTarget for SocketAddr {
    fn to_target(&self) -> io::Result<Target<'_>> {
        target_of(*self)
    }
}

fn target_of(address: SocketAddr) -> io::Result<Target<'static>> {
    if matches!(address, SocketAddr::V6(address) if address.scope_id() != 0) {
        return Err(invalid("a target has no scope"));
    }
    Ok(Target {
        host: address.ip().into(),
        port: address.port(),
    })
}

fn invalid(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why)
}

impl ToTarget for (&str, u16) {
    fn to_target(&self) -> io::Result<Target<'_>> {
        Ok(Target {
            host: self.0.into(),
            port: self.1,
        })
    }
}

impl<T: ToTarget + ?Sized> ToTarget for &T {
    fn to_target(&self) -> io::Result<Target<'_>> {
        (**self).to_target()
    }
}

macro_rules! targets {
    ($($type:ty: $it:ident => $target:expr;)*) => {
        $(impl ToTarget for $type {
            fn to_target(&self) -> io::Result<Target<'_>> {
                let $it = self;
                $target
            }
        })*
    };
}

targets! {
    String: text => text.as_str().to_target();
    (String, u16): pair => Ok(Target { host: (&pair.0).into(), port: pair.1 });
    (IpAddr, u16): pair => Ok(Target { host: pair.0.into(), port: pair.1 });
    (Ipv4Addr, u16): pair => Ok(Target { host: pair.0.into(), port: pair.1 });
    (Ipv6Addr, u16): pair => Ok(Target { host: pair.0.into(), port: pair.1 });
    SocketAddrV4: address => target_of((*address).into());
    SocketAddrV6: address => target_of((*address).into());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_target<'a>(target: &'a (impl ToTarget + ?Sized), host: impl Into<Host<'a>>, port: u16) {
        let host = host.into();
        assert_eq!(target.to_target().unwrap(), Target { host, port });
    }

    #[test]
    fn text_is_a_host_and_a_port() {
        assert_target("example.com:80", Host::Name("example.com"), 80);
        assert_target("192.0.2.1:0", Ipv4Addr::new(192, 0, 2, 1), 0);
        assert_target("[::1]:65535", Ipv6Addr::LOCALHOST, 65_535);
        assert_target(&"localhost:7".to_owned(), "localhost", 7);
    }

    #[test]
    fn text_that_is_none_is_refused() {
        for text in [
            "",
            "host",
            "host:",
            ":80",
            "host:65536",
            "host:+80",
            "host:-1",
            "::1:80",
            "[::1]",
            "[host]:80",
            "[::1%2]:80",
        ] {
            assert_eq!(
                text.to_target().unwrap_err().kind(),
                io::ErrorKind::InvalidInput,
                "{text}"
            );
        }
    }

    #[test]
    fn a_pair_is_a_target() {
        assert_target(&("example.com", 80), Host::Name("example.com"), 80);
        assert_target(&("::1", 80), Ipv6Addr::LOCALHOST, 80);
        assert_target(&(Ipv4Addr::LOCALHOST, 80), Ipv4Addr::LOCALHOST, 80);
        assert_target(&(IpAddr::from(Ipv6Addr::LOCALHOST), 80), Ipv6Addr::LOCALHOST, 80);
    }

    #[test]
    fn an_address_with_a_scope_is_refused() {
        let address = SocketAddrV6::new(Ipv6Addr::LOCALHOST, 80, 0, 2);
        assert_eq!(address.to_target().unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }
}
