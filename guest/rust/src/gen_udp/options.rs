//! Options of `open` and `setopts`, collected in order.

use std::net::IpAddr;

use crate::option_list::option_list;
use crate::{Active, raw::gen_udp::UdpOption};

/// The option list of `gen_udp:open/2` and `inet:setopts/2`.
///
/// Of two that contradict, the later counts. What is not set has the manual's default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options(Vec<UdpOption>);

option_list! {
    UdpOption:
    /// `inet`: IPv4. Only for `open`.
    inet() => UdpOption::Inet;
    /// `inet6`: IPv6. Only for `open`.
    inet6() => UdpOption::Inet6;
    /// `{ip, _}`: the local address. Only for `open`.
    ip(address: IpAddr) => UdpOption::Ip(address.into());
    /// `{fd, _}`: a socket that the policy pre-opens, by its number. Only for `open`.
    fd(number: u32) => UdpOption::Fd(number);
    /// A socket that the policy pre-opens, by its name. Only for `open`.
    fd_name(name: &str) => UdpOption::FdName(name.to_owned());
    /// `{active, _}`: who takes what arrives; `on` unless set.
    active(active: Active) => UdpOption::Active(active);
    /// `{broadcast, _}`: may datagrams go to broadcast addresses?
    broadcast(on: bool) => UdpOption::Broadcast(on);
    /// `{reuseaddr, _}`: bind an address that another socket has, where the system allows it.
    reuseaddr(on: bool) => UdpOption::Reuseaddr(on);
    /// `{reuseport, _}`: share the address with other sockets that say so.
    reuseport(on: bool) => UdpOption::Reuseport(on);
    /// `{ipv6_v6only, _}`: IPv6 alone.
    ipv6_v6only(only: bool) => UdpOption::Ipv6V6only(only);
    /// `{sndbuf, _}`: bytes in the kernel's send buffer.
    sndbuf(bytes: u32) => UdpOption::Sndbuf(bytes);
    /// `{recbuf, _}`: bytes in the kernel's receive buffer.
    recbuf(bytes: u32) => UdpOption::Recbuf(bytes);
    /// `{buffer, _}`: the most bytes of a datagram to receive; the rest is cut off. 65,535 unless set.
    buffer(bytes: u32) => UdpOption::Buffer(bytes);
}
