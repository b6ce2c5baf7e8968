//! Rule: one thing that is permitted or forbidden, and where that is written.

use crate::notation::{Fault, Part, Parts};
use crate::{Action, Host, Target, Transport};
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

/// Whether a rule permits or forbids. What is forbidden is forbidden, whatever else permits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Permits.
    Allow,
    /// Forbids, and beats every rule that permits.
    Deny,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
        })
    }
}

/// Where a rule is written. Its `Display` is `policy.toml:12`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The name of the text, usually a path.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// One rule. Its `Display` is `allow connect tcp://10.0.0.0/8:6000-6999`.
#[derive(Clone, Debug)]
pub struct Rule {
    effect: Effect,
    action: Action,
    target: Target,
    origin: Option<Origin>,
}

impl Rule {
    /// # Errors
    /// A target that cannot be read, or that makes no sense for the action.
    pub(crate) fn parse(effect: Effect, action: Action, text: &str) -> Result<Self, Fault> {
        let parts = Parts::split(text)?;
        let target = Target::of_parts(parts)?;
        suits(action, &target, parts)?;
        Ok(Self {
            effect,
            action,
            target,
            origin: None,
        })
    }

    pub(crate) fn written_at(self, origin: Origin) -> Self {
        Self {
            origin: Some(origin),
            ..self
        }
    }

    /// Whether it permits or forbids.
    pub fn effect(&self) -> Effect {
        self.effect
    }

    /// What it permits or forbids.
    pub fn action(&self) -> Action {
        self.action
    }

    /// To do it with whom.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Where it is written; `None` for a rule that the embedder added by hand.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// The rule with its place: `` `allow connect tcp://10.0.0.5:5432` (policy.toml:3) ``.
    pub fn with_origin(&self) -> impl fmt::Display {
        fmt::from_fn(move |f| match &self.origin {
            Some(origin) => write!(f, "`{self}` ({origin})"),
            None => write!(f, "`{self}`"),
        })
    }
}

/// # Errors
/// Sending over TCP, a name or the unspecified address where it can mean nothing.
fn suits(action: Action, target: &Target, parts: Parts<'_>) -> Result<(), Fault> {
    if action == Action::SendTo && target.transport == Transport::Tcp {
        let help = "send-to is about datagrams: write `udp://`, or move the rule to `connect`";
        return Err(parts
            .scheme
            .fault("nothing is sent to a TCP address without a connection")
            .help(help));
    }
    if action.is_destination() {
        return reachable(target, parts.host);
    }
    match &target.host {
        Host::Any | Host::Net(_) => Ok(()),
        Host::Name(name) if name.as_str() == "localhost" => Ok(()),
        Host::Name(_) | Host::Under(_) => Err(parts
            .host
            .fault(format!("`{action}` takes an address, not a name"))
            .help("write an address, a network, `localhost` or `*`")),
    }
}

fn reachable(target: &Target, host: Part<'_>) -> Result<(), Fault> {
    let Host::Net(net) = &target.host else { return Ok(()) };
    if net.addr().is_unspecified() && net.prefix_len() == net.max_prefix_len() {
        let loopback = match net.addr() {
            IpAddr::V4(_) => "127.0.0.1",
            IpAddr::V6(_) => "[::1]",
        };
        let help = format!("write `*` for every address, or `{loopback}` for this host");
        return Err(host.fault("the unspecified address is no destination").help(help));
    }
    Ok(())
}

/// Two rules are the same if they say the same, wherever they are written.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        (self.effect, self.action, &self.target) == (other.effect, other.action, &other.target)
    }
}

impl Eq for Rule {}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.effect, self.action, self.target)
    }
}
