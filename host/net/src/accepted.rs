//! Accepted: a connection that has come in, from a peer that the policy accepts.

use crate::descriptor::Descriptor;
use crate::{Error, Gate, Guest, Wait, open};
use portcullis_policy::Transport;
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::net::SocketType;
use rustix::net::sockopt::socket_type;
use std::net::SocketAddr;

/// A connection for one guest, which takes it with `fdopen`. Dropping it closes it.
///
/// A [`Door`](crate::Door) makes them; a host that accepts by itself makes one of what it has accepted.
#[derive(Debug)]
pub struct Accepted {
    socket: OwnedFd,
    peer: SocketAddr,
}

impl Accepted {
    /// A connection that the host itself has accepted over TCP.
    ///
    /// # Errors
    /// [`Error::Refused`] if the policy of the gate does not accept the peer: the connection is reset. [`Error::Invalid`] if it is
    /// no stream, or what the system says, e.g. that it is not connected.
    pub fn new(gate: &Gate, socket: impl Into<OwnedFd>) -> Result<Self, Error> {
        let socket = socket.into();
        if socket_type(&socket)? != SocketType::STREAM {
            return Err(Error::Invalid);
        }
        let peer = open::peer_address(&socket)?;
        if let Err(refused) = Guest::new(gate.clone(), Wait::Runtime).accept_from(Transport::Tcp, peer) {
            open::reset_on_close(&socket)?;
            return Err(refused);
        }
        fcntl_setfl(&socket, fcntl_getfl(&socket)? | OFlags::NONBLOCK)?;
        Ok(Self { socket, peer })
    }

    /// One whose peer has been checked, and that does not block.
    pub(crate) fn checked(socket: OwnedFd, peer: SocketAddr) -> Self {
        Self { socket, peer }
    }

    /// The address of the peer.
    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    pub(crate) fn into_descriptor(self, wait: &Wait) -> Result<Descriptor, Error> {
        let descriptor = Descriptor::new(self.socket, wait);
        descriptor.let_block()?;
        Ok(descriptor)
    }
}

/// For its options, before a guest has it.
impl AsFd for Accepted {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

/// The connection itself, to be used in another way than by a guest.
impl From<Accepted> for OwnedFd {
    fn from(accepted: Accepted) -> Self {
        accepted.socket
    }
}
