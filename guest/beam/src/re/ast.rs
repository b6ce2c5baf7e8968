//! Ast: what a pattern says, as a tree. Its depth is bounded by the parser.

use super::set::Set;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Empty,
    /// A character; the flag is whether its case does not matter.
    Char(u32, bool),
    /// Any character; but a newline, unless the flag is set.
    Any(bool),
    /// `\C`: a byte.
    Byte,
    Set(Box<Set>),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    /// A group that captures, with its number.
    Capture(u32, Box<Node>),
    Repeat {
        node: Box<Node>,
        least: u32,
        /// `u32::MAX` is without end.
        most: u32,
        greed: Greed,
    },
    /// `(?=…)` and its kind; the length of each alternative to look back for, in characters.
    Look {
        negative: bool,
        behind: Option<Vec<u32>>,
        node: Box<Node>,
    },
    Atomic(Box<Node>),
    If(Condition, Box<Node>, Box<Node>),
    Assert(Assertion),
    /// The text of the first of these groups that is set.
    Back(Vec<u32>, bool),
    /// `(?1)`, and where it is in the text; 0 is the whole pattern.
    Call(u32, usize),
    /// `\K`
    Keep,
    /// `\R`
    Newline,
    /// `\X`
    Cluster,
    /// `(*FAIL)`
    Fail,
    /// `(*ACCEPT)`
    Accept,
    /// `(*COMMIT)`
    Commit,
}

/// How much a repeated part takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// What `(?(…)` asks.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    /// Whether one of these groups is set.
    Set(Vec<u32>),
    /// Whether this is a recursive call, of that group if it is named.
    Recursion(Option<u32>),
    /// Never: `(?(DEFINE)`.
    Define,
    /// An assertion.
    Look(Box<Node>),
}

/// What is asked of a position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Assertion {
    /// `\A`
    Start,
    /// `\z`
    End,
    /// `\Z`, and `$`: at the end or before a newline there. The flag is whether it is a `$`, which `noteol` forbids.
    LastLine(bool),
    /// `^`
    LineStart,
    /// `^` that is no line's but the subject's, which `notbol` forbids.
    SubjectStart,
    /// `$` of any line.
    LineEnd,
    /// `$` at the very end only.
    DollarEnd,
    /// `\G`
    Origin,
    /// `\b`
    Word(bool),
    /// `\B`
    NotWord(bool),
}
