//! Listener: a socket that waits for connections.

use crate::descriptor::Descriptor;
use crate::guest::Guest;
use crate::open::{self, Local};
use crate::poll::{Attachment, Harvest, Source};
use crate::preopen::Use;
use crate::sockopt::{self, KernelOption};
use crate::tcp::connection::Connection;
use crate::tcp::options::{self, ListenOptions, Manner, TcpOption, TcpOptionName};
use crate::{Deadline, Error};
use portcullis_policy::Transport;
use rustix::event::epoll::EventFlags;
use std::net::SocketAddr;

/// A listening socket of `gen_tcp`.
#[derive(Debug)]
pub struct Listener {
    /// `None`: closed.
    descriptor: Option<Descriptor>,
    /// What connections inherit.
    manner: Manner,
    attachment: Attachment,
}

impl Listener {
    /// Listen on a port, or on a listener that the policy pre-opens.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::NoDescriptor`], or what `bind(2)` says.
    pub fn listen(guest: &Guest, port: u16, options: ListenOptions) -> Result<Self, Error> {
        let ListenOptions {
            manner,
            place,
            preopen,
            backlog,
        } = options;
        let descriptor = match preopen {
            Some(id) => {
                let fd = guest.gate().preopens().take(&id, Use::Listener)?;
                place.kernel.iter().try_for_each(|option| sockopt::set(&fd, *option))?;
                Descriptor::new(fd, guest.wait())
            }
            None => {
                let domain = place.domain(None)?;
                let address = SocketAddr::new(place.ip.unwrap_or(domain.any()), port);
                let permit = guest.listen(address)?;
                let fd = open::open(domain, Transport::Tcp)?;
                place.kernel.iter().try_for_each(|option| sockopt::set(&fd, *option))?;
                let local = Local::Listen(permit.clone());
                guest.limit_domain(&fd, &local, place.dual())?;
                guest.settle(&fd, domain, &local)?;
                open::listen(&fd, &permit, backlog)?;
                Descriptor::unshared(fd, guest.wait())
            }
        };
        Ok(Self {
            descriptor: Some(descriptor),
            manner,
            attachment: Attachment::default(),
        })
    }

    /// Wait for a connection from a peer that the policy accepts.
    ///
    /// # Errors
    /// [`Error::Timeout`], [`Error::Closed`], or what `accept(2)` says.
    pub async fn accept(&self, guest: &Guest, deadline: Deadline) -> Result<Connection, Error> {
        let (fd, _) = open::accept(self.opened()?, guest, deadline).await?;
        let descriptor = Descriptor::accepted(fd, guest.wait());
        Ok(Connection::new(guest, descriptor, self.manner))
    }

    /// The local address.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn local_address(&self) -> Result<SocketAddr, Error> {
        open::local_address(self.opened()?)
    }

    /// Set options, in their order, up to the first bad one.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that a live listener does not have, or whose value does not fit.
    pub fn set(&mut self, options: impl IntoIterator<Item = TcpOption>) -> Result<(), Error> {
        for option in options {
            let descriptor = self.descriptor.as_ref().ok_or(Error::Closed)?;
            match self.manner.take(option)? {
                None => {}
                // The address is checked and bound: whether IPv4 belongs to it is settled.
                Some(TcpOption::Kernel(KernelOption::V6Only(_))) => return Err(Error::Invalid),
                Some(TcpOption::Kernel(option)) => sockopt::set(descriptor, option)?,
                Some(_) => return Err(Error::Invalid),
            }
        }
        Ok(())
    }

    /// Get options, in the order of their names; those that the socket does not have are left out.
    ///
    /// # Errors
    /// What the system says.
    pub fn get(&self, names: impl IntoIterator<Item = TcpOptionName>) -> Result<Vec<TcpOption>, Error> {
        options::get(&self.manner, self.opened()?, names)
    }

    /// Close the listener.
    pub fn close(&mut self) {
        self.attachment.detach();
        self.descriptor = None;
    }

    fn opened(&self) -> Result<&Descriptor, Error> {
        self.descriptor.as_ref().ok_or(Error::Closed)
    }
}

impl Source for Listener {
    fn descriptor(&self) -> Option<&Descriptor> {
        self.descriptor.as_ref()
    }

    fn attachment(&self) -> &Attachment {
        &self.attachment
    }

    fn attachment_mut(&mut self) -> &mut Attachment {
        &mut self.attachment
    }

    fn harvest(&mut self, heard: EventFlags, harvest: &mut Harvest<'_>) {
        harvest.report(&self.attachment, heard, false);
    }
}
