//! Reasons: why an operation failed, by the atoms of `inet:posix()`.

use std::{error::Error, fmt};

use crate::raw::types;

/// A result whose error is a [`Reason`].
pub type Result<T, E = Reason> = std::result::Result<T, E>;

macro_rules! reasons {
    ($($case:ident, $atom:literal, $meaning:literal;)*) => {
        /// Why an operation failed: the atoms of `inet:posix()`, and those that `gen_tcp` adds.
        ///
        /// A function's `# Errors` names the reasons that it gives by itself; any function that reaches the network may
        /// also pass on what the operating system says. Every function of a closed socket fails with `closed`.
        ///
        /// It prints as its atom and its meaning: `econnrefused: nobody listens at the address`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason {
            $(#[doc = concat!("`", $atom, "`: ", $meaning, ".")] $case,)*
        }

        impl Reason {
            /// Every reason, in the order of the contract.
            pub const ALL: &[Self] = &[$(Self::$case),*];

            /// The name by which Erlang knows the reason, e.g. `econnrefused`.
            pub const fn atom(self) -> &'static str {
                match self { $(Self::$case => $atom,)* }
            }

            /// What the reason means, e.g. `nobody listens at the address`.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$case => $meaning,)* }
            }
        }

        impl From<types::Reason> for Reason {
            fn from(reason: types::Reason) -> Self {
                match reason { $(types::Reason::$case => Self::$case,)* }
            }
        }
    };
}

reasons! {
    Closed, "closed", "the socket is closed, or the peer has closed the connection";
    Timeout, "timeout", "nothing happened within the time given";
    NotOwner, "not_owner", "the caller does not own the socket";
    SystemLimit, "system_limit", "a limit of the host that has no POSIX name was reached";
    Nxdomain, "nxdomain", "the host name does not exist";
    Eacces, "eacces", "the policy does not permit it";
    Eaddrinuse, "eaddrinuse", "the address is in use";
    Eaddrnotavail, "eaddrnotavail", "the address is not one of this machine's";
    Eafnosupport, "eafnosupport", "the address family does not fit the socket";
    Ealready, "ealready", "an earlier connect is still under way";
    Ebadf, "ebadf", "the descriptor is not one that the guest finds open";
    Econnaborted, "econnaborted", "the connection was aborted";
    Econnrefused, "econnrefused", "nobody listens at the address";
    Econnreset, "econnreset", "the peer reset the connection";
    Edestaddrreq, "edestaddrreq", "the socket has no destination";
    Ehostdown, "ehostdown", "the host is down";
    Ehostunreach, "ehostunreach", "no route leads to the host";
    Einprogress, "einprogress", "the connect goes on in the background";
    Eintr, "eintr", "a signal interrupted the call";
    Einval, "einval", "the argument, or the state of the socket, does not allow it";
    Eio, "eio", "input or output failed for a reason without a name here";
    Eisconn, "eisconn", "the socket is connected already";
    Emfile, "emfile", "the guest has as many sockets as it may have";
    Emsgsize, "emsgsize", "the message is larger than the protocol, the packet type or the limit allows";
    Enetdown, "enetdown", "the network is down";
    Enetreset, "enetreset", "the network dropped the connection";
    Enetunreach, "enetunreach", "no route leads to the network";
    Enfile, "enfile", "the host has as many open files as it may have";
    Enobufs, "enobufs", "the guest has as many bytes in host buffers as it may have";
    Enodev, "enodev", "there is no such device";
    Enomem, "enomem", "the host has no memory left";
    Enoprotoopt, "enoprotoopt", "the option does not exist at this socket";
    Enosys, "enosys", "the host does not implement it";
    Enotconn, "enotconn", "the socket is not connected";
    Enotsock, "enotsock", "the descriptor is not a socket";
    Eopnotsupp, "eopnotsupp", "the socket cannot do that";
    Eperm, "eperm", "the caller may not do that";
    Epfnosupport, "epfnosupport", "the protocol family is not supported";
    Epipe, "epipe", "the connection is shut down for writing";
    Eproto, "eproto", "the peer broke the protocol";
    Eprotonosupport, "eprotonosupport", "the protocol is not supported";
    Eprototype, "eprototype", "the protocol does not fit the type";
    Esocktnosupport, "esocktnosupport", "the type is not supported";
    Etimedout, "etimedout", "the connection timed out in the network";
    Ewouldblock, "ewouldblock", "it cannot be done without waiting";
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.atom(), self.meaning())
    }
}

impl Error for Reason {}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTRACT: &str = include_str!("../../../wit/types.wit");

    #[test]
    fn every_reason_of_the_contract_has_its_atom_and_meaning() {
        let ours = Reason::ALL
            .iter()
            .map(|reason| (reason.atom().to_owned(), reason.meaning().to_owned()));
        assert_eq!(ours.collect::<Vec<_>>(), contract());
    }

    #[test]
    fn a_reason_prints_its_atom_and_its_meaning() {
        assert_eq!(
            Reason::Econnrefused.to_string(),
            "econnrefused: nobody listens at the address"
        );
    }

    /// The cases of the enum `reason`, as they stand in the contract: a line of documentation, then the name.
    fn contract() -> Vec<(String, String)> {
        let (_, body) = CONTRACT.split_once("enum reason {").unwrap();
        let (body, _) = body.split_once('}').unwrap();
        let lines: Vec<_> = body.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let case = |pair: &[&str]| {
            let meaning = pair[0].strip_prefix("/// ").unwrap().trim_end_matches('.');
            let (first, rest) = meaning.split_at(1);
            (
                pair[1].trim_end_matches(',').replace('-', "_"),
                first.to_lowercase() + rest,
            )
        };
        lines.chunks(2).map(case).collect()
    }
}
