//! Socket: bytes, as POSIX and Erlang's module `socket` know them.

mod options;
mod source;
mod transfer;

pub use options::{SocketOption, SocketOptionName};

use crate::budget::Charge;
use crate::descriptor::Descriptor;
use crate::guest::Guest;
use crate::open::{self, Local};
use crate::poll::Attachment;
use crate::preopen::PreopenId;
use crate::transfer::Admits;
use crate::{Deadline, Domain, Error};
use portcullis_policy::Transport;
use rustix::io::Errno;
use rustix::net::{self, Shutdown};
use std::net::SocketAddr;
use std::sync::Arc;

/// A socket of the interface `socket`.
#[derive(Debug)]
pub struct Socket {
    domain: Domain,
    transport: Transport,
    /// `None`: closed.
    descriptor: Option<Arc<Descriptor>>,
    place: Place,
    admits: Admits,
    /// Bytes that came before a timeout, for the next receive.
    kept: Vec<u8>,
    kept_charge: Charge,
    /// The most bytes that `recv(0)` returns.
    receive_size: usize,
    /// Did the guest ask for IPv4 on an IPv6 socket?
    dual: bool,
    attachment: Attachment,
}

/// How the socket came by its local address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// It has none yet. Becomes `Bound` or `Chosen`.
    Unbound,
    /// The guest asked for this address; port 0 stands for the one that it got.
    Bound(SocketAddr),
    /// The system chose it.
    Chosen,
}

/// The most bytes that `recv(0)` returns, unless `recvbuf` says otherwise.
const RECEIVE_SIZE: usize = 64 << 10;

impl Socket {
    /// Create a socket. It reaches nobody before it is bound, connected or sent from.
    ///
    /// # Errors
    /// What `socket(2)` says.
    pub fn open(guest: &Guest, domain: Domain, transport: Transport) -> Result<Self, Error> {
        let descriptor = Descriptor::unshared(open::open(domain, transport)?, guest.wait());
        if transport == Transport::Udp {
            descriptor.let_block()?;
        }
        Ok(Self::new(guest, domain, transport, descriptor, Place::Unbound))
    }

    /// Take a connection that the guest finds open.
    ///
    /// # Errors
    /// [`Error::NoDescriptor`].
    pub fn open_fd(guest: &mut Guest, id: &PreopenId) -> Result<Self, Error> {
        let connection = guest.given().take(id)?;
        let peer = connection.peer();
        let descriptor = connection.into_descriptor(guest.wait())?;
        let mut socket = Self::new(guest, Domain::of(peer.ip()), Transport::Tcp, descriptor, Place::Chosen);
        socket.admits = Admits::Peer(peer);
        Ok(socket)
    }

    fn new(guest: &Guest, domain: Domain, transport: Transport, descriptor: Descriptor, place: Place) -> Self {
        Self {
            domain,
            transport,
            descriptor: Some(Arc::new(descriptor)),
            place,
            admits: Admits::Correspondents,
            kept: Vec::new(),
            kept_charge: guest.budget().charge(),
            receive_size: RECEIVE_SIZE,
            dual: false,
            attachment: Attachment::default(),
        }
    }

    /// The address family.
    pub fn domain(&self) -> Domain {
        self.domain
    }

    /// Bind the socket where the policy lets the guest listen or bind.
    ///
    /// # Errors
    /// [`Error::Refused`], or what `bind(2)` says.
    pub fn bind(&mut self, guest: &Guest, address: SocketAddr) -> Result<(), Error> {
        let descriptor = self.opened()?;
        self.fits(address)?;
        let local = guest.local(self.transport, address)?;
        guest.limit_domain(descriptor, &local, self.dual)?;
        guest.settle(descriptor, self.domain, &local)?;
        self.place = Place::Bound(address);
        self.admits = Admits::of(&local);
        Ok(())
    }

    /// Listen for connections, of which `backlog` may wait to be accepted.
    ///
    /// # Errors
    /// [`Error::Refused`], or what `listen(2)` says.
    pub fn listen(&mut self, guest: &Guest, backlog: u32) -> Result<(), Error> {
        let descriptor = self.opened()?;
        if self.transport == Transport::Udp {
            return Err(Errno::OPNOTSUPP.into());
        }
        let address = match self.place {
            Place::Bound(address) => address,
            // Listening would bind it to every interface.
            Place::Unbound => SocketAddr::new(self.domain.any(), 0),
            Place::Chosen => return Err(Error::Invalid),
        };
        let permit = guest.listen(address)?;
        // Bound, it is too late to leave IPv4 out: who may bind there as well may not yet listen there.
        let dual = self.dual || self.place != Place::Unbound;
        if !dual || self.takes_inet()? {
            guest.limit_domain(descriptor, &Local::Listen(permit.clone()), dual)?;
        }
        open::listen(descriptor, &permit, backlog)?;
        self.place = Place::Bound(address);
        Ok(())
    }

    /// Wait for a connection from a peer that the policy accepts.
    ///
    /// # Errors
    /// [`Error::Timeout`], or what `accept(2)` says.
    pub async fn accept(&self, guest: &Guest, deadline: Deadline) -> Result<Self, Error> {
        let (fd, peer) = open::accept(self.opened()?, guest, deadline).await?;
        let descriptor = Descriptor::accepted(fd, guest.wait());
        let mut socket = Self::new(guest, self.domain, self.transport, descriptor, Place::Chosen);
        socket.admits = Admits::Peer(peer);
        Ok(socket)
    }

    /// Connect to an address that the policy lets the guest connect to.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::Timeout`], or what `connect(2)` says.
    pub async fn connect(&mut self, guest: &Guest, address: SocketAddr, deadline: Deadline) -> Result<(), Error> {
        let descriptor = self.opened()?.clone();
        self.fits(address)?;
        if net::sockopt::socket_acceptconn(&*descriptor)? {
            return Err(Error::Invalid);
        }
        let permit = guest.connect(self.transport, address)?;
        if self.place == Place::Unbound {
            guest.chosen(self.transport, self.domain)?;
            self.place = Place::Chosen;
        }
        open::connect(&descriptor, self.domain, &permit, deadline).await?;
        self.admits = Admits::Peer(permit.address());
        Ok(())
    }

    /// Shut down one or both directions.
    ///
    /// # Errors
    /// What `shutdown(2)` says.
    pub fn shutdown(&self, how: Shutdown) -> Result<(), Error> {
        Ok(net::shutdown(self.opened()?, how)?)
    }

    /// The local address.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn local_address(&self) -> Result<SocketAddr, Error> {
        open::local_address(self.opened()?)
    }

    /// The address of the peer.
    ///
    /// # Errors
    /// What `getpeername(2)` says.
    pub fn peer_address(&self) -> Result<SocketAddr, Error> {
        open::peer_address(self.opened()?)
    }

    /// Close the socket.
    ///
    /// # Errors
    /// [`Error::Closed`] the second time.
    pub fn close(&mut self) -> Result<(), Error> {
        self.attachment.detach();
        self.kept = Vec::new();
        self.kept_charge.set(0)?;
        self.descriptor.take().map(|_| ()).ok_or(Error::Closed)
    }

    fn takes_inet(&self) -> Result<bool, Error> {
        Ok(self.domain == Domain::Inet6 && !net::sockopt::ipv6_v6only(self.opened()?)?)
    }

    /// Is the address of the socket's family?
    fn fits(&self, address: SocketAddr) -> Result<(), Error> {
        if Domain::of(address.ip()) == self.domain {
            Ok(())
        } else {
            Err(Errno::AFNOSUPPORT.into())
        }
    }

    fn opened(&self) -> Result<&Arc<Descriptor>, Error> {
        self.descriptor.as_ref().ok_or(Error::Closed)
    }
}
