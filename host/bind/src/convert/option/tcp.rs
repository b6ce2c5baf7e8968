//! The options of `gen-tcp`.

use crate::bindings::gen_tcp::{TcpOption as Theirs, TcpOptionName as Name};
use portcullis_net::tcp::{TcpOption, TcpOptionName};
use portcullis_net::{Domain, KernelOption, KernelOptionName, PreopenId};

impl From<Theirs> for TcpOption {
    fn from(option: Theirs) -> Self {
        match option {
            Theirs::Ip(ip) => Self::Ip(ip.into()),
            Theirs::Port(port) => Self::Port(port),
            Theirs::Fd(number) => Self::Preopen(PreopenId::Number(number)),
            Theirs::FdName(name) => Self::Preopen(PreopenId::Name(name)),
            Theirs::Inet => Self::Domain(Domain::Inet),
            Theirs::Inet6 => Self::Domain(Domain::Inet6),
            Theirs::Backlog(backlog) => Self::Backlog(backlog),
            Theirs::Active(active) => Self::Active(active.into()),
            Theirs::Packet(packet_type) => Self::Packet(packet_type.into()),
            Theirs::PacketSize(bytes) => Self::PacketSize(bytes),
            Theirs::SendTimeout(timeout) => Self::SendTimeout(timeout),
            Theirs::SendTimeoutClose(close) => Self::SendTimeoutClose(close),
            Theirs::ExitOnClose(exit) => Self::ExitOnClose(exit),
            Theirs::ShowEconnreset(show) => Self::ShowEconnreset(show),
            Theirs::Buffer(bytes) => Self::Buffer(bytes),
            Theirs::Nodelay(on) => Self::Kernel(KernelOption::NoDelay(on)),
            Theirs::Keepalive(on) => Self::Kernel(KernelOption::KeepAlive(on)),
            Theirs::Reuseaddr(on) => Self::Kernel(KernelOption::ReuseAddr(on)),
            Theirs::Reuseport(on) => Self::Kernel(KernelOption::ReusePort(on)),
            Theirs::Linger(linger) => Self::Kernel(KernelOption::Linger(linger.into())),
            Theirs::Ipv6V6only(on) => Self::Kernel(KernelOption::V6Only(on)),
            Theirs::Sndbuf(bytes) => Self::Kernel(KernelOption::SndBuf(bytes)),
            Theirs::Recbuf(bytes) => Self::Kernel(KernelOption::RcvBuf(bytes)),
        }
    }
}

impl From<Name> for TcpOptionName {
    fn from(name: Name) -> Self {
        match name {
            Name::Active => Self::Active,
            Name::Packet => Self::Packet,
            Name::PacketSize => Self::PacketSize,
            Name::SendTimeout => Self::SendTimeout,
            Name::SendTimeoutClose => Self::SendTimeoutClose,
            Name::ExitOnClose => Self::ExitOnClose,
            Name::ShowEconnreset => Self::ShowEconnreset,
            Name::Buffer => Self::Buffer,
            Name::Nodelay => Self::Kernel(KernelOptionName::NoDelay),
            Name::Keepalive => Self::Kernel(KernelOptionName::KeepAlive),
            Name::Reuseaddr => Self::Kernel(KernelOptionName::ReuseAddr),
            Name::Reuseport => Self::Kernel(KernelOptionName::ReusePort),
            Name::Linger => Self::Kernel(KernelOptionName::Linger),
            Name::Ipv6V6only => Self::Kernel(KernelOptionName::V6Only),
            Name::Sndbuf => Self::Kernel(KernelOptionName::SndBuf),
            Name::Recbuf => Self::Kernel(KernelOptionName::RcvBuf),
        }
    }
}

impl Theirs {
    /// An option of a live socket; `None` for one that a live socket does not have.
    pub(crate) fn of(option: TcpOption) -> Option<Self> {
        Some(match option {
            TcpOption::Active(active) => Theirs::Active(active.into()),
            TcpOption::Packet(packet_type) => Theirs::Packet(packet_type.into()),
            TcpOption::PacketSize(bytes) => Theirs::PacketSize(bytes),
            TcpOption::SendTimeout(timeout) => Theirs::SendTimeout(timeout),
            TcpOption::SendTimeoutClose(close) => Theirs::SendTimeoutClose(close),
            TcpOption::ExitOnClose(exit) => Theirs::ExitOnClose(exit),
            TcpOption::ShowEconnreset(show) => Theirs::ShowEconnreset(show),
            TcpOption::Buffer(bytes) => Theirs::Buffer(bytes),
            TcpOption::Kernel(KernelOption::NoDelay(on)) => Theirs::Nodelay(on),
            TcpOption::Kernel(KernelOption::KeepAlive(on)) => Theirs::Keepalive(on),
            TcpOption::Kernel(KernelOption::ReuseAddr(on)) => Theirs::Reuseaddr(on),
            TcpOption::Kernel(KernelOption::ReusePort(on)) => Theirs::Reuseport(on),
            TcpOption::Kernel(KernelOption::Linger(linger)) => Theirs::Linger(linger.into()),
            TcpOption::Kernel(KernelOption::V6Only(on)) => Theirs::Ipv6V6only(on),
            TcpOption::Kernel(KernelOption::SndBuf(bytes)) => Theirs::Sndbuf(bytes),
            TcpOption::Kernel(KernelOption::RcvBuf(bytes)) => Theirs::Recbuf(bytes),
            TcpOption::Kernel(KernelOption::Broadcast(_))
            | TcpOption::Ip(_)
            | TcpOption::Port(_)
            | TcpOption::Preopen(_)
            | TcpOption::Domain(_)
            | TcpOption::Backlog(_) => return None,
        })
    }
}
