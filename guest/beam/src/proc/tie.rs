//! Tie: what holds processes together: links, monitors and aliases.

use std::collections::{BTreeMap, BTreeSet};

use crate::term::{Atom, Parcel, Term, atom};

/// In the second word of a reference's identity: it may be the alias of a process, whose identity the other bits are.
const ALIAS_REF: u64 = 1 << 63;

/// The identity of a reference that may be an alias of a process.
pub(crate) fn alias_ref(unique: u64, process: u64) -> [u64; 2] {
    [unique, ALIAS_REF | process]
}

/// The process whose alias a reference may be.
pub(crate) fn alias_owner(reference: [u64; 2]) -> Option<u64> {
    (reference[1] & ALIAS_REF != 0).then_some(reference[1] & !ALIAS_REF)
}

/// When an alias ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Alias {
    /// At `unalias/1`.
    Explicit,
    /// When its monitor ends.
    Demonitor,
    /// When its monitor ends, or at the first message that comes through it.
    ReplyDemonitor,
    /// At the first message that comes through it. It has no monitor.
    Reply,
}

impl Alias {
    /// By its name, as an option of `monitor/3`.
    pub(crate) fn of_monitor(term: Term) -> Option<Self> {
        match term.as_atom()? {
            atom::EXPLICIT_UNALIAS => Some(Self::Explicit),
            atom::DEMONITOR => Some(Self::Demonitor),
            atom::REPLY_DEMONITOR => Some(Self::ReplyDemonitor),
            _ => None,
        }
    }
}

/// What a monitor looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    /// A process.
    Process(u64),
    /// The process that had this name.
    NamedProcess(u64, Atom),
    /// A port.
    Port(u64),
    /// The port that had this name.
    NamedPort(u64, Atom),
    /// The time offset, which never changes here.
    Clock,
    /// A process or port that had a name nobody has: of that kind.
    Nobody(Atom, Atom),
}

impl Target {
    /// The process or port itself.
    pub(crate) fn whom(self) -> Option<Term> {
        match self {
            Self::Process(id) | Self::NamedProcess(id, _) => Some(Term::pid(id)),
            Self::Port(id) | Self::NamedPort(id, _) => Some(Term::port(id)),
            Self::Clock | Self::Nobody(..) => None,
        }
    }

    /// The name that it was given.
    pub(crate) fn name(self) -> Option<Atom> {
        match self {
            Self::NamedProcess(_, name) | Self::NamedPort(_, name) | Self::Nobody(_, name) => Some(name),
            _ => None,
        }
    }

    /// `process`, `port` or `time_offset`.
    pub(crate) fn kind(self) -> Atom {
        match self {
            Self::Process(_) | Self::NamedProcess(..) => atom::PROCESS,
            Self::Port(_) | Self::NamedPort(..) => atom::PORT,
            Self::Clock => atom::TIME_OFFSET,
            Self::Nobody(kind, _) => kind,
        }
    }
}

/// What `monitor/3` may be told.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// What the message begins with instead of `'DOWN'`.
    pub(crate) tag: Option<Term>,
    pub(crate) alias: Option<Alias>,
    /// Whether its message has priority.
    pub(crate) urgent: bool,
}

/// A monitor, as the process that set it knows it.
#[derive(Debug)]
pub(crate) struct Monitor {
    pub(crate) target: Target,
    pub(crate) alias: Option<Alias>,
    /// What the message begins with instead of `'DOWN'`.
    pub(crate) tag: Option<Box<Parcel>>,
}

impl Monitor {
    /// The identity of its reference, which the process `owner` holds.
    pub(crate) fn reference(&self, unique: u64, owner: u64) -> [u64; 2] {
        match self.alias {
            Some(_) => alias_ref(unique, owner),
            None => [unique, 0],
        }
    }
}

/// What holds a process to others. References are known by the first word of their identity.
#[derive(Debug, Default)]
pub(crate) struct Ties {
    /// Pids and ports that it is linked to, by their words.
    links: BTreeSet<u64>,
    /// Monitors that it has set.
    pub(crate) monitors: BTreeMap<u64, Monitor>,
    /// Monitors that others have set on it, and who.
    pub(crate) watchers: BTreeMap<u64, u64>,
}

impl Ties {
    /// Link; whether there was no link yet.
    pub(crate) fn link(&mut self, whom: Term) -> bool {
        self.links.insert(whom.0)
    }

    /// Unlink; whether there was a link.
    pub(crate) fn unlink(&mut self, whom: Term) -> bool {
        self.links.remove(&whom.0)
    }

    /// All pids and ports that it is linked to.
    pub(crate) fn links(&self) -> impl DoubleEndedIterator<Item = Term> + '_ {
        self.links.iter().map(|word| Term(*word))
    }
}
