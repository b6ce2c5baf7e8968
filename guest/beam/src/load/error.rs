//! LoadError: why a file is not loaded: which chunk, which byte of it, and what was meant to stand there.

use super::old;
use std::fmt;

/// A chunk's four letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tag(pub [u8; 4]);

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.escape_ascii())
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tag({self})")
    }
}

/// Why a file is not loaded. An offset counts from the chunk's first byte of data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The file is no BEAM file, or its frame is damaged.
    #[error("not a BEAM file: byte {offset}: {what}")]
    File {
        /// Where, from the beginning of the file.
        offset: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// A chunk that every module has is not there.
    #[error("chunk {0} is missing")]
    Missing(Tag),
    /// A chunk ends too early.
    #[error("chunk {chunk} ends at byte {offset}, within {what}")]
    Truncated {
        /// The chunk.
        chunk: Tag,
        /// Where it ends.
        offset: usize,
        /// What was being read.
        what: &'static str,
    },
    /// Something that has no meaning.
    #[error("chunk {chunk}, byte {offset}: {what}")]
    Malformed {
        /// The chunk.
        chunk: Tag,
        /// Where.
        offset: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// A number beyond what it may be.
    #[error("chunk {chunk}, byte {offset}: {what} is {value}, but must be less than {limit}")]
    Range {
        /// The chunk.
        chunk: Tag,
        /// Where.
        offset: usize,
        /// What the number stands for.
        what: &'static str,
        /// The number.
        value: u64,
        /// The first number that is too large.
        limit: u64,
    },
    /// An opcode that is not loaded: obsolete, or newer than this loader.
    #[error("chunk Code, byte {offset}: opcode {opcode}{}", describe(*.opcode))]
    Opcode {
        /// Where.
        offset: usize,
        /// Its number.
        opcode: u8,
    },
    /// An instruction that would leave its frame, its heap or its registers.
    #[error("{function}, instruction {number} ({name}): {what}")]
    Unsafe {
        /// Module, name and arity of the function.
        function: String,
        /// Which instruction of the function, from 0.
        number: usize,
        /// The instruction's name.
        name: &'static str,
        /// What is wrong.
        what: &'static str,
    },
    /// An instruction with an operand that it cannot have.
    #[error("chunk Code, byte {offset}: operand {position} of {name} must be {expected}")]
    Operand {
        /// Where the instruction begins.
        offset: usize,
        /// The instruction's name.
        name: &'static str,
        /// Which operand, from 1.
        position: usize,
        /// What it must be.
        expected: &'static str,
    },
}

/// An error on its way through the decoder, whose results are to be small.
pub(super) type Failure = Box<LoadError>;

impl From<Failure> for LoadError {
    fn from(failure: Failure) -> Self {
        *failure
    }
}

fn describe(opcode: u8) -> String {
    match old::REFUSED.iter().find(|row| row.0 == opcode) {
        Some((_, name, arity, since @ "30")) => format!(" ({name}/{arity}) is of OTP {since}, later than this loader"),
        Some((_, name, arity, _)) => {
            format!(" ({name}/{arity}) is obsolete since before OTP 22: compile the module again")
        }
        None if opcode == 0 => " is none".into(),
        None => " is later than OTP 30".into(),
    }
}
