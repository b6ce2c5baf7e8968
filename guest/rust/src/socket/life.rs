//! Sockets, from open to close.

use std::net::SocketAddr;

use super::{BindTo, Protocol, SocketType, option::Opt};
use crate::{Domain, Preopen, ShutdownHow, Timeout, raw::socket, reason::Result};

/// A socket. Dropping it closes it.
#[derive(Debug)]
pub struct Socket(pub(crate) socket::Socket);

impl Socket {
    /// Create a socket.
    ///
    /// # Errors
    ///
    /// - `eprototype`: the protocol does not fit the type.
    /// - `emfile`: the guest has as many sockets as it may have.
    ///
    /// Follows `socket:open/3`.
    pub fn open(domain: Domain, socket_type: SocketType, protocol: Protocol) -> Result<Self> {
        Ok(Self(socket::Socket::open(domain, socket_type, protocol)?))
    }

    /// Take a connection that the guest finds open, by its number or its name.
    ///
    /// It can be taken once. Under `portcullis serve` each guest has one connection: 3, `"connection"`.
    ///
    /// # Errors
    ///
    /// - `ebadf`: no connection of that number or name is there to take.
    /// - `emfile`: the guest has as many sockets as it may have.
    ///
    /// Follows `socket:open/1`.
    pub fn open_fd<'a>(preopen: impl Into<Preopen<'a>>) -> Result<Self> {
        Ok(Self(socket::Socket::open_fd(preopen.into())?))
    }

    /// Bind the socket to an interface.
    ///
    /// # Errors
    ///
    /// - `eacces`: the policy lets the guest neither listen on nor bind the address, or not the IPv4 addresses that
    ///   `V6ONLY` off adds to `::`.
    /// - `eaddrinuse`: another socket has the address.
    /// - `eaddrnotavail`: the address is not one of this machine's.
    /// - `eafnosupport`: the address is of another family than the socket.
    /// - `einval`: the socket is bound already.
    ///
    /// Follows `socket:bind/2`.
    pub fn bind(&self, address: impl Into<BindTo>) -> Result<()> {
        Ok(self.0.bind(address.into().into())?)
    }

    /// Listen for connections; `backlog` is the most that wait to be accepted, `None` is 5.
    ///
    /// A socket that is not bound is bound to `any`, if the policy lets the guest listen there.
    ///
    /// # Errors
    ///
    /// - `eacces`: the policy does not let the guest listen on the address, or not on the IPv4 addresses that `V6ONLY`
    ///   off adds to `::`.
    /// - `eopnotsupp`: the socket is not a stream.
    /// - `einval`: the socket is connected.
    ///
    /// Follows `socket:listen/1,2`.
    pub fn listen(&self, backlog: Option<u32>) -> Result<()> {
        Ok(self.0.listen(backlog)?)
    }

    /// Wait for a connection, as long as it takes.
    ///
    /// A peer that the policy does not accept is disconnected unseen.
    ///
    /// # Errors
    ///
    /// - `einval`: the socket does not listen.
    /// - `eopnotsupp`: the socket is not a stream.
    /// - `emfile`: the guest has as many sockets as it may have; the connection waits in the backlog.
    ///
    /// Follows `socket:accept/1`.
    pub fn accept(&self) -> Result<Self> {
        self.accept_timeout(Timeout::INFINITY)
    }

    /// Wait for a connection no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`accept`](Self::accept), and `timeout`: none came in time.
    ///
    /// Follows `socket:accept/2`.
    pub fn accept_timeout(&self, timeout: impl Into<Timeout>) -> Result<Self> {
        Ok(Self(self.0.accept(timeout.into().as_millis())?))
    }

    /// Connect to an address. A datagram socket then sends to, and receives from, that address alone.
    ///
    /// # Errors
    ///
    /// - `eacces`: the policy does not let the guest connect there, or denies it the local address that it would get.
    /// - `econnrefused`: nobody listens there.
    /// - `eisconn`: the socket is connected already.
    /// - `eafnosupport`: the address is of another family than the socket.
    /// - `einval`: the socket listens.
    ///
    /// Follows `socket:connect/2`.
    pub fn connect(&self, address: SocketAddr) -> Result<()> {
        self.connect_timeout(address, Timeout::INFINITY)
    }

    /// [`connect`](Self::connect) that waits no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect), and `timeout`: there was no answer in time; the socket is of no further
    /// use.
    ///
    /// Follows `socket:connect/3` of OTP.
    pub fn connect_timeout(&self, address: SocketAddr, timeout: impl Into<Timeout>) -> Result<()> {
        Ok(self.0.connect(address.into(), timeout.into().as_millis())?)
    }

    /// Set an option: `socket.setopt(option::NODELAY, true)`.
    ///
    /// # Errors
    ///
    /// - `enoprotoopt`: the option is read only, or not one of this socket's.
    /// - `einval`: the value does not fit, or it is too late for this option.
    ///
    /// Follows `socket:setopt/3`.
    pub fn setopt<T>(&self, option: Opt<T>, value: T) -> Result<()> {
        Ok(self.0.setopt((option.with)(value))?)
    }

    /// The value of an option. The system may say more for a buffer than was set.
    ///
    /// # Errors
    ///
    /// - `enoprotoopt`: the option is not one of this socket's.
    ///
    /// Follows `socket:getopt/2`.
    ///
    /// # Panics
    ///
    /// If the host answers with another option than it was asked for.
    pub fn getopt<T>(&self, option: Opt<T>) -> Result<T> {
        let value = self.0.getopt(option.name())?;
        Ok((option.value)(value).expect("the host answers with the option it was asked for"))
    }

    /// Shut down one or both ends of the connection.
    ///
    /// # Errors
    ///
    /// - `enotconn`: the socket is not connected.
    ///
    /// Follows `socket:shutdown/2`.
    pub fn shutdown(&self, how: ShutdownHow) -> Result<()> {
        Ok(self.0.shutdown(how)?)
    }

    /// The local address.
    ///
    /// # Errors
    ///
    /// - `closed`: the socket is closed.
    ///
    /// Follows `socket:sockname/1`.
    pub fn sockname(&self) -> Result<SocketAddr> {
        Ok(self.0.sockname()?.into())
    }

    /// The address of the peer.
    ///
    /// # Errors
    ///
    /// - `enotconn`: the socket is not connected.
    ///
    /// Follows `socket:peername/1`.
    pub fn peername(&self) -> Result<SocketAddr> {
        Ok(self.0.peername()?.into())
    }

    /// Close the socket. From then on each of its functions fails with `closed`.
    ///
    /// # Errors
    ///
    /// - `closed`: it was closed before.
    ///
    /// Follows `socket:close/1`.
    pub fn close(&self) -> Result<()> {
        Ok(self.0.close()?)
    }
}
