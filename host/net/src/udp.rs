//! UDP as Erlang's module `gen_udp` knows it.

mod options;
mod source;

pub use options::{OpenOptions, UdpOption, UdpOptionName};

use crate::descriptor::Descriptor;
use crate::guest::{Guest, Host};
use crate::open;
use crate::poll::{Attachment, Source};
use crate::preopen::Use;
use crate::sockopt::{self, KernelOption};
use crate::transfer::{self, Admits, Sender};
use crate::{Deadline, Domain, Error};
use options::Manner;
use portcullis_packet::Credit;
use portcullis_policy::Transport;
use rustix::io::Errno;
use std::net::SocketAddr;
use std::sync::Arc;

/// A socket of `gen_udp`.
#[derive(Debug)]
pub struct UdpSocket {
    domain: Domain,
    /// `None`: closed.
    descriptor: Option<Arc<Descriptor>>,
    admits: Admits,
    manner: Manner,
    credit: Credit,
    /// The notice `{udp_passive, S}` is due.
    passive_due: bool,
    attachment: Attachment,
}

impl UdpSocket {
    /// Open a socket on a port, or on a socket that the policy pre-opens.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::NoDescriptor`], or what `bind(2)` says.
    pub fn open(guest: &Guest, port: u16, options: OpenOptions) -> Result<Self, Error> {
        let OpenOptions { manner, place, preopen } = options;
        let shared = preopen.is_some();
        let (domain, fd, admits) = match preopen {
            Some(id) => {
                let fd = guest.gate().preopens().take(&id, Use::Datagrams)?;
                place.kernel.iter().try_for_each(|option| sockopt::set(&fd, *option))?;
                (Domain::of(open::local_address(&fd)?.ip()), fd, Admits::Anyone)
            }
            None => {
                let domain = place.domain(None)?;
                let fd = open::open(domain, Transport::Udp)?;
                place.kernel.iter().try_for_each(|option| sockopt::set(&fd, *option))?;
                let chosen = port == 0 && place.ip.is_none();
                let address = SocketAddr::new(place.ip.unwrap_or(domain.any()), port);
                let local = if chosen {
                    guest.chosen(Transport::Udp, domain)?
                } else {
                    guest.local(Transport::Udp, address)?
                };
                guest.limit_domain(&fd, &local, place.dual())?;
                guest.settle(&fd, domain, &local)?;
                (domain, fd, Admits::of(&local))
            }
        };
        let mut credit = Credit::default();
        // A fresh credit has nothing to add to, so no sum is out of range and no notice is due.
        let _ = credit.set(manner.active);
        let descriptor = Descriptor::new(fd, guest.wait());
        if !shared {
            descriptor.let_block()?;
        }
        Ok(Self {
            domain,
            descriptor: Some(Arc::new(descriptor)),
            admits,
            manner,
            credit,
            passive_due: false,
            attachment: Attachment::default(),
        })
    }

    /// Send to, and receive from, this peer alone.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::NoName`], [`Error::Timeout`], or what `connect(2)` says.
    pub async fn connect(&mut self, guest: &Guest, host: &Host, port: u16, deadline: Deadline) -> Result<(), Error> {
        let descriptor = self.opened()?.clone();
        let domain = self.domain_of(host)?;
        let permits = guest.connect_host(Transport::Udp, host, port, domain, deadline).await?;
        let permit = permits.first().ok_or(Error::NoName)?;
        open::connect(&descriptor, self.domain, permit, deadline).await?;
        self.admits = Admits::Peer(permit.address());
        Ok(())
    }

    /// The right to send to a port of a host.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::NoName`], [`Error::Timeout`].
    pub async fn sender_to(&self, guest: &Guest, host: &Host, port: u16, deadline: Deadline) -> Result<Sender, Error> {
        let descriptor = self.opened()?.clone();
        let permit = guest.send_to_host(host, port, self.domain_of(host)?, deadline).await?;
        let to = self.domain.express(permit.address()).ok_or(Errno::AFNOSUPPORT)?;
        Ok(Sender {
            descriptor,
            to: Some(to),
        })
    }

    /// The right to send to the connected peer.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn sender(&self) -> Result<Sender, Error> {
        Ok(Sender {
            descriptor: self.opened()?.clone(),
            to: None,
        })
    }

    /// Receive a datagram, cut to `length` bytes unless that is 0.
    ///
    /// # Errors
    /// [`Error::Timeout`], [`Error::Closed`], [`Error::Invalid`] if the socket is active.
    pub async fn receive(
        &self,
        guest: &Guest,
        length: usize,
        deadline: Deadline,
    ) -> Result<(SocketAddr, Vec<u8>), Error> {
        let descriptor = self.opened()?;
        if self.credit.is_active() {
            return Err(Error::Invalid);
        }
        let buffer = self.manner.buffer as usize;
        let most = if length == 0 { buffer } else { length.min(buffer) };
        transfer::receive_datagram(descriptor, guest, self.admits, most, deadline).await
    }

    /// The local address.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn local_address(&self) -> Result<SocketAddr, Error> {
        open::local_address(self.opened()?)
    }

    /// The address of the connected peer.
    ///
    /// # Errors
    /// What `getpeername(2)` says.
    pub fn peer_address(&self) -> Result<SocketAddr, Error> {
        open::peer_address(self.opened()?)
    }

    /// Set options, in their order, up to the first bad one.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that a live socket does not have, or whose value does not fit.
    pub fn set(&mut self, options: impl IntoIterator<Item = UdpOption>) -> Result<(), Error> {
        for option in options {
            let descriptor = self.opened()?.clone();
            if let UdpOption::Active(active) = option {
                let notice = self.credit.set(active).map_err(|_| Error::Invalid)?;
                self.passive_due |= notice.is_some();
                continue;
            }
            match self.manner.take(option)? {
                None => {}
                Some(UdpOption::Kernel(KernelOption::V6Only(_))) => return Err(Error::Invalid),
                Some(UdpOption::Kernel(option)) => sockopt::set(descriptor, option)?,
                Some(_) => return Err(Error::Invalid),
            }
        }
        self.rearm()
    }

    /// Get options, in the order of their names; those that the socket does not have are left out.
    ///
    /// # Errors
    /// What the system says.
    pub fn get(&self, names: impl IntoIterator<Item = UdpOptionName>) -> Result<Vec<UdpOption>, Error> {
        let now = Manner {
            active: self.credit.active(),
            ..self.manner
        };
        options::get(&now, self.opened()?, names)
    }

    /// Close the socket.
    pub fn close(&mut self) {
        self.attachment.detach();
        self.descriptor = None;
    }

    /// The family in which to look for a host: IPv4 is within reach of an IPv6 socket when it is asked for by address.
    fn domain_of(&self, host: &Host) -> Result<Domain, Error> {
        match host.address().map(Domain::of) {
            Some(domain) if domain != self.domain => Err(Errno::AFNOSUPPORT.into()),
            _ => Ok(self.domain),
        }
    }

    fn opened(&self) -> Result<&Arc<Descriptor>, Error> {
        self.descriptor.as_ref().ok_or(Error::Closed)
    }
}
