//! Preopen: sockets that the policy opens for its guests, bound by the host or inherited.

use crate::gate::InheritedSocket;
use crate::open::{self, Local};
use crate::sockopt::{self, KernelOption};
use crate::{Domain, Error};
use portcullis_policy::{Inherited, Policy, Preopen, Source, Transport};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use rustix::net::SocketType;
use rustix::net::sockopt::{socket_acceptconn, socket_type};

/// What a pre-opened socket is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    Listener,
    Datagrams,
}

/// The open sockets.
#[derive(Debug, Default)]
pub(crate) struct Preopens(Vec<Opened>);

#[derive(Debug)]
struct Opened {
    fd: u16,
    name: Option<String>,
    good_for: Use,
    socket: OwnedFd,
}

/// How a guest names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreopenId {
    /// By its number: `{fd, N}`.
    Number(u32),
    /// By its name.
    Name(String),
}

/// Why a socket that the policy pre-opens is not there.
#[derive(Debug, thiserror::Error)]
#[error("cannot open [[preopen]] {entry}")]
pub struct PreopenError {
    /// What the policy says of it, in one line.
    pub entry: String,
    /// What keeps it from being opened.
    pub source: PreopenFault,
}

/// What keeps a socket from being pre-opened.
#[derive(Debug, thiserror::Error)]
pub enum PreopenFault {
    /// The host was not given it, or another entry has it already.
    #[error("no such socket was inherited (LISTEN_FDS), or another entry has it")]
    NotInherited,
    /// The host was given a socket of which a guest could make no use.
    #[error("what was inherited is neither a TCP socket that listens nor a UDP socket")]
    Useless,
    /// It cannot be opened, or bound to its address.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<Errno> for PreopenFault {
    fn from(errno: Errno) -> Self {
        Self::Failed(errno.into())
    }
}

/// How many connections may wait at a listener that the host binds.
const BACKLOG: u32 = 1_024;

impl Preopens {
    pub(crate) fn open(policy: &Policy, mut inherited: Vec<InheritedSocket>) -> Result<Self, PreopenError> {
        let open = |preopen: &Preopen| {
            open_one(policy, preopen, &mut inherited).map_err(|source| PreopenError {
                entry: preopen.in_one_line(),
                source,
            })
        };
        Ok(Self(policy.preopens().iter().map(open).collect::<Result<_, _>>()?))
    }

    /// A descriptor of its own for the guest, which may close it.
    pub(crate) fn take(&self, id: &PreopenId, good_for: Use) -> Result<OwnedFd, Error> {
        let found = self.0.iter().find(|opened| match id {
            PreopenId::Number(number) => u32::from(opened.fd) == *number,
            PreopenId::Name(name) => opened.name.as_ref() == Some(name),
        });
        let opened = found
            .filter(|opened| opened.good_for == good_for)
            .ok_or(Error::NoDescriptor)?;
        Ok(opened.socket.try_clone()?)
    }
}

fn open_one(policy: &Policy, preopen: &Preopen, inherited: &mut Vec<InheritedSocket>) -> Result<Opened, PreopenFault> {
    let socket = match preopen.source() {
        Source::Listen(address) => {
            let domain = Domain::of(address.ip());
            let permit = policy.preopened_listener(preopen).ok_or(Error::NoDescriptor)?;
            let socket = open::open(domain, Transport::Tcp)?;
            sockopt::set(&socket, KernelOption::ReuseAddr(true))?;
            open::bind(&socket, domain, &Local::Listen(permit.clone()))?;
            open::listen(&socket, &permit, BACKLOG)?;
            socket
        }
        Source::Bind(transport, address) => {
            let domain = Domain::of(address.ip());
            let permit = policy.preopened_socket(preopen).ok_or(Error::NoDescriptor)?;
            let socket = open::open(domain, *transport)?;
            open::bind(&socket, domain, &Local::Bind(permit))?;
            socket
        }
        Source::Inherit(source) => {
            let index = inherited.iter().position(|one| match source {
                Inherited::Number(number) => one.number == *number,
                Inherited::Name(name) => one.name.as_ref() == Some(name),
            });
            inherited.swap_remove(index.ok_or(PreopenFault::NotInherited)?).socket
        }
    };
    let good_for = what_for(&socket)?;
    fcntl_setfl(&socket, fcntl_getfl(&socket)? | OFlags::NONBLOCK)?;
    Ok(Opened {
        fd: preopen.fd(),
        name: preopen.name().map(str::to_owned),
        good_for,
        socket,
    })
}

fn what_for(socket: impl AsFd) -> Result<Use, PreopenFault> {
    match socket_type(&socket)? {
        SocketType::DGRAM => Ok(Use::Datagrams),
        SocketType::STREAM if socket_acceptconn(&socket)? => Ok(Use::Listener),
        _ => Err(PreopenFault::Useless),
    }
}
