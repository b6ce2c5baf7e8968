//! Permit: the proof that a policy allows something. Who opens a socket asks for one; only a policy makes one.

mod kinds;
mod named;

use crate::{Rule, Transport};
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::sync::Arc;

pub use kinds::{AcceptFrom, Bind, Connect, Destination, Listen, Resolve, SendTo};
pub use named::NamePermit;

/// Leave to do `K` with one address, which is the one that was checked.
#[derive(Clone, Debug)]
pub struct Permit<K> {
    address: SocketAddr,
    transport: Transport,
    rule: Option<Arc<Rule>>,
    kind: PhantomData<K>,
}

impl<K> Permit<K> {
    pub(crate) fn new(transport: Transport, address: SocketAddr, rule: Option<Arc<Rule>>) -> Self {
        Self {
            address,
            transport,
            rule,
            kind: PhantomData,
        }
    }

    /// The address that was checked, to be used instead of the one that was asked for: an IPv4-mapped address has
    /// become the IPv4 address, and the unspecified address, as a destination, the loopback.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The transport that was checked.
    pub fn transport(&self) -> Transport {
        self.transport
    }

    /// The rule that decided; `None` where no rule was needed, or where a cap-std pool decided.
    pub fn rule(&self) -> Option<&Rule> {
        self.rule.as_deref()
    }
}

/// Leave for a socket to be bound to a port that the system chooses, because it connects or sends.
#[derive(Clone, Debug)]
pub struct ImplicitBind {
    permit: Permit<Bind>,
    granted: bool,
}

impl ImplicitBind {
    pub(crate) fn new(permit: Permit<Bind>, granted: bool) -> Self {
        Self { permit, granted }
    }

    /// The address that was checked.
    pub fn address(&self) -> SocketAddr {
        self.permit.address
    }

    /// The transport that was checked.
    pub fn transport(&self) -> Transport {
        self.permit.transport
    }

    /// Whether the guest could have bound the socket itself. If so, a UDP socket may receive from everyone that
    /// `accept-from` permits; if not, only from those to whom the guest may connect or send.
    pub fn granted(&self) -> bool {
        self.granted
    }

    /// The rule that granted it.
    pub fn rule(&self) -> Option<&Rule> {
        self.permit.rule()
    }
}
