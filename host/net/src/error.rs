//! Error: why an operation on a socket failed.

use portcullis_policy::Refusal;
use rustix::io::Errno;

/// Why an operation failed. The embedding crate makes Erlang's atoms of these.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The socket is closed, or its peer has closed.
    #[error("the socket is closed")]
    Closed,
    /// Nothing happened in time.
    #[error("timed out")]
    Timeout,
    /// The policy does not permit it.
    #[error(transparent)]
    Refused(#[from] Box<Refusal>),
    /// Another poller owns the socket.
    #[error("the caller does not own the socket")]
    NotOwner,
    /// The guest holds as many sockets as it may.
    #[error("too many sockets")]
    TooManySockets,
    /// The host holds as many bytes for the guest as it may.
    #[error("no buffer space left")]
    NoBuffers,
    /// The guest finds no such descriptor open.
    #[error("no such pre-opened descriptor")]
    NoDescriptor,
    /// The host name does not exist, or has no address of the family asked for.
    #[error("no such host")]
    NoName,
    /// The packet is larger than its header can say, or than the limit.
    #[error("the packet is too large")]
    PacketTooLarge,
    /// The argument, or the state of the socket, does not allow it.
    #[error("invalid argument or state")]
    Invalid,
    /// The host has stopped the guest: no reason for the guest, whose call traps.
    #[error("the host has stopped the guest")]
    Stopped,
    /// The operating system says no.
    #[error(transparent)]
    Os(#[from] Errno),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Os(Errno::from_io_error(&error).unwrap_or(Errno::IO))
    }
}
