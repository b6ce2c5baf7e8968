//! Name permit: leave to use a host name, given before it is resolved.

use super::{Destination, Permit, Resolve};
use crate::address::{destination, special};
use crate::index::Wanted;
use crate::policy::Authority;
use crate::refusal::{Refusal, Subject, Why};
use crate::tables::Table;
use crate::{Action, HostName, Rule, Transport};
use std::marker::PhantomData;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Leave to use a name for `K`. Every address that the name resolves to needs a check of its own.
#[derive(Clone, Debug)]
pub struct NamePermit<K> {
    authority: Arc<Authority>,
    name: HostName,
    /// The rule's transport, where none was asked for.
    transport: Transport,
    /// `None` where no port was asked for.
    port: Option<u16>,
    rule: Arc<Rule>,
    kind: PhantomData<K>,
}

impl<K> NamePermit<K> {
    /// The name to resolve: lower case, ASCII, no final dot.
    pub fn name(&self) -> &HostName {
        &self.name
    }

    /// The rule that granted the name.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Whether the name reaches the address: what a rule about addresses permits, it does in any case.
    fn reaches(&self, ip: IpAddr) -> Result<(), Why> {
        match special(ip) {
            None => Ok(()),
            Some("loopback") if self.name.is_localhost() => Ok(()),
            Some(kind) => Err(Why::NameReachesSpecial { kind }),
        }
    }

    fn refusal(&self, action: Option<Action>, ip: IpAddr, why: Why) -> Refusal {
        let subject = Subject::Name {
            name: self.name.as_str().into(),
            port: self.port,
            address: Some(ip),
        };
        Refusal::new(action, self.transport, subject, why)
    }
}

impl<K: Destination> NamePermit<K> {
    pub(crate) fn to_port(
        authority: &Arc<Authority>,
        transport: Transport,
        name: HostName,
        port: u16,
    ) -> Result<Self, Why> {
        let table = authority.tables.table(K::ACTION, transport);
        let (deny, allow) = (
            table.deny.name(&name, Wanted::Port(port)),
            table.allow.name(&name, Wanted::Port(port)),
        );
        let rule = authority.verdict(deny, allow)?;
        Ok(Self {
            authority: authority.clone(),
            name,
            transport,
            port: Some(port),
            rule,
            kind: PhantomData,
        })
    }

    /// Checks one of the addresses that the name resolved to.
    ///
    /// # Errors
    /// An address that a rule forbids. An address on the loopback, link-local, multicast or the like, unless a rule
    /// about addresses permits it or the name is `localhost`: who owns a name decides what it resolves to.
    pub fn address(&self, ip: IpAddr) -> Result<Permit<K>, Refusal> {
        let address = destination(SocketAddr::new(ip, self.port.unwrap_or_default()));
        let (ip, wanted) = (address.ip(), Wanted::Port(address.port()));
        let table = self.authority.tables.table(K::ACTION, self.transport);
        let rule = self
            .rule_for(table, ip, wanted)
            .map_err(|why| self.refusal(Some(K::ACTION), ip, why))?;
        Ok(Permit::new(self.transport, address, Some(rule)))
    }

    fn rule_for(&self, table: &Table, ip: IpAddr, wanted: Wanted) -> Result<Arc<Rule>, Why> {
        if let Some(rule) = table.deny.address(ip, wanted) {
            return Err(Why::Denied(self.authority.tables.rule(rule)));
        }
        self.reaches(ip).map(|()| self.rule.clone()).or_else(|why| {
            let by_address = table.allow.address(ip, wanted).ok_or(why)?;
            Ok(self.authority.tables.rule(by_address))
        })
    }
}

impl NamePermit<Resolve> {
    pub(crate) fn to_look_up(authority: &Arc<Authority>, name: HostName) -> Result<Self, (Transport, Why)> {
        let mut refused = None;
        for (transport, table) in authority.destinations() {
            let (deny, allow) = (
                table.deny.name(&name, Wanted::Every),
                table.allow.name(&name, Wanted::Some),
            );
            match authority.verdict(deny, allow) {
                Ok(rule) => {
                    let authority = authority.clone();
                    return Ok(Self {
                        authority,
                        name,
                        transport,
                        port: None,
                        rule,
                        kind: PhantomData,
                    });
                }
                // That a rule forbids it explains more than that none allows it elsewhere.
                Err(why @ Why::Denied(_)) => refused = refused.or(Some((transport, why))),
                Err(_) => {}
            }
        }
        Err(refused.unwrap_or((Transport::Tcp, Why::NoRule)))
    }

    /// Checks one of the addresses that the name resolved to, before the guest learns it.
    ///
    /// # Errors
    /// As for a name to connect to. Ports do not matter here: a rule that forbids the address counts if it is about
    /// all of them, one that permits it if it is about any.
    pub fn address(&self, ip: IpAddr) -> Result<(), Refusal> {
        let ip = destination(SocketAddr::new(ip, 0)).ip();
        let mut refused = None;
        for (_, table) in self.authority.destinations() {
            if table.allow.name(&self.name, Wanted::Some).is_none() {
                continue;
            }
            match self.may_learn(table, ip) {
                Ok(()) => return Ok(()),
                Err(why) => refused = refused.or(Some(why)),
            }
        }
        Err(self.refusal(None, ip, refused.unwrap_or(Why::NoRule)))
    }

    fn may_learn(&self, table: &Table, ip: IpAddr) -> Result<(), Why> {
        if let Some(rule) = table.deny.address(ip, Wanted::Every) {
            return Err(Why::Denied(self.authority.tables.rule(rule)));
        }
        self.reaches(ip)
            .or_else(|why| table.allow.address(ip, Wanted::Some).map(|_| ()).ok_or(why))
    }
}
