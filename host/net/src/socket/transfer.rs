//! Receive and send on a socket.

use crate::arrival::{self, Received, Scratch};
use crate::guest::Guest;
use crate::socket::{Place, Socket};
use crate::transfer::{self, Admits, LARGEST_DATAGRAM, Sender};
use crate::{Deadline, Error};
use portcullis_policy::Transport;
use rustix::io::Errno;
use std::net::SocketAddr;

/// As much is read at once, at most, towards an exact length.
const STEP: usize = 256 << 10;

impl Socket {
    /// Receive bytes, or one datagram, and the address it came from.
    ///
    /// A stream returns exactly `length` bytes, or, for 0, what is there; a datagram is cut to `length` bytes, unless that is 0.
    ///
    /// # Errors
    /// [`Error::Timeout`], [`Error::Closed`] at the end of the stream, [`Error::NoBuffers`], or what `recv(2)` says.
    pub async fn receive_from(
        &mut self,
        guest: &Guest,
        scratch: &mut Scratch,
        length: usize,
        deadline: Deadline,
    ) -> Result<(SocketAddr, Vec<u8>), Error> {
        match self.transport {
            Transport::Udp => self.receive_datagram(guest, length, deadline).await,
            Transport::Tcp => {
                let peer = self.peer_address()?;
                let received = self.receive_bytes(guest, scratch, length, deadline).await?;
                Ok((peer, received.bring()?))
            }
        }
    }

    /// As [`receive_from`](Self::receive_from), without the address.
    ///
    /// # Errors
    /// Those of [`receive_from`](Self::receive_from).
    pub async fn receive(
        &mut self,
        guest: &Guest,
        scratch: &mut Scratch,
        length: usize,
        deadline: Deadline,
    ) -> Result<Received<Vec<u8>>, Error> {
        match self.transport {
            Transport::Udp => Ok(Received::Here(self.receive_datagram(guest, length, deadline).await?.1)),
            Transport::Tcp => self.receive_bytes(guest, scratch, length, deadline).await,
        }
    }

    async fn receive_datagram(
        &self,
        guest: &Guest,
        length: usize,
        deadline: Deadline,
    ) -> Result<(SocketAddr, Vec<u8>), Error> {
        // One byte of room at least, so that no datagram is taken for nothing.
        let most = if length == 0 {
            LARGEST_DATAGRAM
        } else {
            length.min(LARGEST_DATAGRAM)
        };
        transfer::receive_datagram(self.opened()?, guest, self.admits, most, deadline).await
    }

    async fn receive_bytes(
        &mut self,
        guest: &Guest,
        scratch: &mut Scratch,
        length: usize,
        deadline: Deadline,
    ) -> Result<Received<Vec<u8>>, Error> {
        let descriptor = self.opened()?.clone();
        if length == 0 {
            if !self.kept.is_empty() {
                return self.take_kept(self.kept.len().min(self.receive_size));
            }
            let received = arrival::receive(&descriptor, scratch, self.receive_size, deadline).await?;
            return received.ok_or(Error::Closed);
        }
        if length > guest.budget().limit() {
            return Err(Error::NoBuffers);
        }
        while self.kept.len() < length {
            let step = (length - self.kept.len()).min(STEP);
            self.kept_charge.set(self.kept.len() + step)?;
            let read = arrival::append(&descriptor, &mut self.kept, step, deadline).await;
            self.kept_charge.set(self.kept.len())?;
            if read? == 0 {
                return Err(Error::Closed);
            }
        }
        self.take_kept(length)
    }

    fn take_kept(&mut self, length: usize) -> Result<Received<Vec<u8>>, Error> {
        let rest = self.kept.split_off(length);
        self.kept_charge.set(rest.len())?;
        Ok(Received::Here(std::mem::replace(&mut self.kept, rest)))
    }

    /// The right to send to the peer.
    ///
    /// # Errors
    /// [`Error::Closed`], or `ENOTCONN` for a stream that never had a peer.
    pub fn sender(&self) -> Result<Sender, Error> {
        let descriptor = self.opened()?.clone();
        // Linux says EPIPE here, as it does when the peer has gone.
        if self.transport == Transport::Tcp && !matches!(self.admits, Admits::Peer(_)) {
            return Err(Errno::NOTCONN.into());
        }
        Ok(Sender { descriptor, to: None })
    }

    /// The right to send to an address; a stream sends to its peer whatever the address.
    ///
    /// # Errors
    /// [`Error::Refused`], or an address of another family.
    pub fn sender_to(&mut self, guest: &Guest, address: SocketAddr) -> Result<Sender, Error> {
        if self.transport == Transport::Tcp {
            return self.sender();
        }
        let descriptor = self.opened()?.clone();
        self.fits(address)?;
        let permit = guest.send_to(address)?;
        if self.place == Place::Unbound {
            self.admits = Admits::of(&guest.chosen(Transport::Udp, self.domain)?);
            self.place = Place::Chosen;
        }
        let to = self.domain.express(permit.address()).ok_or(Errno::AFNOSUPPORT)?;
        Ok(Sender {
            descriptor,
            to: Some(to),
        })
    }
}
