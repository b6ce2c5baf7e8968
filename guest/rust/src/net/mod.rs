//! Sockets in the manner of `std::net`.
//!
//! [`TcpListener`], [`TcpStream`] and [`UdpSocket`] are what std's are, over passive sockets of
//! [`gen_tcp`](crate::gen_tcp) and [`gen_udp`](crate::gen_udp); and a host name goes to the host side unresolved, since
//! the policy may permit a name and not the addresses behind it. See [`ToTarget`].
//!
//! Errors are [`io::Error`](std::io::Error)s of a fitting kind, each with its [`Reason`](crate::Reason) inside:
//! [`Reason::of`](crate::Reason::of) takes it out.

mod error;
mod target;
mod tcp_listener;
mod tcp_stream;
mod timeouts;
mod udp_socket;

pub use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, SocketAddrV4, SocketAddrV6};

pub use {
    target::{Target, ToTarget},
    tcp_listener::{Incoming, TcpListener},
    tcp_stream::TcpStream,
    udp_socket::UdpSocket,
};
