//! Operands: the words of one instruction, and the places that they name.

use crate::term::Term;

/// An instruction and its surroundings, for what reads operands in a closure: a copy, so that the loop's own stay in the processor's registers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operands {
    pub(super) ip: *const u32,
    pub(super) stack: *mut u64,
    pub(super) pool: *mut u64,
}

impl Operands {
    /// The word of an operand.
    #[inline(always)]
    pub(super) fn word(self, number: usize) -> u32 {
        // SAFETY: translation wrote as many words as the instruction has.
        unsafe { *self.ip.add(number) }
    }

    /// Where a register or constant is.
    #[inline(always)]
    pub(super) fn place(self, offset: u32) -> *mut u64 {
        let base = if offset & 1 == 0 { self.pool } else { self.stack };
        base.wrapping_byte_add((offset & !1) as usize)
    }

    /// The term at an offset.
    #[inline(always)]
    pub(super) fn at(self, offset: u32) -> Term {
        // SAFETY: offsets are of registers, constants, and words of the present frame.
        Term(unsafe { *self.place(offset) })
    }

    /// The term of an operand.
    #[inline(always)]
    pub(super) fn get(self, number: usize) -> Term {
        self.at(self.word(number))
    }

    /// Write the register of an operand.
    #[inline(always)]
    pub(super) fn put(self, number: usize, term: Term) {
        // SAFETY: as above.
        unsafe { *self.place(self.word(number)) = term.0 }
    }

    /// Two operands for each of so many pairs, from the operand `first` on.
    pub(super) fn pairs(self, first: usize, count: usize) -> Vec<(Term, Term)> {
        (0..count)
            .map(|pair| (self.get(first + pair * 2), self.get(first + 1 + pair * 2)))
            .collect()
    }
}
