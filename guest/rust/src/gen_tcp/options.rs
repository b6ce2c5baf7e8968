//! Options of `listen`, `connect` and `setopts`, collected in order.

use std::net::IpAddr;

use crate::option_list::option_list;
use crate::{Active, Linger, PacketType, Timeout, raw::gen_tcp::TcpOption};

/// The option list of `gen_tcp:listen/2`, `gen_tcp:connect/3` and `inet:setopts/2`.
///
/// Of two that contradict, the later counts. What is not set has the manual's default: active, raw, a backlog of 5. A
/// connection inherits the options of its listener.
///
/// ```
/// use portcullis_guest::{Active, PacketType, gen_tcp::Options};
///
/// let options = Options::new().active(Active::Off).packet(PacketType::Four).nodelay(true);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options(Vec<TcpOption>);

impl Options {
    /// `{send_timeout, _}`: how long a send may wait; `infinity` unless set.
    pub fn send_timeout(self, timeout: impl Into<Timeout>) -> Self {
        self.with(TcpOption::SendTimeout(timeout.into().as_millis()))
    }

    /// `{linger, {OnOff, Seconds}}`: what close does with data not yet sent; 0 seconds reset the connection.
    pub fn linger(self, onoff: bool, seconds: u16) -> Self {
        self.with(TcpOption::Linger(Linger { onoff, linger: seconds }))
    }
}

option_list! {
    TcpOption:
    /// `inet`: IPv4. Only for `listen` and `connect`.
    inet() => TcpOption::Inet;
    /// `inet6`: IPv6. Only for `listen` and `connect`.
    inet6() => TcpOption::Inet6;
    /// `{ip, _}`: the local address. Only for `listen` and `connect`.
    ip(address: IpAddr) => TcpOption::Ip(address.into());
    /// `{port, _}`: the local port. Only for `connect`.
    port(port: u16) => TcpOption::Port(port);
    /// `{fd, _}`: a listener that the policy pre-opens, by its number. Only for `listen`.
    fd(number: u32) => TcpOption::Fd(number);
    /// A listener that the policy pre-opens, by its name. Only for `listen`.
    fd_name(name: &str) => TcpOption::FdName(name.to_owned());
    /// `{backlog, _}`: how many connections may wait to be accepted; 5 unless set. Only for `listen`.
    backlog(connections: u32) => TcpOption::Backlog(connections);
    /// `{active, _}`: who takes what arrives; `on` unless set.
    active(active: Active) => TcpOption::Active(active);
    /// `{packet, _}`: where a packet begins and ends; `raw` unless set.
    packet(packet: PacketType) => TcpOption::Packet(packet);
    /// `{packet_size, _}`: the largest packet to receive, in bytes; 0, unless set, is what the guest's limit allows.
    packet_size(bytes: u32) => TcpOption::PacketSize(bytes);
    /// `{send_timeout_close, _}`: close the connection when a send times out; false unless set.
    send_timeout_close(close: bool) => TcpOption::SendTimeoutClose(close);
    /// `{exit_on_close, _}`: close the connection when the peer has shut down its writing end; true unless set.
    exit_on_close(close: bool) => TcpOption::ExitOnClose(close);
    /// `{show_econnreset, _}`: report a reset as `econnreset` and not as `closed`; false unless set.
    show_econnreset(show: bool) => TcpOption::ShowEconnreset(show);
    /// `{nodelay, _}`: send small packets at once.
    nodelay(on: bool) => TcpOption::Nodelay(on);
    /// `{keepalive, _}`: probe a silent peer.
    keepalive(on: bool) => TcpOption::Keepalive(on);
    /// `{reuseaddr, _}`: bind an address that an ended connection still has.
    reuseaddr(on: bool) => TcpOption::Reuseaddr(on);
    /// `{reuseport, _}`: share the address with other sockets that say so.
    reuseport(on: bool) => TcpOption::Reuseport(on);
    /// `{ipv6_v6only, _}`: accept IPv6 alone. Unless set, a listener on `::` takes IPv4 too if the policy permits it.
    ipv6_v6only(only: bool) => TcpOption::Ipv6V6only(only);
    /// `{sndbuf, _}`: bytes in the kernel's send buffer.
    sndbuf(bytes: u32) => TcpOption::Sndbuf(bytes);
    /// `{recbuf, _}`: bytes in the kernel's receive buffer.
    recbuf(bytes: u32) => TcpOption::Recbuf(bytes);
    /// `{buffer, _}`: the most bytes that one receive takes from the kernel, and the longest line; 64 KiB unless set.
    buffer(bytes: u32) => TcpOption::Buffer(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_keep_their_order() {
        let options = Options::new()
            .nodelay(true)
            .send_timeout(Timeout::INFINITY)
            .nodelay(false);
        let expected = [
            TcpOption::Nodelay(true),
            TcpOption::SendTimeout(None),
            TcpOption::Nodelay(false),
        ];
        assert_eq!(options, expected.into_iter().collect());
    }
}
