//! Connections: packets to a peer and from it.

use std::net::SocketAddr;

use super::{Options, TcpOption, TcpOptionName};
use crate::{Host, Packet, Preopen, ShutdownHow, Timeout, raw::gen_tcp, reason::Result};

/// Connect to a port of a host, by name or by address, however long it takes.
///
/// A name is resolved by the host side, each of its addresses is checked, and those permitted are tried in turn.
///
/// # Errors
///
/// - `eacces`: the policy does not let the guest use the name or the address, or bind the local address asked for.
/// - `nxdomain`: the name does not exist, or has no address of the family asked for.
/// - `econnrefused`: nobody listens there.
/// - `eafnosupport`: the address is of another family than the options say.
/// - `einval`: the name is not a host name, an option is not one for `connect`, or its value does not fit.
/// - `emfile`: the guest has as many sockets as it may have.
///
/// Follows `gen_tcp:connect/3`.
pub fn connect<'a>(host: impl Into<Host<'a>>, port: u16, options: &Options) -> Result<Connection> {
    connect_timeout(host, port, options, Timeout::INFINITY)
}

/// [`connect`] that waits no longer than `timeout`, for the name and for the connection together.
///
/// # Errors
///
/// Those of [`connect`], and `timeout`: there was no answer in time.
///
/// Follows `gen_tcp:connect/4`.
pub fn connect_timeout<'a>(
    host: impl Into<Host<'a>>,
    port: u16,
    options: &Options,
    timeout: impl Into<Timeout>,
) -> Result<Connection> {
    let (host, timeout) = (host.into().into(), timeout.into().as_millis());
    Ok(Connection(gen_tcp::Connection::connect(
        host,
        port,
        &options.list(),
        timeout,
    )?))
}

/// Take a connection that the guest finds open, by its number or its name: `fdopen(3, &options)`.
///
/// It can be taken once. Under `portcullis serve` each guest has one connection: 3, `"connection"`.
///
/// # Errors
///
/// - `ebadf`: no connection of that number or name is there to take.
/// - `einval`: an option is not one for a live connection, or its value does not fit; the connection can still be taken.
/// - `emfile`: the guest has as many sockets as it may have.
///
/// Follows `gen_tcp:fdopen/2`.
pub fn fdopen<'a>(preopen: impl Into<Preopen<'a>>, options: &Options) -> Result<Connection> {
    Ok(Connection(gen_tcp::Connection::fdopen(
        preopen.into(),
        &options.list(),
    )?))
}

/// A connection. Dropping it closes it.
///
/// What arrives is taken by [`recv`](Self::recv) while it is passive, and by the [`Poller`](crate::poll::Poller) that
/// owns it while it is active. A connection that is active and has no owner reads nothing.
#[derive(Debug)]
pub struct Connection(pub(crate) gen_tcp::Connection);

impl Connection {
    /// Send a packet: the header of the packet type, then all of the bytes. It may wait as long as `send_timeout`.
    ///
    /// What a `timeout` leaves unsent of a packet that was begun is kept and goes out before the next one.
    ///
    /// # Errors
    ///
    /// - `timeout`: `send_timeout` passed first.
    /// - `closed`: the connection is closed, or shut down for writing.
    /// - `econnreset`: the peer reset the connection, and `show_econnreset` is set.
    /// - `emsgsize`: the packet is longer than its header can say.
    ///
    /// Follows `gen_tcp:send/2`.
    pub fn send(&self, packet: &[u8]) -> Result<()> {
        Ok(self.0.send(packet)?)
    }

    /// Receive a packet from a passive connection, however long it takes.
    ///
    /// With packet type `raw`, length 0 returns what is there, at most `buffer` bytes, and length N returns exactly N
    /// bytes. With any other type the length must be 0. [`Packet::into_data`] makes bytes of it.
    ///
    /// # Errors
    ///
    /// - `closed`: the peer has closed; fewer than N bytes that came before are discarded.
    /// - `econnreset`: the peer reset the connection, and `show_econnreset` is set.
    /// - `emsgsize`: the packet is larger than `packet_size`; the connection is closed.
    /// - `einval`: the connection is active, or a length is given with a packet type other than `raw`.
    /// - `enobufs`: N is larger than the guest's limit of bytes in host buffers.
    ///
    /// Follows `gen_tcp:recv/2`.
    pub fn recv(&self, length: u32) -> Result<Packet> {
        self.recv_timeout(length, Timeout::INFINITY)
    }

    /// [`recv`](Self::recv) that waits no longer than `timeout`. Bytes that came before a `timeout` are kept.
    ///
    /// # Errors
    ///
    /// Those of [`recv`](Self::recv), and `timeout`: no whole packet came in time.
    ///
    /// Follows `gen_tcp:recv/3`.
    pub fn recv_timeout(&self, length: u32, timeout: impl Into<Timeout>) -> Result<Packet> {
        Ok(self.0.recv(length, timeout.into().as_millis())?)
    }

    /// The local address.
    ///
    /// # Errors
    ///
    /// - `closed`: the connection is closed.
    ///
    /// Follows `inet:sockname/1`.
    pub fn sockname(&self) -> Result<SocketAddr> {
        Ok(self.0.sockname()?.into())
    }

    /// The address of the peer.
    ///
    /// # Errors
    ///
    /// - `closed`: the connection is closed.
    ///
    /// Follows `inet:peername/1`.
    pub fn peername(&self) -> Result<SocketAddr> {
        Ok(self.0.peername()?.into())
    }

    /// The local port.
    ///
    /// # Errors
    ///
    /// - `closed`: the connection is closed.
    ///
    /// Follows `inet:port/1`.
    pub fn port(&self) -> Result<u16> {
        Ok(self.sockname()?.port())
    }

    /// Set options on the live connection. Those before a bad one are set.
    ///
    /// # Errors
    ///
    /// - `einval`: an option is not one for a live connection, or its value does not fit.
    ///
    /// Follows `inet:setopts/2`.
    pub fn setopts(&self, options: &Options) -> Result<()> {
        Ok(self.0.setopts(&options.list())?)
    }

    /// The values of options, in the order in which they are named.
    ///
    /// # Errors
    ///
    /// - `closed`: the connection is closed.
    ///
    /// Follows `inet:getopts/2`.
    pub fn getopts(&self, names: &[TcpOptionName]) -> Result<Vec<TcpOption>> {
        Ok(self.0.getopts(names)?)
    }

    /// Shut down one or both directions; for writing, what is not yet sent goes out first.
    ///
    /// # Errors
    ///
    /// - `enotconn`: the peer has gone.
    /// - `closed`: the connection is closed.
    ///
    /// Follows `gen_tcp:shutdown/2`.
    pub fn shutdown(&self, how: ShutdownHow) -> Result<()> {
        Ok(self.0.shutdown(how)?)
    }

    /// Close the connection; what is not yet sent has 5,000 ms to go out. Closing twice is `ok`.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    ///
    /// Follows `gen_tcp:close/1`.
    pub fn close(&self) -> Result<()> {
        Ok(self.0.close()?)
    }
}
