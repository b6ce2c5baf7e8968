//! Connection: packets and events over one TCP connection.

use crate::budget::Charge;
use crate::descriptor::Descriptor;
use crate::guest::{Guest, Host};
use crate::open::{self, Local};
use crate::poll::{Attachment, Source};
use crate::preopen::PreopenId;
use crate::sockopt::{self, KernelOption};
use crate::tcp::options::{self, ConnectOptions, Manner, OpenedOptions, TcpOption, TcpOptionName};
use crate::tcp::send::Queue;
use crate::{Deadline, Domain, Error};
use portcullis_packet::{Credit, Framer, Limits};
use portcullis_policy::permit::Connect;
use portcullis_policy::{Permit, Transport};
use rustix::io::Errno;
use rustix::net::{self, Shutdown};
use std::net::SocketAddr;
use std::sync::Arc;

/// A connection of `gen_tcp`.
#[derive(Debug)]
pub struct Connection {
    /// `None`: closed.
    pub(super) descriptor: Option<Arc<Descriptor>>,
    pub(super) manner: Manner,
    pub(super) credit: Credit,
    pub(super) framer: Framer,
    pub(super) framer_charge: Charge,
    pub(super) queue: Queue,
    pub(super) reading: Reading,
    pub(super) writing: Writing,
    /// The notice `{tcp_passive, S}` is due.
    pub(super) passive_due: bool,
    pub(super) attachment: Attachment,
}

/// What can still be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Becomes `Ended`.
    Open,
    /// Nothing more comes; whole packets may still be in the framer. Becomes `Told`.
    Ended(End),
    /// The guest has been told of the end.
    Told,
}

/// How reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The peer has closed, or shut down its writing end.
    Closed,
    /// The connection has failed.
    Failed(Errno),
    /// What came is no packet, or too large a one.
    NoPacket,
    /// The next packet does not fit what the guest may have in host buffers.
    NoBuffers,
    /// It failed, and the guest has been told why; that it is closed is left to tell.
    Reported,
}

/// What can still be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// Becomes `Shut`.
    Open,
    Shut,
}

/// How long `close` and `shutdown` wait for the queue to go out.
const CLOSE_TIMEOUT: Option<u32> = Some(5_000);

impl Connection {
    pub(super) fn new(guest: &Guest, descriptor: Descriptor, manner: Manner) -> Self {
        let mut framer = Framer::new(Limits::new(guest.budget().limit()));
        framer.set_packet_type(manner.packet);
        framer.set_packet_size(manner.packet_size);
        framer.set_line_limit(manner.buffer as usize);
        let mut credit = Credit::default();
        // A fresh credit has nothing to add to, so no sum is out of range and no notice is due.
        let _ = credit.set(manner.active);
        Self {
            descriptor: Some(Arc::new(descriptor)),
            manner,
            credit,
            framer,
            framer_charge: guest.budget().charge(),
            queue: Queue::new(guest.budget().charge()),
            reading: Reading::Open,
            writing: Writing::Open,
            passive_due: false,
            attachment: Attachment::default(),
        }
    }

    /// Connect to a port of a host: to the first of its permitted addresses that answers.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::NoName`], [`Error::Timeout`], or what `connect(2)` says of the last address.
    pub async fn connect(
        guest: &Guest,
        host: &Host,
        port: u16,
        options: ConnectOptions,
        deadline: Deadline,
    ) -> Result<Self, Error> {
        let domain = options.place.domain(host.address())?;
        let permits = guest.connect_host(Transport::Tcp, host, port, domain, deadline).await?;
        let mut last = Error::NoName;
        for permit in permits {
            match Self::connect_to(guest, &permit, domain, &options, deadline).await {
                Err(error @ Error::Os(_)) => last = error,
                decided => return decided,
            }
        }
        Err(last)
    }

    async fn connect_to(
        guest: &Guest,
        permit: &Permit<Connect>,
        domain: Domain,
        options: &ConnectOptions,
        deadline: Deadline,
    ) -> Result<Self, Error> {
        let ConnectOptions { manner, place, port } = options;
        let fd = open::open(domain, Transport::Tcp)?;
        place.kernel.iter().try_for_each(|option| sockopt::set(&fd, *option))?;
        if place.ip.is_some() || *port != 0 {
            let local = SocketAddr::new(place.ip.unwrap_or(domain.any()), *port);
            open::bind(&fd, domain, &Local::Bind(guest.bind(Transport::Tcp, local)?))?;
        } else {
            guest.chosen(Transport::Tcp, domain)?;
        }
        let descriptor = Descriptor::new(fd, guest.wait());
        open::connect(&descriptor, domain, permit, deadline).await?;
        Ok(Self::new(guest, descriptor, *manner))
    }

    /// Take a connection that the guest finds open.
    ///
    /// # Errors
    /// [`Error::NoDescriptor`], or what the system says of an option.
    pub fn fdopen(guest: &mut Guest, id: &PreopenId, options: OpenedOptions) -> Result<Self, Error> {
        let descriptor = guest.given().take(id)?.into_descriptor(guest.wait())?;
        let kernel = &options.place.kernel;
        kernel
            .iter()
            .try_for_each(|option| sockopt::set(&descriptor, *option))?;
        Ok(Self::new(guest, descriptor, options.manner))
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
    /// [`Error::Closed`], or what `getpeername(2)` says.
    pub fn peer_address(&self) -> Result<SocketAddr, Error> {
        open::peer_address(self.opened()?)
    }

    /// Set options, in their order, up to the first bad one.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that a live connection does not have, or whose value does not fit.
    pub fn set(&mut self, options: impl IntoIterator<Item = TcpOption>) -> Result<(), Error> {
        for option in options {
            self.set_one(option)?;
        }
        self.rearm()
    }

    fn set_one(&mut self, option: TcpOption) -> Result<(), Error> {
        let descriptor = self.opened()?.clone();
        if let TcpOption::Active(active) = option {
            let notice = self.credit.set(active).map_err(|_| Error::Invalid)?;
            self.passive_due |= notice.is_some();
            return Ok(());
        }
        match self.manner.take(option)? {
            None => {}
            Some(TcpOption::Kernel(KernelOption::V6Only(_))) => return Err(Error::Invalid),
            Some(TcpOption::Kernel(option)) => sockopt::set(descriptor, option)?,
            Some(_) => return Err(Error::Invalid),
        }
        if self.framer.packet_type() != self.manner.packet {
            self.framer.set_packet_type(self.manner.packet);
        }
        self.framer.set_packet_size(self.manner.packet_size);
        self.framer.set_line_limit(self.manner.buffer as usize);
        Ok(())
    }

    /// Get options, in the order of their names; those that the connection does not have are left out.
    ///
    /// # Errors
    /// What the system says.
    pub fn get(&self, names: impl IntoIterator<Item = TcpOptionName>) -> Result<Vec<TcpOption>, Error> {
        let now = Manner {
            active: self.credit.active(),
            ..self.manner
        };
        options::get(&now, self.opened()?, names)
    }

    /// Shut down one or both directions; writing when the queue has gone out.
    ///
    /// # Errors
    /// [`Error::Closed`], [`Error::Timeout`] if the queue does not go out, or what `shutdown(2)` says.
    pub async fn shutdown(&mut self, how: Shutdown) -> Result<(), Error> {
        let descriptor = self.opened()?.clone();
        if how != Shutdown::Write {
            net::shutdown(&descriptor, Shutdown::Read)?;
        }
        if how != Shutdown::Read && self.writing == Writing::Open {
            self.queue.flush(&descriptor, Deadline::after(CLOSE_TIMEOUT)).await?;
            self.end_writing()?;
        }
        self.rearm()
    }

    /// Close the connection; what is queued has a while to go out.
    pub async fn close(&mut self) {
        let deadline = Deadline::after(CLOSE_TIMEOUT);
        if let Some(descriptor) = self.descriptor.clone() {
            // Whoever closes does not ask what became of the rest.
            let _ = self.queue.flush(&descriptor, deadline).await;
        }
        self.shut();
    }

    /// Close at once, and give back what the connection holds.
    pub(super) fn shut(&mut self) {
        self.attachment.detach();
        self.descriptor = None;
        self.queue.clear();
        self.framer.finish();
        // Giving back cannot fail.
        let _ = self.framer_charge.set(0);
    }

    pub(super) fn opened(&self) -> Result<&Arc<Descriptor>, Error> {
        self.descriptor.as_ref().ok_or(Error::Closed)
    }
}
