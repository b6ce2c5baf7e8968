//! Guest: the checks that one guest passes, and the account of what it uses.

use crate::budget::Budget;
use crate::gate::Gate;
use crate::given::Given;
use crate::names::{Answers, Names};
use crate::open::{self, Local};
use crate::shard::{Shard, Shards};
use crate::sockopt::{self, KernelOption};
use crate::{Deadline, Domain, Error, Wait};
use portcullis_policy::permit::{AcceptFrom, Bind, Connect, Listen, SendTo};
use portcullis_policy::{Action, Permit, Refusal, Transport, Why};
use rustix::fd::AsFd;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// Where a guest wants to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A host name, or the text of an address.
    Name(String),
    /// An address.
    Address(IpAddr),
}

impl Host {
    /// The address, unless it is a name. The text of an address is an address, whatever the rules say of names.
    pub(crate) fn address(&self) -> Option<IpAddr> {
        match self {
            Self::Address(ip) => Some(*ip),
            Self::Name(name) => name.parse().ok(),
        }
    }

    fn name(&self) -> Result<&str, IpAddr> {
        match self {
            Self::Name(name) => self.address().map_or(Ok(name), Err),
            Self::Address(ip) => Err(*ip),
        }
    }
}

/// One guest before the gate.
#[derive(Debug)]
pub struct Guest {
    gate: Gate,
    names: Names,
    answers: Answers,
    budget: Budget,
    given: Given,
    wait: Wait,
    shard: Option<Shard>,
}

impl Guest {
    pub(crate) fn new(gate: Gate, wait: Wait) -> Self {
        let limits = *gate.limits();
        Self {
            names: Names::new(gate.resolver(), limits.lookups),
            answers: Answers::default(),
            budget: Budget::new(limits.buffer_bytes),
            given: Given::default(),
            gate,
            wait,
            shard: None,
        }
    }

    /// From now on the guest is one of several.
    pub fn join(&mut self, shards: &Shards) {
        self.shard = Some(Shard::new(shards));
    }

    pub(crate) fn wait(&self) -> &Wait {
        &self.wait
    }

    pub(crate) fn gate(&self) -> &Gate {
        &self.gate
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// The connections that the guest finds open.
    pub fn given(&mut self) -> &mut Given {
        &mut self.given
    }

    pub(crate) fn listen(&self, address: SocketAddr) -> Result<Permit<Listen>, Error> {
        self.heard(Action::Listen, self.gate.policy().listen(address))
    }

    pub(crate) fn bind(&self, transport: Transport, address: SocketAddr) -> Result<Permit<Bind>, Error> {
        self.heard(Action::Bind, self.gate.policy().bind(transport, address))
    }

    /// A socket may be bound where the guest may bind, and a stream where it may listen as well.
    pub(crate) fn local(&self, transport: Transport, address: SocketAddr) -> Result<Local, Error> {
        let bind = self.gate.policy().bind(transport, address);
        if transport == Transport::Tcp && bind.is_err() {
            return Ok(Local::Listen(self.listen(address)?));
        }
        Ok(Local::Bind(self.heard(Action::Bind, bind)?))
    }

    /// Bind a socket that waits for others to come.
    pub(crate) fn settle(&self, socket: impl AsFd, domain: Domain, local: &Local) -> Result<(), Error> {
        match &self.shard {
            None => open::bind(socket, domain, local),
            Some(shard) => shard.bind(socket, domain, local),
        }
    }

    /// A socket on `::` takes IPv4 as well, on 0.0.0.0; it may only if the policy permits that too.
    ///
    /// # Errors
    /// [`Error::Refused`] if `dual`: the guest insists on IPv4.
    pub(crate) fn limit_domain(&self, socket: impl AsFd, local: &Local, dual: bool) -> Result<(), Error> {
        let address = local.address();
        if address.ip() != IpAddr::from(Ipv6Addr::UNSPECIFIED) {
            return Ok(());
        }
        let inet = SocketAddr::new(Domain::Inet.any(), address.port());
        let policy = self.gate.policy();
        let refusal = match local {
            Local::Listen(_) => policy.listen(inet).err(),
            Local::Bind(permit) => policy.bind(permit.transport(), inet).err(),
            // It receives nothing that the guest has not asked for.
            Local::Chosen(_) => None,
        };
        match refusal {
            None => Ok(()),
            Some(refusal) if dual => Err(self.refused(refusal)),
            Some(_) => Ok(sockopt::set(socket, KernelOption::V6Only(true))?),
        }
    }

    /// May the system choose the local address?
    pub(crate) fn chosen(&self, transport: Transport, domain: Domain) -> Result<Local, Error> {
        let address = SocketAddr::new(domain.any(), 0);
        let chosen = self.gate.policy().implicit_bind(transport, address);
        chosen.map(Local::Chosen).map_err(|refusal| self.refused(refusal))
    }

    pub(crate) fn accept_from(&self, transport: Transport, peer: SocketAddr) -> Result<Permit<AcceptFrom>, Error> {
        self.heard(Action::AcceptFrom, self.gate.policy().accept_from(transport, peer))
    }

    /// Is the peer one that the guest may send to? Nobody is told of a no: the datagram is only dropped.
    pub(crate) fn may_send_to(&self, peer: SocketAddr) -> bool {
        self.send_permit(peer).is_ok()
    }

    pub(crate) fn send_to(&self, address: SocketAddr) -> Result<Permit<SendTo>, Error> {
        self.heard(Action::SendTo, self.send_permit(address))
    }

    pub(crate) fn connect(&self, transport: Transport, address: SocketAddr) -> Result<Permit<Connect>, Error> {
        let policy = self.gate.policy();
        let by_name = |name: &str| {
            policy
                .connect_name(transport, name, address.port())?
                .address(address.ip())
        };
        self.heard(
            Action::Connect,
            self.by_answer(address, policy.connect(transport, address), by_name),
        )
    }

    /// The permitted addresses of a host, in the resolver's order; never none.
    pub(crate) async fn connect_host(
        &self,
        transport: Transport,
        host: &Host,
        port: u16,
        domain: Domain,
        deadline: Deadline,
    ) -> Result<Vec<Permit<Connect>>, Error> {
        let name = match host.name() {
            Err(ip) => return Ok(vec![self.connect(transport, SocketAddr::new(ip, port))?]),
            Ok(name) => name,
        };
        let permit = self
            .gate
            .policy()
            .connect_name(transport, name, port)
            .map_err(|refusal| self.refused(refusal))?;
        let addresses = self.look_up(permit.name().as_str(), deadline).await?;
        self.permitted(of_domain(addresses, domain)?, |ip| permit.address(ip))
    }

    /// The first permitted address of a host, to send datagrams to.
    pub(crate) async fn send_to_host(
        &self,
        host: &Host,
        port: u16,
        domain: Domain,
        deadline: Deadline,
    ) -> Result<Permit<SendTo>, Error> {
        let name = match host.name() {
            Err(ip) => return self.send_to(SocketAddr::new(ip, port)),
            Ok(name) => name,
        };
        let permit = self
            .gate
            .policy()
            .send_to_name(name, port)
            .map_err(|refusal| self.refused(refusal))?;
        let addresses = self.look_up(permit.name().as_str(), deadline).await?;
        let permits = self.permitted(of_domain(addresses, domain)?, |ip| permit.address(ip))?;
        permits.into_iter().next().ok_or(Error::NoName)
    }

    /// The addresses of a name, those that the policy denies left out; remembered, so that connecting to one counts as connecting to the name.
    pub async fn addresses(&mut self, name: &str, domain: Domain, deadline: Deadline) -> Result<Vec<IpAddr>, Error> {
        if let Ok(ip) = name.parse() {
            return of_domain(vec![ip], domain);
        }
        let permit = self
            .gate
            .policy()
            .resolve(name)
            .map_err(|refusal| self.refused(refusal))?;
        let addresses = of_domain(self.look_up(permit.name().as_str(), deadline).await?, domain)?;
        let addresses = self.permitted(addresses, |ip| permit.address(ip).map(|_| ip))?;
        self.answers.remember(permit.name().as_str(), &addresses);
        Ok(addresses)
    }

    async fn look_up(&self, name: &str, deadline: Deadline) -> Result<Vec<IpAddr>, Error> {
        self.wait.unless_stopped(self.names.addresses(name, deadline)).await
    }

    fn send_permit(&self, address: SocketAddr) -> Result<Permit<SendTo>, Refusal> {
        let policy = self.gate.policy();
        self.by_answer(address, policy.send_to(address), |name| {
            policy.send_to_name(name, address.port())?.address(address.ip())
        })
    }

    /// What the policy says of an address, or, when no rule names it, of the names whose address it is known to be.
    fn by_answer<P>(
        &self,
        address: SocketAddr,
        direct: Result<P, Refusal>,
        by_name: impl Fn(&str) -> Result<P, Refusal>,
    ) -> Result<P, Refusal> {
        let refusal = match direct {
            // Only a rule that forbids has a rule to name.
            Err(refusal) if refusal.rule().is_none() => refusal,
            decided => return decided,
        };
        self.answers
            .names_of(address.ip().to_canonical())
            .find_map(|name| by_name(name).ok())
            .ok_or(refusal)
    }

    /// Those addresses that pass the check; if none does, the first refusal.
    fn permitted<P>(
        &self,
        addresses: Vec<IpAddr>,
        check: impl Fn(IpAddr) -> Result<P, Refusal>,
    ) -> Result<Vec<P>, Error> {
        let (mut permits, mut refusals) = (Vec::new(), Vec::new());
        for ip in addresses {
            match check(ip) {
                Ok(permit) => permits.push(permit),
                Err(refusal) => refusals.push(refusal),
            }
        }
        // One address of many that is denied keeps the guest from nothing: nobody needs to hear of it.
        match refusals.into_iter().next() {
            Some(refusal) if permits.is_empty() => Err(self.refused(refusal)),
            _ => Ok(permits),
        }
    }

    fn heard<A>(&self, action: Action, decision: Result<Permit<A>, Refusal>) -> Result<Permit<A>, Error> {
        let permit = decision.map_err(|refusal| self.refused(refusal))?;
        self.gate
            .audit()
            .permitted(action, permit.transport(), permit.address(), permit.rule());
        Ok(permit)
    }

    fn refused(&self, refusal: Refusal) -> Error {
        self.gate.audit().refused(&refusal);
        match refusal.why() {
            // No rule could permit it: the argument is wrong, not the policy.
            Why::NotAName(_) => Error::Invalid,
            _ => refusal.into(),
        }
    }
}

fn of_domain(mut addresses: Vec<IpAddr>, domain: Domain) -> Result<Vec<IpAddr>, Error> {
    addresses.retain(|ip| Domain::of(*ip) == domain);
    if addresses.is_empty() {
        Err(Error::NoName)
    } else {
        Ok(addresses)
    }
}
