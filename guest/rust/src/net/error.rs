//! Reasons as errors of `std::io`, and back.

use std::io::{Error, ErrorKind};

use crate::Reason;

impl Reason {
    /// The reason inside an error that this crate made; `None` of any other error.
    pub fn of(error: &Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}

impl From<Reason> for Error {
    fn from(reason: Reason) -> Self {
        Self::new(kind(reason), reason)
    }
}

fn kind(reason: Reason) -> ErrorKind {
    match reason {
        Reason::Closed | Reason::Epipe => ErrorKind::BrokenPipe,
        Reason::Timeout | Reason::Etimedout => ErrorKind::TimedOut,
        Reason::NotOwner | Reason::Eacces | Reason::Eperm => ErrorKind::PermissionDenied,
        Reason::Nxdomain | Reason::Enodev => ErrorKind::NotFound,
        Reason::Eaddrinuse => ErrorKind::AddrInUse,
        Reason::Eaddrnotavail => ErrorKind::AddrNotAvailable,
        Reason::Econnaborted => ErrorKind::ConnectionAborted,
        Reason::Econnrefused => ErrorKind::ConnectionRefused,
        Reason::Econnreset | Reason::Enetreset => ErrorKind::ConnectionReset,
        Reason::Ehostdown | Reason::Ehostunreach => ErrorKind::HostUnreachable,
        Reason::Enetdown => ErrorKind::NetworkDown,
        Reason::Enetunreach => ErrorKind::NetworkUnreachable,
        Reason::Eintr => ErrorKind::Interrupted,
        Reason::Ealready | Reason::Einprogress | Reason::Ewouldblock => ErrorKind::WouldBlock,
        Reason::Edestaddrreq | Reason::Enotconn => ErrorKind::NotConnected,
        Reason::Ebadf | Reason::Einval | Reason::Eisconn | Reason::Emsgsize | Reason::Enotsock => {
            ErrorKind::InvalidInput
        }
        Reason::Enobufs | Reason::Enomem => ErrorKind::OutOfMemory,
        Reason::Eproto => ErrorKind::InvalidData,
        Reason::Eafnosupport
        | Reason::Enoprotoopt
        | Reason::Enosys
        | Reason::Eopnotsupp
        | Reason::Epfnosupport
        | Reason::Eprotonosupport
        | Reason::Eprototype
        | Reason::Esocktnosupport => ErrorKind::Unsupported,
        Reason::SystemLimit | Reason::Emfile | Reason::Enfile => ErrorKind::QuotaExceeded,
        Reason::Eio => ErrorKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_its_kind_and_keeps_its_reason() {
        let error = Error::from(Reason::Eacces);
        assert_eq!(error.kind(), ErrorKind::PermissionDenied);
        assert_eq!(error.to_string(), "eacces: the policy does not permit it");
        assert_eq!(Reason::of(&error), Some(Reason::Eacces));
    }

    #[test]
    fn an_error_of_another_maker_has_no_reason() {
        assert_eq!(Reason::of(&ErrorKind::TimedOut.into()), None);
        assert_eq!(Reason::of(&Error::other("no")), None);
    }
}
