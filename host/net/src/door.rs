//! Door: a listener of the host's own, whose connections are for guests, one for each.

use crate::descriptor::Descriptor;
use crate::open::{self, Local};
use crate::sockopt::{self, KernelOption};
use crate::{Accepted, Deadline, Domain, Error, Gate, Guest, Wait};
use portcullis_policy::Permit;
use portcullis_policy::permit::Listen;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use std::net::SocketAddr;
use tokio::io::Interest;

/// A listener at which connections come in. Dropping it closes it, and resets those that wait.
#[derive(Debug)]
pub struct Door {
    listener: Descriptor,
    /// It asks the gate who may come in, and has no sockets.
    keeper: Guest,
}

/// How many connections may wait at a door. The system may cap it.
const BACKLOG: u32 = 4_096;

impl Door {
    /// Listen where the permit says, for guests of this gate. Several doors that are `shared`, e.g. one for each thread, can be at
    /// one address: the system spreads connections over them.
    ///
    /// # Errors
    /// What `bind(2)` says.
    pub fn open(gate: &Gate, permit: &Permit<Listen>, shared: bool) -> Result<Self, Error> {
        let domain = Domain::of(permit.address().ip());
        let socket = open::open(domain, permit.transport())?;
        sockopt::set(&socket, KernelOption::ReuseAddr(true))?;
        sockopt::set(&socket, KernelOption::ReusePort(shared))?;
        if domain == Domain::Inet6 {
            // The permit says nothing of IPv4.
            sockopt::set(&socket, KernelOption::V6Only(true))?;
        }
        open::bind(&socket, domain, &Local::Listen(permit.clone()))?;
        open::listen(&socket, permit, BACKLOG)?;
        Ok(Self {
            listener: Descriptor::new(socket, &Wait::Runtime),
            keeper: Guest::new(gate.clone(), Wait::Runtime),
        })
    }

    /// The address; its port is the one that the system chose if the permit left it open.
    ///
    /// # Errors
    /// What `getsockname(2)` says.
    pub fn local_address(&self) -> Result<SocketAddr, Error> {
        open::local_address(&self.listener)
    }

    /// Wait until somebody is at the door.
    ///
    /// # Errors
    /// What `poll(2)` says.
    pub async fn knock(&self) -> Result<(), Error> {
        self.listener
            .attempt(Interest::READABLE, Deadline::Never, knocked)
            .await
    }

    /// Let in who is at the door, if the policy accepts the peer. Others are reset unseen.
    ///
    /// # Errors
    /// What `accept(2)` says.
    pub async fn accept(&self) -> Result<Option<Accepted>, Error> {
        match open::accept(&self.listener, &self.keeper, Deadline::Now).await {
            Ok((socket, peer)) => Ok(Some(Accepted::checked(socket, peer))),
            Err(Error::Timeout) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn knocked(fd: BorrowedFd<'_>) -> Result<(), Errno> {
    const AT_ONCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };
    match poll(&mut [PollFd::from_borrowed_fd(fd, PollFlags::IN)], Some(&AT_ONCE))? {
        0 => Err(Errno::AGAIN),
        _ => Ok(()),
    }
}
