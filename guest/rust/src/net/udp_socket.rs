//! UDP sockets: `std::net::UdpSocket` over a passive socket of `gen_udp`.

use std::{io, net::SocketAddr, time::Duration};

use super::{ToTarget, timeouts::Limit};
use crate::{
    Active, Datagram,
    gen_udp::{self, Options},
};

/// A UDP socket. Dropping it closes it.
///
/// It follows `std::net::UdpSocket`.
#[derive(Debug)]
pub struct UdpSocket {
    socket: gen_udp::UdpSocket,
    read_limit: Limit,
    write_limit: Limit,
}

impl UdpSocket {
    /// Open a socket on an address and a port; on port 0 the system chooses one, which [`local_addr`](Self::local_addr)
    /// tells.
    ///
    /// `0.0.0.0:0` and `[::]:0` need no permission to bind, if the policy does not deny it; such a socket receives only
    /// from where the policy lets it send.
    ///
    /// # Errors
    ///
    /// Those of [`gen_udp::open`], e.g. `PermissionDenied` if the policy does not permit it; `InvalidInput` if text is
    /// no target; and those of [`getaddr`](crate::inet::getaddr) for a name.
    ///
    /// Follows `std::net::UdpSocket::bind`.
    pub fn bind(target: impl ToTarget) -> io::Result<Self> {
        let address = target.to_target()?.local()?;
        Ok(Self {
            socket: gen_udp::open(address.port(), &options(address))?,
            read_limit: Limit::default(),
            write_limit: Limit::default(),
        })
    }

    /// Send to, and receive from, this peer alone.
    ///
    /// # Errors
    ///
    /// Those of [`gen_udp::UdpSocket::connect_timeout`]; it waits for a name as long as a write may wait.
    pub fn connect(&self, target: impl ToTarget) -> io::Result<()> {
        let target = target.to_target()?;
        Ok(self
            .socket
            .connect_timeout(target.host, target.port, self.write_limit.duration())?)
    }

    /// Send a datagram of at most 65,507 bytes; returns its length.
    ///
    /// # Errors
    ///
    /// Those of [`gen_udp::UdpSocket::send_to_timeout`].
    pub fn send_to(&self, datagram: &[u8], target: impl ToTarget) -> io::Result<usize> {
        let target = target.to_target()?;
        let limit = self.write_limit.duration();
        self.socket.send_to_timeout(target.host, target.port, datagram, limit)?;
        Ok(datagram.len())
    }

    /// Send a datagram to the connected peer; returns its length.
    ///
    /// # Errors
    ///
    /// Those of [`gen_udp::UdpSocket::send_timeout`].
    pub fn send(&self, datagram: &[u8]) -> io::Result<usize> {
        self.socket.send_timeout(datagram, self.write_limit.duration())?;
        Ok(datagram.len())
    }

    /// Receive a datagram, cut to the buffer; returns how many bytes there are in it now, and who sent them.
    ///
    /// # Errors
    ///
    /// Those of [`gen_udp::UdpSocket::recv_timeout`].
    pub fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        // To the host 0 would be the whole datagram, which is also cut to nothing here.
        let length = u32::try_from(buffer.len()).unwrap_or(u32::MAX);
        let Datagram { source, data } = self.socket.recv_timeout(length, self.read_limit.duration())?;
        let taken = data.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&data[..taken]);
        Ok((taken, source))
    }

    /// [`recv_from`](Self::recv_from) without the sender.
    ///
    /// # Errors
    ///
    /// Those of [`recv_from`](Self::recv_from).
    pub fn recv(&self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(self.recv_from(buffer)?.0)
    }

    /// The local address.
    ///
    /// # Errors
    ///
    /// Those of [`gen_udp::UdpSocket::sockname`].
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.socket.sockname()?)
    }

    /// The address of the connected peer.
    ///
    /// # Errors
    ///
    /// Those of [`gen_udp::UdpSocket::peername`].
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.socket.peername()?)
    }

    /// How long a receive may wait; `None`, unless set, is for ever. One that takes longer fails with `TimedOut`.
    ///
    /// # Errors
    ///
    /// `InvalidInput`: the duration is zero.
    pub fn set_read_timeout(&self, limit: Option<Duration>) -> io::Result<()> {
        self.read_limit.set(limit)
    }

    /// How long a receive may wait.
    ///
    /// # Errors
    ///
    /// None.
    pub fn read_timeout(&self) -> io::Result<Option<Duration>> {
        Ok(self.read_limit.duration())
    }

    /// How long a send may wait, for a name and for the system; `None`, unless set, is for ever.
    ///
    /// # Errors
    ///
    /// `InvalidInput`: the duration is zero.
    pub fn set_write_timeout(&self, limit: Option<Duration>) -> io::Result<()> {
        self.write_limit.set(limit)
    }

    /// How long a send may wait.
    ///
    /// # Errors
    ///
    /// None.
    pub fn write_timeout(&self) -> io::Result<Option<Duration>> {
        Ok(self.write_limit.duration())
    }

    /// May datagrams go to broadcast addresses?
    ///
    /// # Errors
    ///
    /// Those of [`gen_udp::UdpSocket::setopts`].
    pub fn set_broadcast(&self, on: bool) -> io::Result<()> {
        Ok(self.socket.setopts(&Options::new().broadcast(on))?)
    }

    /// The socket underneath, for its options and for a [`Poller`](crate::poll::Poller).
    pub fn socket(&self) -> &gen_udp::UdpSocket {
        &self.socket
    }
}

/// To name the address of zeros would be to ask for it: every address is what a socket has that names none.
fn options(address: SocketAddr) -> Options {
    let options = Options::new().active(Active::Off);
    match address {
        _ if !address.ip().is_unspecified() => options.ip(address.ip()),
        SocketAddr::V4(_) => options.inet(),
        SocketAddr::V6(_) => options.inet6(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn the_address_of_zeros_is_not_asked_for() {
        let passive = || Options::new().active(Active::Off);
        assert_eq!(options(([0, 0, 0, 0], 0).into()), passive().inet());
        assert_eq!(options("[::]:0".parse().unwrap()), passive().inet6());
        assert_eq!(
            options(([127, 0, 0, 1], 0).into()),
            passive().ip(Ipv4Addr::LOCALHOST.into())
        );
    }
}
