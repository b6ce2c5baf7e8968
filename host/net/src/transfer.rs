//! Transfer: the system calls that move bytes.

use crate::descriptor::Descriptor;
use crate::guest::Guest;
use crate::open::{Local, socket_address};
use crate::{Deadline, Error};
use portcullis_policy::Transport;
use rustix::buffer::spare_capacity;
use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use rustix::net::{self, RecvFlags, SendFlags};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::Interest;

/// The largest datagram that there is, in bytes.
pub(crate) const LARGEST_DATAGRAM: usize = 65_535;

/// A peer may have gone: that is an error to hear of, not a signal to die of.
pub(crate) const SEND: SendFlags = SendFlags::NOSIGNAL.union(SendFlags::DONTWAIT);

/// Whose datagrams reach the guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admits {
    /// Those of each peer that `accept-from` lets through: the guest may bind the address.
    Anyone,
    /// Those of the peers that it may send to: the system chose the address, at a send.
    Correspondents,
    /// Those of the peer that it is connected to. The kernel drops others from then on; those that came before are dropped here.
    Peer(SocketAddr),
}

impl Admits {
    /// Whom a socket admits that is bound by this right.
    pub(crate) fn of(local: &Local) -> Self {
        match local {
            Local::Chosen(bind) if !bind.granted() => Self::Correspondents,
            _ => Self::Anyone,
        }
    }

    fn admits(self, guest: &Guest, source: SocketAddr) -> bool {
        match self {
            // An answer needs no rule for strangers, and so nobody hears of a refusal.
            Self::Anyone => guest.may_send_to(source) || guest.accept_from(Transport::Udp, source).is_ok(),
            Self::Correspondents => guest.may_send_to(source),
            Self::Peer(peer) => source.port() == peer.port() && source.ip().to_canonical() == peer.ip(),
        }
    }
}

/// Wait for a datagram from somebody who is admitted; what is longer than `most` bytes is cut.
pub(crate) async fn receive_datagram(
    descriptor: &Descriptor,
    guest: &Guest,
    admits: Admits,
    most: usize,
    deadline: Deadline,
) -> Result<(SocketAddr, Vec<u8>), Error> {
    let mut data = Vec::with_capacity(most);
    loop {
        let source = match descriptor.blocks(deadline) {
            Some(thread) => {
                let source = descriptor.block(thread, |fd, flags| receive_datagram_once(fd, &mut data, flags))?;
                // Only a socket that is shut down for reading says that there is nothing, and waits no more.
                Some(source.ok_or(Error::Closed)?)
            }
            None => {
                let call = |fd: BorrowedFd<'_>| receive_datagram_once(fd, &mut data, RecvFlags::DONTWAIT);
                descriptor.attempt(Interest::READABLE, deadline, call).await?
            }
        };
        if let Some(source) = source.filter(|source| admits.admits(guest, *source)) {
            data.truncate(most);
            return Ok((source, data));
        }
        if deadline.passed() {
            return Err(Error::Timeout);
        }
        // Strangers may keep sending; others on this thread want their turn as well.
        tokio::task::yield_now().await;
    }
}

/// The next datagram that waits, if its sender is admitted; `None` for one that is dropped. What is longer than the buffer is cut.
pub(crate) fn take_datagram(
    descriptor: &Descriptor,
    guest: &Guest,
    admits: Admits,
    buffer: &mut [u8],
) -> Result<Option<(SocketAddr, Vec<u8>)>, Errno> {
    let (length, source) = descriptor.now(|fd| {
        let (_, length, source) = net::recvfrom(fd, &mut *buffer, RecvFlags::DONTWAIT)?;
        Ok((length, source))
    })?;
    let source = source
        .and_then(socket_address)
        .filter(|source| admits.admits(guest, *source));
    Ok(source.map(|source| (source, buffer[..length].to_vec())))
}

fn receive_datagram_once(
    fd: BorrowedFd<'_>,
    data: &mut Vec<u8>,
    flags: RecvFlags,
) -> Result<Option<SocketAddr>, Errno> {
    data.clear();
    let (_, _, source) = net::recvfrom(fd, spare_capacity(data), flags)?;
    // A connected socket's datagrams are its peer's, so one without a source is nobody's.
    Ok(source.and_then(socket_address))
}

/// The right to send on a socket, apart from the socket's other state: the guest's memory can be lent to it.
#[derive(Debug)]
pub struct Sender {
    pub(crate) descriptor: Arc<Descriptor>,
    /// Where to, for a datagram whose socket is not connected.
    pub(crate) to: Option<SocketAddr>,
}

impl Sender {
    /// Send bytes; how many the system took. `data` may be the guest's own memory: it is read in place.
    ///
    /// # Errors
    /// [`Error::Timeout`], [`Error::Closed`], or what `send(2)` says.
    pub async fn send(&self, data: &[u8], deadline: Deadline) -> Result<usize, Error> {
        let send = |fd: BorrowedFd<'_>| match &self.to {
            Some(to) => net::sendto(fd, data, SEND, to),
            None => net::send(fd, data, SEND),
        };
        match self.descriptor.attempt(Interest::WRITABLE, deadline, send).await {
            Err(Error::Os(Errno::PIPE)) => Err(Error::Closed),
            result => result,
        }
    }
}
