//! Host: which hosts a rule is about.

use crate::name::{HostName, NameError};
use crate::notation::{Fault, Part, quote};
use ipnet::IpNet;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The hosts of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Host {
    /// Every address and every name: `*`.
    Any,
    /// The addresses of a network, which may be a single one: `10.0.0.0/8`, `[2001:db8::]/32`, `10.0.0.5`.
    Net(IpNet),
    /// This name, and the addresses that it resolves to: `example.com`.
    Name(HostName),
    /// The names below this one, at any depth and without itself: `*.example.com`.
    Under(HostName),
}

impl Host {
    /// # Errors
    /// A text that is none of the four.
    pub(crate) fn parse(part: Part<'_>) -> Result<Self, Fault> {
        if part.text == "*" {
            return Ok(Self::Any);
        }
        if part.text.starts_with('[') {
            return bracketed(part);
        }
        if let Some(domain) = part.text.strip_prefix("*.") {
            let name = HostName::parse(domain).map_err(|error| not_a_name(part.after(2), error))?;
            return Ok(Self::Under(name));
        }
        if let Some((address, prefix)) = part.split_once("/") {
            let Ok(ip) = address.text.parse::<Ipv4Addr>() else {
                let from_slash = part.after(address.text.len());
                return Err(from_slash
                    .fault("only an IPv4 address, or an IPv6 address in brackets, has a prefix length")
                    .help(format!(
                        "leave it out, or write an address before it, like `10.0.0.0{}`",
                        from_slash.text
                    )));
            };
            return network(part, ip.into(), prefix);
        }
        if let Ok(ip) = part.text.parse::<Ipv4Addr>() {
            return Ok(IpAddr::from(ip).into());
        }
        HostName::parse(part.text)
            .map(Self::Name)
            .map_err(|error| not_a_name(part, error))
    }
}

/// `[ADDRESS]`, `[ADDRESS]/LENGTH` and `[ADDRESS/LENGTH]`.
fn bracketed(part: Part<'_>) -> Result<Host, Fault> {
    let Some((inside, outside)) = part.after(1).split_once("]") else {
        return Err(part.fault("the bracket is not closed"));
    };
    let (address, prefix) = match (inside.split_once("/"), outside.text.strip_prefix('/')) {
        (Some((address, prefix)), None) if outside.text.is_empty() => (address, Some(prefix)),
        (None, Some(_)) => (inside, Some(outside.after(1))),
        (None, None) if outside.text.is_empty() => (inside, None),
        _ => {
            return Err(outside
                .fault("this does not belong after an address")
                .help("write `[2001:db8::]/32`"));
        }
    };
    let Ok(ip) = address.text.parse::<Ipv6Addr>() else {
        let fault = address.fault(format!("{} is not an IPv6 address", quote(address.text)));
        return Err(if address.text.contains('%') {
            fault.help("a rule names no zone: leave out `%` and what follows")
        } else {
            fault.help("an IPv4 address or a name is written without brackets")
        });
    };
    match prefix {
        Some(prefix) => network(part, ip.into(), prefix),
        None => Ok(IpAddr::from(ip).into()),
    }
}

fn network(part: Part<'_>, ip: IpAddr, prefix: Part<'_>) -> Result<Host, Fault> {
    let longest = if ip.is_ipv4() { 32 } else { 128 };
    let digits = !prefix.text.is_empty() && prefix.text.bytes().all(|byte| byte.is_ascii_digit());
    let length = prefix
        .text
        .parse::<u8>()
        .ok()
        .filter(|length| digits && *length <= longest);
    let Some(net) = length.and_then(|length| IpNet::new(ip, length).ok()) else {
        return Err(prefix
            .fault(format!("{} is not a prefix length", quote(prefix.text)))
            .help(format!("it is a number from 0 to {longest}")));
    };
    if net.trunc() != net {
        return Err(part
            .fault("the address has bits set that its prefix length does not cover")
            .help(format!(
                "write `{}` for the network, or leave out the prefix length",
                Host::Net(net.trunc())
            )));
    }
    Ok(net.into())
}

fn not_a_name(part: Part<'_>, error: NameError) -> Fault {
    let text = part.text;
    if text.is_empty() {
        return part
            .fault("the host is missing")
            .help("write an address, a name, or `*` for every host");
    }
    let fault = part.fault(format!("{} is not a host", quote(text)));
    match text.strip_prefix('*') {
        Some(domain) if HostName::parse(domain).is_ok() => fault.help(format!("write `*.{domain}`")),
        _ if text.contains('*') => fault.help("`*` stands alone or for the first label: `*.example.com`"),
        _ => fault.help(error.to_string()),
    }
}

impl From<IpAddr> for Host {
    fn from(ip: IpAddr) -> Self {
        Self::Net(IpNet::from(ip.to_canonical()))
    }
}

impl From<IpNet> for Host {
    /// The network, a part of `::ffff:0:0/96` as the IPv4 network that it is; bits beyond its length are cut.
    fn from(net: IpNet) -> Self {
        let net = net.trunc();
        match net.addr().to_canonical() {
            IpAddr::V4(ip) if net.prefix_len() >= 96 => Self::Net(IpNet::new_assert(ip.into(), net.prefix_len() - 96)),
            _ => Self::Net(net),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::Net(net) => {
                match net.addr() {
                    IpAddr::V4(ip) => write!(f, "{ip}")?,
                    IpAddr::V6(ip) => write!(f, "[{ip}]")?,
                }
                if net.prefix_len() < net.max_prefix_len() {
                    write!(f, "/{}", net.prefix_len())
                } else {
                    Ok(())
                }
            }
            Self::Name(name) => write!(f, "{name}"),
            Self::Under(name) => write!(f, "*.{name}"),
        }
    }
}
