//! Bytes through a socket: send and receive.

use std::net::SocketAddr;

use super::{Sent, Socket};
use crate::{Timeout, reason::Result};

impl Socket {
    /// Receive bytes, or one datagram, however long it takes.
    ///
    /// From a stream: length 0 waits for the first bytes and returns what is there, at most `RECVBUF` bytes; length N
    /// returns exactly N bytes. Bytes that came before a `timeout` or `closed` are kept for the next call: when a peer
    /// has closed after fewer than N bytes, `recv(0)` still returns them. A datagram is cut to N bytes; length 0
    /// returns the whole of it.
    ///
    /// # Errors
    ///
    /// - `closed`: the peer has closed, or this end is shut down for reading.
    /// - `econnreset`: the peer reset the connection.
    /// - `enotconn`: the stream is not connected.
    /// - `enobufs`: N is larger than the guest's limit of bytes in host buffers.
    ///
    /// Follows `socket:recv/1,2`.
    pub fn recv(&self, length: u32) -> Result<Vec<u8>> {
        self.recv_timeout(length, Timeout::INFINITY)
    }

    /// [`recv`](Self::recv) that waits no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`recv`](Self::recv), and `timeout`: not enough came in time.
    ///
    /// Follows `socket:recv/3`.
    pub fn recv_timeout(&self, length: u32, timeout: impl Into<Timeout>) -> Result<Vec<u8>> {
        Ok(self.0.recv(length, timeout.into().as_millis())?)
    }

    /// Receive bytes or one datagram, and the address it came from; a stream's is its peer's.
    ///
    /// # Errors
    ///
    /// Those of [`recv`](Self::recv).
    ///
    /// Follows `socket:recvfrom/1,2`.
    pub fn recvfrom(&self, length: u32) -> Result<(SocketAddr, Vec<u8>)> {
        self.recvfrom_timeout(length, Timeout::INFINITY)
    }

    /// [`recvfrom`](Self::recvfrom) that waits no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`recv_timeout`](Self::recv_timeout).
    ///
    /// Follows `socket:recvfrom/3`.
    pub fn recvfrom_timeout(&self, length: u32, timeout: impl Into<Timeout>) -> Result<(SocketAddr, Vec<u8>)> {
        let (source, data) = self.0.recvfrom(length, timeout.into().as_millis())?;
        Ok((source.into(), data))
    }

    /// Send bytes; the system takes some of them, at least one unless there were none. A datagram is taken whole.
    ///
    /// # Errors
    ///
    /// - `closed`: the peer has closed, or this end is shut down for writing.
    /// - `econnreset`: the peer reset the connection.
    /// - `enotconn`: the stream is not connected.
    /// - `edestaddrreq`: the datagram socket is not connected.
    /// - `emsgsize`: the datagram is too large.
    ///
    /// Follows `socket:send/2`.
    pub fn send<'a>(&self, data: &'a [u8]) -> Result<Sent<'a>> {
        self.send_timeout(data, Timeout::INFINITY)
    }

    /// [`send`](Self::send) that waits no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send), and `timeout`: none could be taken in time.
    ///
    /// Follows `socket:send/3` of OTP.
    pub fn send_timeout<'a>(&self, data: &'a [u8], timeout: impl Into<Timeout>) -> Result<Sent<'a>> {
        let taken = self.0.send(data, timeout.into().as_millis())?;
        Ok(Sent::of(data, taken))
    }

    /// Send all of the bytes, and their rest, and its rest, however long it takes.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send); some of the bytes may have gone.
    pub fn send_all(&self, mut data: &[u8]) -> Result<()> {
        while let Sent::Rest(rest) = self.send(data)? {
            data = rest;
        }
        Ok(())
    }

    /// Send a datagram to an address; a stream sends to its peer whatever the address.
    ///
    /// An unbound socket is bound to a port that the system chooses, and then receives only from where the policy lets
    /// it send, unless the policy also lets it bind.
    ///
    /// # Errors
    ///
    /// - `eacces`: the policy does not let the guest send there, or denies it the local address that it would get.
    /// - `eafnosupport`: the address is of another family than the socket.
    /// - and those of [`send`](Self::send).
    ///
    /// Follows `socket:sendto/3`.
    pub fn sendto<'a>(&self, data: &'a [u8], dest: SocketAddr) -> Result<Sent<'a>> {
        self.sendto_timeout(data, dest, Timeout::INFINITY)
    }

    /// [`sendto`](Self::sendto) that waits no longer than `timeout`.
    ///
    /// # Errors
    ///
    /// Those of [`sendto`](Self::sendto), and `timeout`: none could be taken in time.
    ///
    /// Follows `socket:sendto/4` of OTP.
    pub fn sendto_timeout<'a>(
        &self,
        data: &'a [u8],
        dest: SocketAddr,
        timeout: impl Into<Timeout>,
    ) -> Result<Sent<'a>> {
        let taken = self.0.sendto(data, dest.into(), timeout.into().as_millis())?;
        Ok(Sent::of(data, taken))
    }
}
