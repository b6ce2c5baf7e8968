//! Socket options: what POSIX names, typed, on any descriptor.

use rustix::fd::AsFd;
use rustix::io::Errno;
use rustix::net::sockopt;
use std::time::Duration;

/// `{linger, {OnOff, Seconds}}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linger {
    /// Does close wait, or reset?
    pub onoff: bool,
    /// Seconds; 0 resets the connection.
    pub seconds: u16,
}

/// An option of the kernel's, and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KernelOption {
    /// `SO_REUSEADDR`.
    ReuseAddr(bool),
    /// `SO_REUSEPORT`.
    ReusePort(bool),
    /// `SO_KEEPALIVE`.
    KeepAlive(bool),
    /// `SO_BROADCAST`.
    Broadcast(bool),
    /// `SO_LINGER`.
    Linger(Linger),
    /// `SO_RCVBUF`, bytes. The kernel caps what is set, and doubles it for its own use.
    RcvBuf(u32),
    /// `SO_SNDBUF`, bytes. The kernel caps what is set, and doubles it for its own use.
    SndBuf(u32),
    /// `TCP_NODELAY`.
    NoDelay(bool),
    /// `IPV6_V6ONLY`.
    V6Only(bool),
}

/// The name of a [`KernelOption`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the name of the option of the same name")]
pub enum KernelOptionName {
    ReuseAddr,
    ReusePort,
    KeepAlive,
    Broadcast,
    Linger,
    RcvBuf,
    SndBuf,
    NoDelay,
    V6Only,
}

pub(crate) fn set(fd: impl AsFd, option: KernelOption) -> Result<(), Errno> {
    match option {
        KernelOption::ReuseAddr(on) => sockopt::set_socket_reuseaddr(fd, on),
        KernelOption::ReusePort(on) => sockopt::set_socket_reuseport(fd, on),
        KernelOption::KeepAlive(on) => sockopt::set_socket_keepalive(fd, on),
        KernelOption::Broadcast(on) => sockopt::set_socket_broadcast(fd, on),
        KernelOption::Linger(Linger { onoff, seconds }) => {
            sockopt::set_socket_linger(fd, onoff.then(|| Duration::from_secs(seconds.into())))
        }
        KernelOption::RcvBuf(bytes) => sockopt::set_socket_recv_buffer_size(fd, bounded(bytes)),
        KernelOption::SndBuf(bytes) => sockopt::set_socket_send_buffer_size(fd, bounded(bytes)),
        KernelOption::NoDelay(on) => sockopt::set_tcp_nodelay(fd, on),
        KernelOption::V6Only(on) => sockopt::set_ipv6_v6only(fd, on),
    }
    .map_err(unknown)
}

pub(crate) fn get(fd: impl AsFd, name: KernelOptionName) -> Result<KernelOption, Errno> {
    Ok(match name {
        KernelOptionName::ReuseAddr => KernelOption::ReuseAddr(sockopt::socket_reuseaddr(fd).map_err(unknown)?),
        KernelOptionName::ReusePort => KernelOption::ReusePort(sockopt::socket_reuseport(fd).map_err(unknown)?),
        KernelOptionName::KeepAlive => KernelOption::KeepAlive(sockopt::socket_keepalive(fd).map_err(unknown)?),
        KernelOptionName::Broadcast => KernelOption::Broadcast(sockopt::socket_broadcast(fd).map_err(unknown)?),
        KernelOptionName::Linger => KernelOption::Linger(linger(sockopt::socket_linger(fd).map_err(unknown)?)),
        KernelOptionName::RcvBuf => KernelOption::RcvBuf(size(sockopt::socket_recv_buffer_size(fd).map_err(unknown)?)),
        KernelOptionName::SndBuf => KernelOption::SndBuf(size(sockopt::socket_send_buffer_size(fd).map_err(unknown)?)),
        KernelOptionName::NoDelay => KernelOption::NoDelay(sockopt::tcp_nodelay(fd).map_err(unknown)?),
        KernelOptionName::V6Only => KernelOption::V6Only(sockopt::ipv6_v6only(fd).map_err(unknown)?),
    })
}

/// Linux says `EOPNOTSUPP` where POSIX has `ENOPROTOOPT`: an option of another protocol.
fn unknown(errno: Errno) -> Errno {
    if errno == Errno::OPNOTSUPP {
        Errno::NOPROTOOPT
    } else {
        errno
    }
}

/// The kernel takes a C int.
fn bounded(bytes: u32) -> usize {
    bytes.min(i32::MAX as u32) as usize
}

fn size(bytes: usize) -> u32 {
    bytes.try_into().unwrap_or(u32::MAX)
}

fn linger(duration: Option<Duration>) -> Linger {
    let seconds = duration.map_or(0, |duration| duration.as_secs().try_into().unwrap_or(u16::MAX));
    Linger {
        onoff: duration.is_some(),
        seconds,
    }
}
