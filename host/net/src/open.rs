//! Open, bind, listen, connect, accept: the system calls that reach the network, each with its permit.

use crate::descriptor::{self, Descriptor};
use crate::guest::Guest;
use crate::sockopt::{self, KernelOption, Linger};
use crate::{Deadline, Domain, Error};
use portcullis_policy::permit::{Bind, Connect, Listen};
use portcullis_policy::{ImplicitBind, Permit, Transport};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::Errno;
use rustix::net::{self, SocketAddrAny, SocketFlags, SocketType, ipproto};
use std::net::SocketAddr;
use tokio::io::Interest;

/// An unbound, unconnected socket: it reaches nobody until a permit is spent on it.
pub(crate) fn open(domain: Domain, transport: Transport) -> Result<OwnedFd, Error> {
    let (kind, protocol) = match transport {
        Transport::Tcp => (SocketType::STREAM, ipproto::TCP),
        Transport::Udp => (SocketType::DGRAM, ipproto::UDP),
    };
    Ok(net::socket_with(
        domain.family(),
        kind,
        SocketFlags::CLOEXEC | SocketFlags::NONBLOCK,
        Some(protocol),
    )?)
}

/// The right to a local address.
#[derive(Debug)]
pub(crate) enum Local {
    Bind(Permit<Bind>),
    Listen(Permit<Listen>),
    /// The system chooses the port.
    Chosen(ImplicitBind),
}

impl Local {
    pub(crate) fn address(&self) -> SocketAddr {
        match self {
            Self::Bind(permit) => permit.address(),
            Self::Listen(permit) => permit.address(),
            Self::Chosen(bind) => bind.address(),
        }
    }
}

pub(crate) fn bind(fd: impl AsFd, domain: Domain, local: &Local) -> Result<(), Error> {
    bind_to_port(fd, domain, local, local.address().port())
}

/// Bind to a port that the system has chosen for this right before.
pub(crate) fn bind_to_port(fd: impl AsFd, domain: Domain, local: &Local, port: u16) -> Result<(), Error> {
    let address = SocketAddr::new(local.address().ip(), port);
    let address = domain.express(address).ok_or(Errno::AFNOSUPPORT)?;
    Ok(net::bind(fd, &address)?)
}

pub(crate) fn listen(fd: impl AsFd, _permit: &Permit<Listen>, backlog: u32) -> Result<(), Error> {
    Ok(net::listen(fd, backlog.min(i32::MAX as u32) as i32)?)
}

pub(crate) async fn connect(
    descriptor: &Descriptor,
    domain: Domain,
    permit: &Permit<Connect>,
    deadline: Deadline,
) -> Result<(), Error> {
    let address = domain.express(permit.address()).ok_or(Errno::AFNOSUPPORT)?;
    match descriptor.now(|fd| net::connect(fd, &address)) {
        Err(Errno::INPROGRESS) => {}
        Ok(()) => return Ok(descriptor.let_block()?),
        Err(errno) => return Err(errno.into()),
    }
    // Linux tells a second connect(2) how the first has ended, and only then takes a third: SO_ERROR would leave
    // that to the guest's next connect (__inet_stream_connect, SS_CONNECTING).
    let connected = |fd: BorrowedFd<'_>| match net::connect(fd, &address) {
        Err(Errno::ALREADY) => Err(Errno::AGAIN),
        result => result,
    };
    descriptor.attempt(Interest::WRITABLE, deadline, connected).await?;
    Ok(descriptor.let_block()?)
}

/// Wait for a connection from a peer that the policy accepts. Others are reset unseen.
pub(crate) async fn accept(
    listener: &Descriptor,
    guest: &Guest,
    deadline: Deadline,
) -> Result<(OwnedFd, SocketAddr), Error> {
    let flags = descriptor::accept_flags(guest.wait());
    loop {
        let accept = |fd: BorrowedFd<'_>| accept_now(fd, flags);
        let (fd, peer) = match listener.accepts(deadline)? {
            Some(thread) => match listener.wait_in(thread, accept) {
                Err(Error::Os(Errno::AGAIN)) => continue,
                accepted => accepted?,
            },
            None => listener.attempt(Interest::READABLE, deadline, accept).await?,
        };
        let Some(peer) = peer.and_then(socket_address) else {
            continue;
        };
        if guest.accept_from(Transport::Tcp, peer).is_ok() {
            return Ok((fd, peer));
        }
        reset_on_close(&fd)?;
        if deadline.passed() {
            return Err(Error::Timeout);
        }
        // Refused peers may keep coming; others on this thread want their turn as well.
        tokio::task::yield_now().await;
    }
}

/// Whoever closes the connection resets it.
pub(crate) fn reset_on_close(fd: impl AsFd) -> Result<(), Errno> {
    let at_once = Linger {
        onoff: true,
        seconds: 0,
    };
    sockopt::set(fd, KernelOption::Linger(at_once))
}

fn accept_now(fd: BorrowedFd<'_>, flags: SocketFlags) -> Result<(OwnedFd, Option<SocketAddrAny>), Errno> {
    match net::acceptfrom_with(fd, flags) {
        // The peer has gone before it was accepted: wait for the next.
        Err(Errno::CONNABORTED) => Err(Errno::AGAIN),
        result => result,
    }
}

pub(crate) fn local_address(fd: impl AsFd) -> Result<SocketAddr, Error> {
    socket_address(net::getsockname(fd)?).ok_or(Error::Os(Errno::AFNOSUPPORT))
}

pub(crate) fn peer_address(fd: impl AsFd) -> Result<SocketAddr, Error> {
    net::getpeername(fd)?
        .and_then(socket_address)
        .ok_or(Error::Os(Errno::NOTCONN))
}

pub(crate) fn socket_address(address: SocketAddrAny) -> Option<SocketAddr> {
    address.try_into().ok()
}
