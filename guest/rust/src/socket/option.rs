//! Options: `{Level, Name}` of `socket:setopt/3`, each of which knows the type of its value.

use std::fmt;

use super::{OptionName, Protocol, SocketOption, SocketType};
use crate::{Domain, Linger};

/// An option whose value is a `T`.
#[derive(Clone, Copy)]
pub struct Opt<T> {
    name: OptionName,
    pub(super) with: fn(T) -> SocketOption,
    pub(super) value: fn(SocketOption) -> Option<T>,
}

impl<T> Opt<T> {
    /// The name by which the contract knows the option.
    pub const fn name(&self) -> OptionName {
        self.name
    }
}

impl<T> fmt::Debug for Opt<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Opt").field(&self.name).finish()
    }
}

macro_rules! options {
    ($($(#[$doc:meta])+ $constant:ident: $type:ty = $name:ident;)*) => {
        $($(#[$doc])+
        pub const $constant: Opt<$type> = Opt {
            name: OptionName::$name,
            with: SocketOption::$name,
            value: |option| match option {
                SocketOption::$name(value) => Some(value),
                _ => None,
            },
        };)*
    };
}

options! {
    /// `{socket, domain}`, read only.
    DOMAIN: Domain = Domain;
    /// `{socket, type}`, read only.
    TYPE: SocketType = SocketType;
    /// `{socket, protocol}`, read only.
    PROTOCOL: Protocol = Protocol;
    /// `{socket, acceptconn}`, read only: is the socket listening?
    ACCEPTCONN: bool = Acceptconn;
    /// `{socket, reuseaddr}`.
    REUSEADDR: bool = Reuseaddr;
    /// `{socket, reuseport}`.
    REUSEPORT: bool = Reuseport;
    /// `{socket, keepalive}`.
    KEEPALIVE: bool = Keepalive;
    /// `{socket, broadcast}`.
    BROADCAST: bool = Broadcast;
    /// `{socket, linger}`; its time is in seconds.
    LINGER: Linger = Linger;
    /// `{socket, rcvbuf}`: bytes in the kernel's receive buffer.
    RCVBUF: u32 = Rcvbuf;
    /// `{socket, sndbuf}`: bytes in the kernel's send buffer.
    SNDBUF: u32 = Sndbuf;
    /// `{otp, recvbuf}`: the most bytes that `recv` with length 0 returns; 64 KiB unless set.
    RECVBUF: u32 = Recvbuf;
    /// `{tcp, nodelay}`.
    NODELAY: bool = Nodelay;
    /// `{ipv6, v6only}`.
    V6ONLY: bool = V6only;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_survives_both_ways() {
        assert_eq!((NODELAY.value)((NODELAY.with)(true)), Some(true));
        assert_eq!((RCVBUF.value)((RCVBUF.with)(4_096)), Some(4_096));
    }

    #[test]
    fn a_value_of_another_option_is_none() {
        assert_eq!((NODELAY.value)((KEEPALIVE.with)(true)), None);
        assert_eq!(TYPE.name(), OptionName::SocketType);
    }
}
