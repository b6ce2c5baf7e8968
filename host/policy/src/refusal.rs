//! Refusal: what was refused, which rule decided, and which rule would have granted it.

use crate::name::NameError;
use crate::{Action, Host, Ports, Rule, Target, Transport};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The policy does not permit what the guest asked for.
///
/// Its `Display` is `connect to tcp://10.0.0.5:5432 refused: no rule allows it`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    action: Option<Action>,
    transport: Transport,
    subject: Subject,
    why: Why,
}

/// What the guest wanted to reach or to use.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An address.
    Address(SocketAddr),
    /// A host name.
    Name {
        /// As the guest wrote it, at most 253 characters of it.
        name: Arc<str>,
        /// `None` where the name was only to be resolved.
        port: Option<u16>,
        /// The address that it resolved to, if it came so far.
        address: Option<IpAddr>,
    },
}

/// Why something was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No rule permits it.
    NoRule,
    /// This rule forbids it.
    Denied(Arc<Rule>),
    /// A rule permits the name, and the name resolved to an address that names do not reach by themselves.
    NameReachesSpecial {
        /// What is special about it, e.g. `loopback`.
        kind: &'static str,
    },
    /// It is not a host name.
    NotAName(NameError),
}

impl Refusal {
    pub(crate) fn new(action: Option<Action>, transport: Transport, subject: Subject, why: Why) -> Self {
        Self {
            action,
            transport,
            subject,
            why,
        }
    }

    /// What was refused; `None` if it was to resolve a name.
    pub fn action(&self) -> Option<Action> {
        self.action
    }

    /// Over which transport; `None` if it was to resolve a name.
    pub fn transport(&self) -> Option<Transport> {
        self.action.map(|_| self.transport)
    }

    /// With whom, as data.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// With whom, as text: `tcp://10.0.0.5:5432`, `tcp://db.example.com:5432`, or only the name if it was to resolve it.
    pub fn target(&self) -> String {
        match self.action {
            Some(_) => format!("{}://{}", self.transport, self.subject),
            None => self.subject.to_string(),
        }
    }

    /// Why.
    pub fn why(&self) -> &Why {
        &self.why
    }

    /// The rule that forbids it, if one does.
    pub fn rule(&self) -> Option<&Rule> {
        match &self.why {
            Why::Denied(rule) => Some(rule),
            _ => None,
        }
    }

    /// The TOML that would grant it, a table to add to the policy:
    ///
    /// ```toml
    /// [[allow]]
    /// connect = ["tcp://10.0.0.5:5432"]
    /// ```
    ///
    /// `None` if a rule forbids it, because then none grants it, and if no rule could.
    pub fn suggestion(&self) -> Option<String> {
        self.suggested_line().map(|line| format!("[[allow]]\n{line}\n"))
    }

    /// The line of [`Refusal::suggestion`] that says it: `connect = ["tcp://10.0.0.5:5432"]`.
    pub fn suggested_line(&self) -> Option<String> {
        let (host, port) = match (&self.why, &self.subject) {
            (Why::Denied(_) | Why::NotAName(_), _) => return None,
            (_, Subject::Address(address)) => (Host::from(address.ip()), Some(address.port())),
            // The name is granted already: what is missing is a rule about the address.
            (
                _,
                Subject::Name {
                    port,
                    address: Some(ip),
                    ..
                },
            ) => (Host::from(*ip), *port),
            (_, Subject::Name { port, name, .. }) => (Host::Name(crate::HostName::parse(name).ok()?), *port),
        };
        let ports = match (self.action, port) {
            // A peer's port changes with every connection.
            (Some(Action::AcceptFrom), _) | (_, None) => Ports::ALL,
            (_, Some(port)) => port.into(),
        };
        let target = Target {
            transport: self.transport,
            host,
            ports,
        };
        Some(format!("{} = [\"{target}\"]", self.action.unwrap_or(Action::Connect)))
    }
}

impl Subject {
    pub(crate) fn name(name: &str, port: Option<u16>) -> Self {
        let end = name.char_indices().nth(253).map_or(name.len(), |(end, _)| end);
        Self::Name {
            name: name[..end].into(),
            port,
            address: None,
        }
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = match self.action {
            Some(Action::Connect) => "connect to",
            Some(Action::Listen) => "listen at",
            Some(Action::Bind) => "bind to",
            Some(Action::SendTo) => "send to",
            Some(Action::AcceptFrom) => "accept from",
            None => "resolve",
        };
        write!(f, "{verb} {}", self.target())?;
        if let Subject::Name {
            address: Some(address), ..
        } = self.subject
        {
            write!(f, " ({address})")?;
        }
        write!(f, " refused: {}", self.why)
    }
}

/// `10.0.0.5:5432`, `db.example.com:5432`, `db.example.com`.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => write!(f, "{address}"),
            // What the guest wrote may be no name, and goes to a log.
            Self::Name {
                name, port: Some(port), ..
            } => write!(f, "{}:{port}", name.escape_debug()),
            Self::Name { name, port: None, .. } => write!(f, "{}", name.escape_debug()),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRule => f.write_str("no rule allows it"),
            Self::Denied(rule) => write!(f, "{} forbids it", rule.with_origin()),
            Self::NameReachesSpecial { kind } => write!(
                f,
                "a rule about a name does not reach a {kind} address, which only a rule about the address can allow"
            ),
            Self::NotAName(error) => write!(f, "not a host name: {error}"),
        }
    }
}
