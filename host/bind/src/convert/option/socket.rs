//! The options of `socket`.

use crate::bindings::socket::{OptionName, Protocol, SocketOption as Theirs, SocketType};
use portcullis_net::{KernelOption, KernelOptionName, SocketOption, SocketOptionName};
use portcullis_policy::Transport;

impl From<SocketType> for Transport {
    fn from(kind: SocketType) -> Self {
        match kind {
            SocketType::Stream => Self::Tcp,
            SocketType::Dgram => Self::Udp,
        }
    }
}

impl From<Theirs> for SocketOption {
    fn from(option: Theirs) -> Self {
        match option {
            Theirs::Domain(domain) => Self::Domain(domain.into()),
            Theirs::SocketType(kind) => Self::Transport(kind.into()),
            // It is read only, so which one it is does not matter.
            Theirs::Protocol(_) => Self::Transport(Transport::Tcp),
            Theirs::Acceptconn(on) => Self::AcceptConn(on),
            Theirs::Recvbuf(bytes) => Self::ReceiveSize(bytes),
            Theirs::Reuseaddr(on) => Self::Kernel(KernelOption::ReuseAddr(on)),
            Theirs::Reuseport(on) => Self::Kernel(KernelOption::ReusePort(on)),
            Theirs::Keepalive(on) => Self::Kernel(KernelOption::KeepAlive(on)),
            Theirs::Broadcast(on) => Self::Kernel(KernelOption::Broadcast(on)),
            Theirs::Linger(linger) => Self::Kernel(KernelOption::Linger(linger.into())),
            Theirs::Rcvbuf(bytes) => Self::Kernel(KernelOption::RcvBuf(bytes)),
            Theirs::Sndbuf(bytes) => Self::Kernel(KernelOption::SndBuf(bytes)),
            Theirs::Nodelay(on) => Self::Kernel(KernelOption::NoDelay(on)),
            Theirs::V6only(on) => Self::Kernel(KernelOption::V6Only(on)),
        }
    }
}

pub(crate) fn option_name(name: OptionName) -> SocketOptionName {
    match name {
        OptionName::Domain => SocketOptionName::Domain,
        OptionName::SocketType | OptionName::Protocol => SocketOptionName::Transport,
        OptionName::Acceptconn => SocketOptionName::AcceptConn,
        OptionName::Recvbuf => SocketOptionName::ReceiveSize,
        OptionName::Reuseaddr => SocketOptionName::Kernel(KernelOptionName::ReuseAddr),
        OptionName::Reuseport => SocketOptionName::Kernel(KernelOptionName::ReusePort),
        OptionName::Keepalive => SocketOptionName::Kernel(KernelOptionName::KeepAlive),
        OptionName::Broadcast => SocketOptionName::Kernel(KernelOptionName::Broadcast),
        OptionName::Linger => SocketOptionName::Kernel(KernelOptionName::Linger),
        OptionName::Rcvbuf => SocketOptionName::Kernel(KernelOptionName::RcvBuf),
        OptionName::Sndbuf => SocketOptionName::Kernel(KernelOptionName::SndBuf),
        OptionName::Nodelay => SocketOptionName::Kernel(KernelOptionName::NoDelay),
        OptionName::V6only => SocketOptionName::Kernel(KernelOptionName::V6Only),
    }
}

/// The option as the guest asked for it: type and protocol are one thing here, and two there.
pub(crate) fn option_to_guest(name: OptionName, option: SocketOption) -> Theirs {
    match option {
        SocketOption::Domain(domain) => Theirs::Domain(domain.into()),
        SocketOption::Transport(transport) if name == OptionName::Protocol => Theirs::Protocol(match transport {
            Transport::Tcp => Protocol::Tcp,
            Transport::Udp => Protocol::Udp,
        }),
        SocketOption::Transport(transport) => Theirs::SocketType(match transport {
            Transport::Tcp => SocketType::Stream,
            Transport::Udp => SocketType::Dgram,
        }),
        SocketOption::AcceptConn(on) => Theirs::Acceptconn(on),
        SocketOption::ReceiveSize(bytes) => Theirs::Recvbuf(bytes),
        SocketOption::Kernel(KernelOption::ReuseAddr(on)) => Theirs::Reuseaddr(on),
        SocketOption::Kernel(KernelOption::ReusePort(on)) => Theirs::Reuseport(on),
        SocketOption::Kernel(KernelOption::KeepAlive(on)) => Theirs::Keepalive(on),
        SocketOption::Kernel(KernelOption::Broadcast(on)) => Theirs::Broadcast(on),
        SocketOption::Kernel(KernelOption::Linger(linger)) => Theirs::Linger(linger.into()),
        SocketOption::Kernel(KernelOption::RcvBuf(bytes)) => Theirs::Rcvbuf(bytes),
        SocketOption::Kernel(KernelOption::SndBuf(bytes)) => Theirs::Sndbuf(bytes),
        SocketOption::Kernel(KernelOption::NoDelay(on)) => Theirs::Nodelay(on),
        SocketOption::Kernel(KernelOption::V6Only(on)) => Theirs::V6only(on),
    }
}
