//! Sources: sockets that a poller watches or owns, made of references to them.

use super::{ActiveSocket, Source};
use crate::{gen_tcp, gen_udp, socket};

impl<'a> From<&'a socket::Socket> for Source<'a> {
    fn from(socket: &'a socket::Socket) -> Self {
        Self::Socket(&socket.0)
    }
}

impl<'a> From<&'a gen_tcp::Listener> for Source<'a> {
    fn from(listener: &'a gen_tcp::Listener) -> Self {
        Self::Listener(&listener.0)
    }
}

impl<'a> From<&'a gen_tcp::Connection> for Source<'a> {
    fn from(connection: &'a gen_tcp::Connection) -> Self {
        Self::Connection(&connection.0)
    }
}

impl<'a> From<&'a gen_udp::UdpSocket> for Source<'a> {
    fn from(socket: &'a gen_udp::UdpSocket) -> Self {
        Self::UdpSocket(&socket.0)
    }
}

impl<'a> From<&'a gen_tcp::Connection> for ActiveSocket<'a> {
    fn from(connection: &'a gen_tcp::Connection) -> Self {
        Self::Connection(&connection.0)
    }
}

impl<'a> From<&'a gen_udp::UdpSocket> for ActiveSocket<'a> {
    fn from(socket: &'a gen_udp::UdpSocket) -> Self {
        Self::UdpSocket(&socket.0)
    }
}
