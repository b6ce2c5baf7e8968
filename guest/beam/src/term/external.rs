//! External: pids, ports and references of other nodes, which this node can only hold, compare and print.

use super::{Atom, Heap, Kind, Term};

/// What of another node a term names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Foreign {
    /// A process: number and serial.
    Pid,
    /// A port: its number.
    Port,
    /// A reference: its 32-bit words, the lowest first.
    Ref,
}

/// A pid, port or reference of another node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct External<'a> {
    /// What it names.
    pub kind: Foreign,
    /// The node.
    pub node: Atom,
    /// Which incarnation of the node.
    pub creation: u32,
    /// What tells it from others of the node.
    pub id: &'a [u64],
}

impl<'a> External<'a> {
    /// From the words of a [`Kind::EXTERNAL`].
    pub(crate) fn of_words(words: &'a [u64]) -> Self {
        Self {
            kind: match words[0] {
                0 => Foreign::Pid,
                1 => Foreign::Port,
                _ => Foreign::Ref,
            },
            node: Atom(words[1] as u32),
            creation: words[2] as u32,
            id: &words[3..],
        }
    }
}

impl Term {
    /// Whether it is a pid, of this node or another.
    pub fn is_pid(self) -> bool {
        self.as_local_pid().is_some() || self.as_external().is_some_and(|external| external.kind == Foreign::Pid)
    }

    /// Whether it is a port, of this node or another.
    pub fn is_port(self) -> bool {
        self.as_local_port().is_some()
            || self
                .as_external()
                .is_some_and(|external| external.kind == Foreign::Port)
    }

    /// Whether it is a reference, of this node or another.
    pub fn is_reference(self) -> bool {
        self.as_local_ref().is_some() || self.as_external().is_some_and(|external| external.kind == Foreign::Ref)
    }

    /// A pid, port or reference of another node.
    pub fn as_external<'a>(self) -> Option<External<'a>> {
        self.is(Kind::EXTERNAL).then(|| External::of_words(self.words()))
    }
}

impl Heap {
    /// A pid, port or reference of another node.
    pub fn external(&mut self, external: External<'_>) -> Term {
        let kind = match external.kind {
            Foreign::Pid => 0,
            Foreign::Port => 1,
            Foreign::Ref => 2,
        };
        let mut words = vec![kind, u64::from(external.node.0), u64::from(external.creation)];
        words.extend_from_slice(external.id);
        self.boxed(Kind::EXTERNAL, &words)
    }
}

/// Number and serial of a pid of this node, as others see them.
pub(crate) fn pid_parts(id: u64) -> [u64; 2] {
    [id & 0xFFF_FFFF, id >> 28]
}

/// The identity of a pid of this node by number and serial; none if there can be no such pid.
pub(crate) fn pid_of_parts(number: u64, serial: u64) -> Option<u64> {
    (number < 1 << 28 && serial < 1 << 32).then_some(number | serial << 28)
}

/// The 32-bit words of a reference of this node, the lowest first: 18, 32 and 32 bits, and two more if it names more than that.
pub(crate) fn ref_words(id: [u64; 2]) -> ([u32; 5], usize) {
    let words = [
        (id[0] & 0x3_FFFF) as u32,
        (id[0] >> 18) as u32,
        (id[0] >> 50) as u32,
        id[1] as u32,
        (id[1] >> 32) as u32,
    ];
    (words, if id[1] == 0 { 3 } else { 5 })
}

/// The identity of a reference of this node by its words; none if there can be no such reference.
pub(crate) fn ref_of_words(words: &[u32]) -> Option<[u64; 2]> {
    let word = |at: usize| u64::from(words.get(at).copied().unwrap_or(0));
    (matches!(words.len(), 1..=3 | 5) && word(0) < 1 << 18 && word(2) < 1 << 14)
        .then(|| [word(0) | word(1) << 18 | word(2) << 50, word(3) | word(4) << 32])
}
