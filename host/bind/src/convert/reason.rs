//! Errors become Erlang's atoms.

use crate::bindings::types::Reason;
use portcullis_net::{Errno, Error};

/// What a function of the contract returns.
pub(crate) type Answer<T> = wasmtime::Result<(Result<T, Reason>,)>;

/// A failed operation is a reason.
pub(crate) fn answer<T>(result: Result<T, Error>) -> Answer<T> {
    match result {
        // The guest is not asked.
        Err(error @ Error::Stopped) => Err(error.into()),
        result => Ok((result.map_err(Reason::from),)),
    }
}

impl From<Error> for Reason {
    fn from(error: Error) -> Self {
        match error {
            Error::Closed | Error::Stopped => Self::Closed,
            Error::Timeout => Self::Timeout,
            Error::Refused(_) => Self::Eacces,
            Error::NotOwner => Self::Eperm,
            Error::TooManySockets => Self::Emfile,
            Error::NoBuffers => Self::Enobufs,
            Error::NoDescriptor => Self::Ebadf,
            Error::NoName => Self::Nxdomain,
            Error::PacketTooLarge => Self::Emsgsize,
            Error::Invalid => Self::Einval,
            Error::Os(errno) => Self::from(errno),
        }
    }
}

impl From<Errno> for Reason {
    fn from(errno: Errno) -> Self {
        match errno {
            Errno::ACCESS => Self::Eacces,
            Errno::ADDRINUSE => Self::Eaddrinuse,
            Errno::ADDRNOTAVAIL => Self::Eaddrnotavail,
            Errno::AFNOSUPPORT => Self::Eafnosupport,
            Errno::ALREADY => Self::Ealready,
            Errno::BADF => Self::Ebadf,
            Errno::CONNABORTED => Self::Econnaborted,
            Errno::CONNREFUSED => Self::Econnrefused,
            Errno::CONNRESET => Self::Econnreset,
            Errno::DESTADDRREQ => Self::Edestaddrreq,
            Errno::HOSTDOWN => Self::Ehostdown,
            Errno::HOSTUNREACH => Self::Ehostunreach,
            Errno::INPROGRESS => Self::Einprogress,
            Errno::INTR => Self::Eintr,
            Errno::INVAL => Self::Einval,
            Errno::ISCONN => Self::Eisconn,
            Errno::MFILE => Self::Emfile,
            Errno::MSGSIZE => Self::Emsgsize,
            Errno::NETDOWN => Self::Enetdown,
            Errno::NETRESET => Self::Enetreset,
            Errno::NETUNREACH => Self::Enetunreach,
            Errno::NFILE => Self::Enfile,
            Errno::NOBUFS => Self::Enobufs,
            Errno::NODEV => Self::Enodev,
            Errno::NOMEM => Self::Enomem,
            Errno::NOPROTOOPT => Self::Enoprotoopt,
            Errno::NOSYS => Self::Enosys,
            Errno::NOTCONN => Self::Enotconn,
            Errno::NOTSOCK => Self::Enotsock,
            Errno::OPNOTSUPP => Self::Eopnotsupp,
            Errno::PERM => Self::Eperm,
            Errno::PFNOSUPPORT => Self::Epfnosupport,
            Errno::PIPE => Self::Epipe,
            Errno::PROTO => Self::Eproto,
            Errno::PROTONOSUPPORT => Self::Eprotonosupport,
            Errno::PROTOTYPE => Self::Eprototype,
            Errno::SOCKTNOSUPPORT => Self::Esocktnosupport,
            Errno::TIMEDOUT => Self::Etimedout,
            Errno::AGAIN => Self::Ewouldblock,
            _ => Self::Eio,
        }
    }
}
