//! UDP sockets: datagrams to anyone and from anyone, as far as the policy permits.

use std::net::SocketAddr;

use super::{Options, UdpOption, UdpOptionName};
use crate::{Datagram, Host, Timeout, raw::gen_udp, reason::Result};

/// Open a socket on a port; on port 0 the system chooses one, which [`UdpSocket::port`] tells.
///
/// A socket opened on port 0 without `ip` needs no permission to bind, if the policy does not deny it; it then receives
/// only from where the policy lets it send.
///
/// # Errors
///
/// - `eacces`: the policy does not let the guest bind there.
/// - `eaddrinuse`: another socket has the address.
/// - `eaddrnotavail`: the address is not one of this machine's.
/// - `ebadf`: the policy pre-opens no such socket.
/// - `eafnosupport`: the address is of another family than the options say.
/// - `einval`: an option is not one for `open`, or its value does not fit.
/// - `emfile`: the guest has as many sockets as it may have.
///
/// Follows `gen_udp:open/2`.
pub fn open(port: u16, options: &Options) -> Result<UdpSocket> {
    Ok(UdpSocket(gen_udp::UdpSocket::open(port, &options.list())?))
}

/// A UDP socket. Dropping it closes it.
#[derive(Debug)]
pub struct UdpSocket(pub(crate) gen_udp::UdpSocket);

impl UdpSocket {
    /// Send to, and receive from, this peer alone.
    ///
    /// # Errors
    ///
    /// - `eacces`: the policy does not let the guest connect there.
    /// - `nxdomain`: the name does not exist, or has no address of the socket's family.
    /// - `einval`: the name is not a host name.
    ///
    /// Follows `gen_udp:connect/3`.
    pub fn connect<'a>(&self, host: impl Into<Host<'a>>, port: u16) -> Result<()> {
        self.connect_timeout(host, port, Timeout::INFINITY)
    }

    /// [`connect`](Self::connect) that waits no longer than `timeout` for the name.
    ///
    /// # Errors
    ///
    /// Those of [`connect`](Self::connect), and `timeout`: the name was not resolved in time.
    pub fn connect_timeout<'a>(&self, host: impl Into<Host<'a>>, port: u16, timeout: impl Into<Timeout>) -> Result<()> {
        Ok(self.0.connect(host.into().into(), port, timeout.into().as_millis())?)
    }

    /// Send a datagram to a port of a host, by name or by address; a name goes to its first address that is permitted.
    ///
    /// # Errors
    ///
    /// - `eacces`: the policy does not let the guest send there.
    /// - `nxdomain`: the name does not exist, or has no address of the socket's family.
    /// - `einval`: the name is not a host name.
    /// - `emsgsize`: the datagram is too large.
    ///
    /// Follows `gen_udp:send/4`.
    pub fn send_to<'a>(&self, host: impl Into<Host<'a>>, port: u16, packet: &[u8]) -> Result<()> {
        self.send_to_timeout(host, port, packet, Timeout::INFINITY)
    }

    /// [`send_to`](Self::send_to) that waits no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`send_to`](Self::send_to), and `timeout`: the name was not resolved, or the datagram not taken, in
    /// time.
    pub fn send_to_timeout<'a>(
        &self,
        host: impl Into<Host<'a>>,
        port: u16,
        packet: &[u8],
        timeout: impl Into<Timeout>,
    ) -> Result<()> {
        Ok(self
            .0
            .send_to(host.into().into(), port, packet, timeout.into().as_millis())?)
    }

    /// Send a datagram to the connected peer.
    ///
    /// # Errors
    ///
    /// - `edestaddrreq`: the socket is not connected.
    /// - `econnrefused`: nobody received an earlier one.
    /// - `emsgsize`: the datagram is too large.
    ///
    /// Follows `gen_udp:send/2`.
    pub fn send(&self, packet: &[u8]) -> Result<()> {
        self.send_timeout(packet, Timeout::INFINITY)
    }

    /// [`send`](Self::send) that waits no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send), and `timeout`: the datagram was not taken in time.
    pub fn send_timeout(&self, packet: &[u8], timeout: impl Into<Timeout>) -> Result<()> {
        Ok(self.0.send(packet, timeout.into().as_millis())?)
    }

    /// Receive a datagram on a passive socket, cut to `length` bytes unless that is 0.
    ///
    /// # Errors
    ///
    /// - `einval`: the socket is active.
    ///
    /// Follows `gen_udp:recv/2`.
    pub fn recv(&self, length: u32) -> Result<Datagram> {
        self.recv_timeout(length, Timeout::INFINITY)
    }

    /// [`recv`](Self::recv) that waits no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`recv`](Self::recv), and `timeout`: none came in time.
    ///
    /// Follows `gen_udp:recv/3`.
    pub fn recv_timeout(&self, length: u32, timeout: impl Into<Timeout>) -> Result<Datagram> {
        Ok(self.0.recv(length, timeout.into().as_millis())?.into())
    }

    /// The local address.
    ///
    /// # Errors
    ///
    /// - `closed`: the socket is closed.
    ///
    /// Follows `inet:sockname/1`.
    pub fn sockname(&self) -> Result<SocketAddr> {
        Ok(self.0.sockname()?.into())
    }

    /// The address of the connected peer.
    ///
    /// # Errors
    ///
    /// - `enotconn`: the socket is not connected.
    ///
    /// Follows `inet:peername/1`.
    pub fn peername(&self) -> Result<SocketAddr> {
        Ok(self.0.peername()?.into())
    }

    /// The local port.
    ///
    /// # Errors
    ///
    /// - `closed`: the socket is closed.
    ///
    /// Follows `inet:port/1`.
    pub fn port(&self) -> Result<u16> {
        Ok(self.sockname()?.port())
    }

    /// Set options on the live socket. Those before a bad one are set.
    ///
    /// # Errors
    ///
    /// - `einval`: an option is not one for a live socket, or its value does not fit.
    ///
    /// Follows `inet:setopts/2`.
    pub fn setopts(&self, options: &Options) -> Result<()> {
        Ok(self.0.setopts(&options.list())?)
    }

    /// The values of options, in the order in which they are named.
    ///
    /// # Errors
    ///
    /// - `closed`: the socket is closed.
    ///
    /// Follows `inet:getopts/2`.
    pub fn getopts(&self, names: &[UdpOptionName]) -> Result<Vec<UdpOption>> {
        Ok(self.0.getopts(names)?)
    }

    /// Close the socket; closing twice is `ok`.
    ///
    /// # Errors
    ///
    /// What the operating system says.
    ///
    /// Follows `gen_udp:close/1`.
    pub fn close(&self) -> Result<()> {
        Ok(self.0.close()?)
    }
}
