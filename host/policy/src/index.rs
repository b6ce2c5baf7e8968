//! Index: finds the rule about an address or a name among ten thousand, without allocating.

mod nets;
mod port_map;

use crate::{Effect, Host, HostName, Ports, Rule};
use nets::Nets;
use port_map::PortMap;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A rule, by its place in the policy.
pub(crate) type RuleId = u32;

/// Which ports are asked about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted {
    /// This one.
    Port(u16),
    /// At least one of them.
    Some,
    /// All of them.
    Every,
}

/// Rules of one effect about one question. Of many that match it finds one: the first written about the narrowest host.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    v4: Nets<u32>,
    v6: Nets<u128>,
    names: HashMap<Box<str>, PortMap>,
    under: HashMap<Box<str>, PortMap>,
    any: PortMap,
}

impl Index {
    pub(crate) fn new<'r>(rules: impl IntoIterator<Item = (RuleId, &'r Rule)>) -> Self {
        let mut sorted = Sorted::default();
        for (id, rule) in rules {
            sorted.add(id, rule);
        }
        let of_names = |names: HashMap<&str, Vec<_>>| {
            names
                .into_iter()
                .map(|(name, ports)| (name.into(), PortMap::new(ports)))
                .collect()
        };
        Self {
            v4: Nets::new(sorted.v4),
            v6: Nets::new(sorted.v6),
            names: of_names(sorted.names),
            under: of_names(sorted.under),
            any: PortMap::new(sorted.any),
        }
    }

    /// The rule about this address, which must be canonical.
    pub(crate) fn address(&self, ip: IpAddr, wanted: Wanted) -> Option<RuleId> {
        let of_nets = match ip {
            IpAddr::V4(ip) => self.v4.find(ip.to_bits(), wanted),
            IpAddr::V6(ip) => self.v6.find(ip.to_bits(), wanted),
        };
        of_nets.or_else(|| self.any.find(wanted))
    }

    /// The rule about this name; addresses that it may resolve to are not considered.
    pub(crate) fn name(&self, name: &HostName, wanted: Wanted) -> Option<RuleId> {
        let exact = self.names.get(name.as_str()).and_then(|ports| ports.find(wanted));
        let mut under = name.parents().filter_map(|domain| self.under.get(domain)?.find(wanted));
        exact.or_else(|| under.next()).or_else(|| self.any.find(wanted))
    }

    /// A rule about any address of the family of this one, which is the unspecified address.
    pub(crate) fn unspecified(&self, ip: IpAddr, wanted: Wanted) -> Option<RuleId> {
        let of_nets = match ip {
            IpAddr::V4(_) => self.v4.find_anywhere(wanted),
            IpAddr::V6(_) => self.v6.find_anywhere(wanted),
        };
        of_nets.or_else(|| self.any.find(wanted))
    }

    /// Whether no rule is about any address.
    pub(crate) fn is_empty(&self) -> bool {
        self.v4.is_empty() && self.v6.is_empty() && self.any.is_empty()
    }
}

/// Rules by what they are about.
#[derive(Default)]
struct Sorted<'r> {
    v4: Vec<(nets::Span<u32>, Ports, RuleId)>,
    v6: Vec<(nets::Span<u128>, Ports, RuleId)>,
    names: HashMap<&'r str, Vec<(Ports, RuleId)>>,
    under: HashMap<&'r str, Vec<(Ports, RuleId)>>,
    any: Vec<(Ports, RuleId)>,
}

impl<'r> Sorted<'r> {
    fn add(&mut self, id: RuleId, rule: &'r Rule) {
        let ports = rule.target().ports;
        match &rule.target().host {
            Host::Any => self.any.push((ports, id)),
            Host::Net(net) => self.add_net(*net, ports, id),
            Host::Under(domain) => self.under.entry(domain.as_str()).or_default().push((ports, id)),
            Host::Name(name) => {
                self.names.entry(name.as_str()).or_default().push((ports, id));
                if name.as_str() == "localhost" {
                    self.add_localhost(rule, id);
                }
            }
        }
    }

    /// `localhost` is an address too, where names mean nothing, and whenever it is forbidden.
    fn add_localhost(&mut self, rule: &Rule, id: RuleId) {
        let prefix = match rule.effect() {
            Effect::Allow if rule.action().is_destination() => return,
            Effect::Allow => 32,
            // 127.0.0.2 reaches whatever listens on 0.0.0.0: who forbids localhost means all of it.
            Effect::Deny => 8,
        };
        let v4 = ipnet::Ipv4Net::new_assert(Ipv4Addr::LOCALHOST, prefix).trunc();
        self.add_net(v4.into(), rule.target().ports, id);
        self.add_net(IpAddr::from(Ipv6Addr::LOCALHOST).into(), rule.target().ports, id);
    }

    fn add_net(&mut self, net: ipnet::IpNet, ports: Ports, id: RuleId) {
        match net {
            ipnet::IpNet::V4(net) => {
                let span = nets::Span::new(net.network().to_bits(), net.broadcast().to_bits());
                self.v4.push((span, ports, id));
            }
            ipnet::IpNet::V6(net) => {
                self.v6.push((
                    nets::Span::new(net.network().to_bits(), net.broadcast().to_bits()),
                    ports,
                    id,
                ));
            }
        }
    }
}
