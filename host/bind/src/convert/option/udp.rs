//! The options of `gen-udp`.

use crate::bindings::gen_udp::{UdpOption as Theirs, UdpOptionName as Name};
use portcullis_net::udp::{UdpOption, UdpOptionName};
use portcullis_net::{Domain, KernelOption, KernelOptionName, PreopenId};

impl From<Theirs> for UdpOption {
    fn from(option: Theirs) -> Self {
        match option {
            Theirs::Ip(ip) => Self::Ip(ip.into()),
            Theirs::Fd(number) => Self::Preopen(PreopenId::Number(number)),
            Theirs::FdName(name) => Self::Preopen(PreopenId::Name(name)),
            Theirs::Inet => Self::Domain(Domain::Inet),
            Theirs::Inet6 => Self::Domain(Domain::Inet6),
            Theirs::Active(active) => Self::Active(active.into()),
            Theirs::Buffer(bytes) => Self::Buffer(bytes),
            Theirs::Broadcast(on) => Self::Kernel(KernelOption::Broadcast(on)),
            Theirs::Reuseaddr(on) => Self::Kernel(KernelOption::ReuseAddr(on)),
            Theirs::Reuseport(on) => Self::Kernel(KernelOption::ReusePort(on)),
            Theirs::Ipv6V6only(on) => Self::Kernel(KernelOption::V6Only(on)),
            Theirs::Sndbuf(bytes) => Self::Kernel(KernelOption::SndBuf(bytes)),
            Theirs::Recbuf(bytes) => Self::Kernel(KernelOption::RcvBuf(bytes)),
        }
    }
}

impl From<Name> for UdpOptionName {
    fn from(name: Name) -> Self {
        match name {
            Name::Active => Self::Active,
            Name::Buffer => Self::Buffer,
            Name::Broadcast => Self::Kernel(KernelOptionName::Broadcast),
            Name::Reuseaddr => Self::Kernel(KernelOptionName::ReuseAddr),
            Name::Reuseport => Self::Kernel(KernelOptionName::ReusePort),
            Name::Ipv6V6only => Self::Kernel(KernelOptionName::V6Only),
            Name::Sndbuf => Self::Kernel(KernelOptionName::SndBuf),
            Name::Recbuf => Self::Kernel(KernelOptionName::RcvBuf),
        }
    }
}

impl Theirs {
    /// An option of a live socket; `None` for one that a live socket does not have.
    pub(crate) fn of(option: UdpOption) -> Option<Self> {
        Some(match option {
            UdpOption::Active(active) => Theirs::Active(active.into()),
            UdpOption::Buffer(bytes) => Theirs::Buffer(bytes),
            UdpOption::Kernel(KernelOption::Broadcast(on)) => Theirs::Broadcast(on),
            UdpOption::Kernel(KernelOption::ReuseAddr(on)) => Theirs::Reuseaddr(on),
            UdpOption::Kernel(KernelOption::ReusePort(on)) => Theirs::Reuseport(on),
            UdpOption::Kernel(KernelOption::V6Only(on)) => Theirs::Ipv6V6only(on),
            UdpOption::Kernel(KernelOption::SndBuf(bytes)) => Theirs::Sndbuf(bytes),
            UdpOption::Kernel(KernelOption::RcvBuf(bytes)) => Theirs::Recbuf(bytes),
            UdpOption::Kernel(KernelOption::KeepAlive(_) | KernelOption::Linger(_) | KernelOption::NoDelay(_))
            | UdpOption::Ip(_)
            | UdpOption::Preopen(_)
            | UdpOption::Domain(_) => return None,
        })
    }
}
