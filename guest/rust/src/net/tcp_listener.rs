//! TCP listeners: `std::net::TcpListener` over a listener of `gen_tcp`.

use std::{io, net::SocketAddr};

use super::{TcpStream, ToTarget, tcp_stream};
use crate::{
    Reason,
    gen_tcp::{self, Listener},
};

/// A TCP listener. Dropping it closes it.
///
/// It follows `std::net::TcpListener`.
#[derive(Debug)]
pub struct TcpListener(Listener);

/// As many connections may wait to be accepted as std lets wait.
const BACKLOG: u32 = 128;

impl TcpListener {
    /// Listen on an address and a port; on port 0 the system chooses one, which [`local_addr`](Self::local_addr) tells.
    ///
    /// As with std, the address of a connection that has ended can be bound at once.
    ///
    /// # Errors
    ///
    /// Those of [`gen_tcp::listen`], e.g. `PermissionDenied` if the policy does not permit it; `InvalidInput` if text
    /// is no target; and those of [`getaddr`](crate::inet::getaddr) for a name.
    ///
    /// Follows `std::net::TcpListener::bind`.
    pub fn bind(target: impl ToTarget) -> io::Result<Self> {
        let address = target.to_target()?.local()?;
        let options = tcp_stream::options().ip(address.ip()).backlog(BACKLOG).reuseaddr(true);
        Ok(Self(gen_tcp::listen(address.port(), &options)?))
    }

    /// Wait for a connection, as long as it takes.
    ///
    /// # Errors
    ///
    /// Those of [`Listener::accept`].
    ///
    /// Follows `std::net::TcpListener::accept`.
    pub fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        loop {
            let connection = self.0.accept()?;
            match connection.peername() {
                Ok(peer) => return Ok((TcpStream::over(connection), peer)),
                // A peer that has gone already has no address, and nothing to say.
                Err(Reason::Enotconn) => {}
                Err(reason) => return Err(reason.into()),
            }
        }
    }

    /// The connections that come, without end.
    ///
    /// Follows `std::net::TcpListener::incoming`.
    pub fn incoming(&self) -> Incoming<'_> {
        Incoming(self)
    }

    /// The local address.
    ///
    /// # Errors
    ///
    /// Those of [`Listener::sockname`].
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.0.sockname()?)
    }

    /// The listener underneath, for its options and for a [`Poller`](crate::poll::Poller).
    pub fn listener(&self) -> &Listener {
        &self.0
    }
}

/// The connections that come to a listener, without end.
#[derive(Debug)]
pub struct Incoming<'a>(&'a TcpListener);

impl Iterator for Incoming<'_> {
    type Item = io::Result<TcpStream>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.0.0.accept().map(TcpStream::over).map_err(io::Error::from))
    }
}
