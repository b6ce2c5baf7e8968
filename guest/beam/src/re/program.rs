//! Program: a pattern as instructions.

mod assembler;
mod first;

use super::{
    Meaning,
    ast::{Assertion, Greed},
    set::Set,
};

pub(super) use assembler::assemble;

/// One instruction. Numbers of instructions are absolute.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// One character of a kind.
    One(One),
    /// Bytes, by their number.
    Literal(u32),
    /// One kind of character many times.
    Many {
        one: One,
        least: u32,
        most: u32,
        greed: Greed,
    },
    /// Try the first, then the other.
    Split(u32, u32),
    Jump(u32),
    /// Note the position in a slot.
    Save(u32),
    /// Go there unless the position is still that of the slot.
    IfMoved(u32, u32),
    /// The instructions up to `Done` decide once; then those from there on follow.
    Atomic(u32),
    /// The same, but they only look.
    Look {
        negative: bool,
        end: u32,
    },
    /// As `Look`, with where to go if it fails.
    IfLook {
        negative: bool,
        end: u32,
        otherwise: u32,
    },
    /// Go back so many characters.
    Behind(u32),
    /// Go there unless one of a list of groups is set.
    IfSet(u32, u32),
    /// Go there unless within a call, of that group if not 0.
    IfCalled(u32, u32),
    /// The text of a group of a list.
    Back(u32, bool),
    /// Run a group, or all, as a part.
    Call(u32),
    /// A group that is called ends here.
    Return(u32),
    Assert(Assertion),
    Keep,
    Newline,
    Cluster,
    Fail,
    Accept,
    Commit,
    /// The end of what decides for itself.
    Done,
}

/// One character.
#[derive(Clone, Copy, Debug)]
pub(super) enum One {
    Char(u32),
    /// In any case.
    Fold(u32),
    /// Any but a newline.
    Any,
    All,
    Byte,
    /// By the number of the set.
    Set(u32),
}

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) sets: Vec<Set>,
    pub(super) literals: Vec<Vec<u8>>,
    pub(super) lists: Vec<Vec<u32>>,
    pub(super) meaning: Meaning,
    pub(super) groups: u32,
    names: Vec<(String, u32)>,
    /// How many positions are noted: two for each group and the whole, then those of loops.
    pub(super) slots: usize,
    /// Where each group begins that is called.
    pub(super) starts: Vec<u32>,
    /// The bytes that a match can begin with; none if any can, or a match may be empty.
    pub(super) first: Option<[bool; 256]>,
    /// Only the first position can match.
    pub(super) anchored: bool,
    pub(super) explicit_newline: bool,
}

impl Program {
    /// How many groups capture.
    pub(crate) fn groups(&self) -> u32 {
        self.groups
    }

    /// How it is meant, with what the pattern itself says.
    pub(crate) fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    /// The names and their groups, in the order of names.
    pub(crate) fn names(&self) -> &[(String, u32)] {
        &self.names
    }
}

fn push_character(bytes: &mut Vec<u8>, character: u32, unicode: bool) {
    match char::from_u32(character) {
        Some(character) if unicode => bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        _ => bytes.push(character as u8),
    }
}
