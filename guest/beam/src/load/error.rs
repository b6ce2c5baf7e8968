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
    /// What is wrong is in a function.
    #[error("{function}{}: {why}", op.map(|op| format!(" ({op})")).unwrap_or_default())]
    Inside {
        /// Module, name and arity of the function.
        function: String,
        /// The instruction's name, if it is one that cannot be read.
        op: Option<&'static str>,
        /// What is wrong.
        why: Box<LoadError>,
    },
    /// The file is another module's.
    #[error("module name in object code is {0}")]
    Name(String),
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

impl LoadError {
    /// What the logger is told of a module that is not loaded, in the manner of ERTS (`beam_load_report_error` of its `beam_load.c`).
    pub fn report(&self, module: &str) -> String {
        let (place, why) = match self {
            Self::Inside { function, op, why } => {
                let op = op.map(|op| format!(": op {op}")).unwrap_or_default();
                (format!("function {function}{op}"), &**why)
            }
            Self::Unsafe { function, name, .. } => (format!("function {function}: op {name}"), self),
            _ => (format!("module {module}"), self),
        };
        let text = match why {
            Self::Unsafe { number, what, .. } => format!("instruction {number}: {what}"),
            _ => why.to_string(),
        };
        let hint = match why {
            Self::Opcode { opcode, .. } if is_later(*opcode) => LATER,
            _ => "",
        };
        format!("Error loading {place}:\n  {text}\n{hint}")
    }
}

/// What to do about an opcode that nobody knows yet.
const LATER: &str =
    "  This BEAM file was compiled for a later version of the runtime system than this one, or is damaged.
  To fix this, please re-compile this module with an Erlang/OTP 22 to 29 compiler.
";

fn is_later(opcode: u8) -> bool {
    let row = old::REFUSED.iter().find(|row| row.0 == opcode);
    opcode > 0 && row.is_none_or(|row| row.3 == "30")
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
