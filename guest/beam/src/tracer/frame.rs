//! Frame: what is put on the stack so that a function returns to whoever traces it.
//!
//! The first word of a frame is the address that the function was to return to, as of any frame; four words of immediates follow.

use crate::{
    op::Op,
    proc::Process,
    term::{Term, atom},
};

/// Words of a frame.
pub(crate) const WORDS: usize = 5;

/// Why a function returns here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// What it returns is told.
    Return,
    /// And what it raises.
    Exception,
    /// Where it returns to is told.
    Caller,
    /// Its time is taken.
    Time,
}

/// What a function returns to, for each kind.
static CODE: [u32; 8] = [
    Op::Returned as u32,
    0,
    Op::Returned as u32,
    1,
    Op::Returned as u32,
    2,
    Op::Returned as u32,
    3,
];

/// The kind of frame that a return address is of, if it is of one.
pub(crate) fn kind_at(address: *const u32) -> Option<Kind> {
    let offset = (address as usize).wrapping_sub(CODE.as_ptr() as usize);
    [Kind::Return, Kind::Exception, Kind::Caller, Kind::Time]
        .get(offset / 8)
        .copied()
        .filter(|_| offset < 32)
}

/// A frame to be put on the stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) kind: Kind,
    /// Module, function and arity, and of a [`Kind::Return`] or [`Kind::Exception`] the pid that is told instead of the tracer.
    pub(crate) words: [Term; 4],
}

impl Frame {
    pub(super) fn new(kind: Kind, key: Option<crate::code::Key>, who: Term) -> Self {
        let words = match key {
            Some((module, function, arity)) => [module.into(), function.into(), Term::small(arity.into()), who],
            None => [Term::NIL, Term::NIL, Term::NIL, who],
        };
        Self { kind, words }
    }

    /// The address to return to.
    pub(crate) fn address(&self) -> *const u32 {
        &raw const CODE[self.kind as usize * 2]
    }

    /// The function that the words name.
    pub(super) fn key(&self) -> Option<crate::code::Key> {
        let [module, function, arity, _] = self.words;
        Some((module.as_atom()?, function.as_atom()?, arity.as_small()? as u8))
    }
}

/// Where a function really returns to that shall return to `cp`, and whether a frame of that kind is passed on the way.
pub(super) fn return_address(me: &Process, cp: *const u32, kind: Kind) -> (*const u32, bool) {
    let mut words = me.heap.stack_terms();
    let (mut address, mut passed) = (cp, false);
    while let Some(found) = kind_at(address) {
        passed |= found == kind;
        address = words.next().unwrap_or(atom::UNDEFINED.into()).0 as usize as *const u32;
        words.nth(WORDS - 2);
    }
    (address, passed)
}
