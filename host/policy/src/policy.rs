//! Policy: authority over the network, the only thing that makes permits.

use crate::address::{canonical, destination};
use crate::index::{RuleId, Wanted};
use crate::permit::{
    AcceptFrom, Bind, Connect, Destination, ImplicitBind, Listen, NamePermit, Permit, Resolve, SendTo,
};
use crate::pool::Pool;
use crate::refusal::{Refusal, Subject, Why};
use crate::tables::{Table, Tables};
use crate::{Action, HostName, Preopen, Rule, Rules, Source, Transport};
use cap_std::AmbientAuthority;
use std::net::SocketAddr;
use std::sync::Arc;

/// What a guest may do with the network. The empty policy, [`Policy::default`], grants nothing.
///
/// What no rule permits is refused, and what a rule forbids is refused whatever permits it. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Policy(Arc<Authority>);

/// What the permits of a policy refer to.
#[derive(Debug, Default)]
pub(crate) struct Authority {
    pub(crate) tables: Tables,
    preopens: Vec<Preopen>,
    pool: Option<Pool>,
}

impl Policy {
    /// Gives the rules force.
    ///
    /// # Ambient authority
    /// Here, and nowhere else, rules turn from data into leave to use the host's network.
    pub fn new(rules: Rules, _: AmbientAuthority) -> Self {
        let (rules, preopens) = rules.into_parts();
        Self(Arc::new(Authority {
            tables: Tables::new(rules),
            preopens,
            pool: None,
        }))
    }

    /// May the guest connect to the address?
    ///
    /// # Errors
    /// The refusal. So with all questions below.
    pub fn connect(&self, transport: Transport, to: SocketAddr) -> Result<Permit<Connect>, Refusal> {
        self.ask(Action::Connect, transport, destination(to))
    }

    /// May the guest send datagrams to the address?
    ///
    /// # Errors
    /// The refusal.
    pub fn send_to(&self, to: SocketAddr) -> Result<Permit<SendTo>, Refusal> {
        self.ask(Action::SendTo, Transport::Udp, destination(to))
    }

    /// May the guest listen for TCP connections at the address? It then may also bind a TCP socket to it.
    ///
    /// # Errors
    /// The refusal. To listen at `0.0.0.0` or `::` is to listen at every address of the family: a rule that forbids
    /// any of them forbids that. Who leaves `IPV6_V6ONLY` off must ask for `0.0.0.0` besides `::`.
    pub fn listen(&self, at: SocketAddr) -> Result<Permit<Listen>, Refusal> {
        self.ask_local(Action::Listen, Transport::Tcp, canonical(at))
    }

    /// May the guest bind a socket to the address? A UDP socket that is bound receives.
    ///
    /// # Errors
    /// The refusal; for `0.0.0.0` and `::` as with [`Policy::listen`].
    pub fn bind(&self, transport: Transport, to: SocketAddr) -> Result<Permit<Bind>, Refusal> {
        self.ask_local(Action::Bind, transport, canonical(to))
    }

    /// May a socket be bound to this address, usually the unspecified one with port 0, because the guest connects or
    /// sends with it unbound? No rule needs to permit it.
    ///
    /// # Errors
    /// A rule that forbids the guest to bind to it.
    pub fn implicit_bind(&self, transport: Transport, to: SocketAddr) -> Result<ImplicitBind, Refusal> {
        let to = canonical(to);
        if let Ok(permit) = self.ask_local(Action::Bind, transport, to) {
            return Ok(ImplicitBind::new(permit, true));
        }
        match self.ask::<Bind>(Action::Bind, transport, to) {
            Err(refusal) if refusal.rule().is_some() => Err(refusal),
            _ => Ok(ImplicitBind::new(Permit::new(transport, to, None), false)),
        }
    }

    /// May the guest take a connection, or a datagram, from this peer?
    ///
    /// # Errors
    /// A peer that a rule forbids; and, if any rule permits peers of this transport, one that none permits.
    pub fn accept_from(&self, transport: Transport, peer: SocketAddr) -> Result<Permit<AcceptFrom>, Refusal> {
        let peer = canonical(peer);
        match self.ask(Action::AcceptFrom, transport, peer) {
            Err(refusal) if refusal.rule().is_none() && self.table(Action::AcceptFrom, transport).allow.is_empty() => {
                Ok(Permit::new(transport, peer, None))
            }
            answer => answer,
        }
    }

    /// May the guest connect to the name? Ask this before resolving it.
    ///
    /// # Errors
    /// The refusal; a text that is not a host name is refused too, and an address in text is none.
    pub fn connect_name(&self, transport: Transport, name: &str, port: u16) -> Result<NamePermit<Connect>, Refusal> {
        self.ask_name(transport, name, port)
    }

    /// May the guest send datagrams to the name? Ask this before resolving it.
    ///
    /// # Errors
    /// Those of [`Policy::connect_name`].
    pub fn send_to_name(&self, name: &str, port: u16) -> Result<NamePermit<SendTo>, Refusal> {
        self.ask_name(Transport::Udp, name, port)
    }

    /// May the guest learn the addresses of the name? It may if it may connect or send to the name at some port.
    ///
    /// # Errors
    /// Those of [`Policy::connect_name`].
    pub fn resolve(&self, name: &str) -> Result<NamePermit<Resolve>, Refusal> {
        let refused = |(transport, why)| Refusal::new(None, transport, Subject::name(name, None), why);
        let name = HostName::parse(name).map_err(|error| refused((Transport::Tcp, Why::NotAName(error))))?;
        NamePermit::to_look_up(&self.0, name).map_err(refused)
    }

    /// The descriptors that the guest finds open.
    pub fn preopens(&self) -> &[Preopen] {
        &self.0.preopens
    }

    /// Leave to listen where a pre-opened listener is to be; `None` if the entry is not one of this policy's, or no such.
    pub fn preopened_listener(&self, preopen: &Preopen) -> Option<Permit<Listen>> {
        match preopen.source() {
            Source::Listen(at) if self.preopens().contains(preopen) => Some(Permit::new(Transport::Tcp, *at, None)),
            _ => None,
        }
    }

    /// Leave to bind where a pre-opened socket is to be; `None` if the entry is not one of this policy's, or no such.
    pub fn preopened_socket(&self, preopen: &Preopen) -> Option<Permit<Bind>> {
        match preopen.source() {
            Source::Bind(transport, to) if self.preopens().contains(preopen) => {
                Some(Permit::new(*transport, *to, None))
            }
            _ => None,
        }
    }

    fn table(&self, action: Action, transport: Transport) -> &Table {
        self.0.tables.table(action, transport)
    }

    fn ask<K>(&self, action: Action, transport: Transport, address: SocketAddr) -> Result<Permit<K>, Refusal> {
        let (table, ip, wanted) = (
            self.table(action, transport),
            address.ip(),
            Wanted::Port(address.port()),
        );
        let refused = |why| Refusal::new(Some(action), transport, Subject::Address(address), why);
        match self
            .0
            .verdict(table.deny.address(ip, wanted), table.allow.address(ip, wanted))
        {
            Ok(rule) => Ok(Permit::new(transport, address, Some(rule))),
            Err(Why::NoRule) if self.0.pool.as_ref().is_some_and(|pool| pool.contains(address)) => {
                Ok(Permit::new(transport, address, None))
            }
            Err(why) => Err(refused(why)),
        }
    }

    /// The same where the unspecified address stands for all of the host's own.
    fn ask_local<K>(&self, action: Action, transport: Transport, at: SocketAddr) -> Result<Permit<K>, Refusal> {
        if at.ip().is_unspecified() {
            let denied = self
                .table(action, transport)
                .deny
                .unspecified(at.ip(), Wanted::Port(at.port()));
            if let Some(rule) = denied {
                let why = Why::Denied(self.0.tables.rule(rule));
                return Err(Refusal::new(Some(action), transport, Subject::Address(at), why));
            }
        }
        self.ask(action, transport, at)
    }

    fn ask_name<K: Destination>(&self, transport: Transport, name: &str, port: u16) -> Result<NamePermit<K>, Refusal> {
        let refused = |why| Refusal::new(Some(K::ACTION), transport, Subject::name(name, Some(port)), why);
        let name = HostName::parse(name).map_err(|error| refused(Why::NotAName(error)))?;
        NamePermit::to_port(&self.0, transport, name, port).map_err(refused)
    }
}

impl From<cap_std::net::Pool> for Policy {
    /// A pool is authority already: every action on the addresses that it contains is permitted, no name is, and
    /// peers may come from anywhere.
    fn from(pool: cap_std::net::Pool) -> Self {
        Self(Arc::new(Authority {
            pool: Some(Pool::from(pool)),
            ..Authority::default()
        }))
    }
}

impl Authority {
    /// What follows from a rule that forbids and a rule that permits, if there are such.
    pub(crate) fn verdict(&self, deny: Option<RuleId>, allow: Option<RuleId>) -> Result<Arc<Rule>, Why> {
        if let Some(rule) = deny {
            return Err(Why::Denied(self.tables.rule(rule)));
        }
        allow.map(|rule| self.tables.rule(rule)).ok_or(Why::NoRule)
    }

    /// The tables about where bytes go.
    pub(crate) fn destinations(&self) -> impl Iterator<Item = (Transport, &Table)> {
        [
            (Action::Connect, Transport::Tcp),
            (Action::Connect, Transport::Udp),
            (Action::SendTo, Transport::Udp),
        ]
        .into_iter()
        .map(|(action, transport)| (transport, self.tables.table(action, transport)))
    }
}

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;
