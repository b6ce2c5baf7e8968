//! Pool: the X registers and, behind them, the constants that instructions name: one run of words that never moves.

use rustc_hash::FxHashMap;

use super::{Free, Slots};
use crate::{
    memory::Purpose,
    term::{Block, Term},
};

/// How many X registers there are.
pub(crate) const REGISTERS: usize = 1024;

/// How many registers and constants there can be. Memory that is not used is not touched.
const CAPACITY: usize = 1 << 21;

/// Registers and constants.
#[derive(Debug)]
pub(crate) struct Pool {
    words: Block,
    used: usize,
    immediates: FxHashMap<Term, u32>,
    /// Places of constants that are in no code any more.
    free: Free,
}

impl Pool {
    pub(crate) fn new() -> Self {
        let words = Block::new(CAPACITY, Purpose::Other);
        for register in 0..REGISTERS {
            // SAFETY: the block is that large.
            unsafe { *words.start().add(register) = Term::NIL.0 };
        }
        Self {
            words,
            used: REGISTERS,
            immediates: FxHashMap::default(),
            free: Free::default(),
        }
    }

    /// Where X register 0 is.
    #[inline(always)]
    pub(crate) fn base(&self) -> *mut u64 {
        self.words.start()
    }

    /// Who holds what [`Pool::constant`] gives.
    pub(crate) fn holder(&self) -> Slots {
        self.free.holder()
    }

    /// The byte offset of a constant; none when the pool is full. What is not for all modules belongs to `holder`.
    pub(crate) fn constant(&mut self, term: Term, holder: &mut Slots) -> Option<u32> {
        if !term.is_immediate() {
            return self.slot_for(term.0, holder);
        }
        if let Some(offset) = self.immediates.get(&term) {
            return Some(*offset);
        }
        let offset = self.slot(term.0)?;
        self.immediates.insert(term, offset);
        Some(offset)
    }

    /// The byte offset of a word that belongs to `holder`.
    pub(crate) fn slot_for(&mut self, word: u64, holder: &mut Slots) -> Option<u32> {
        let offset = self.slot(word)?;
        holder.hold(offset);
        Some(offset)
    }

    /// The byte offset of a word for good.
    pub(crate) fn slot(&mut self, word: u64) -> Option<u32> {
        if let Some(offset) = self.free.take() {
            self.set(offset, word);
            return Some(offset);
        }
        if self.used == CAPACITY {
            return None;
        }
        let offset = self.used * 8;
        self.set(offset as u32, word);
        self.used += 1;
        Some(offset as u32)
    }

    /// Change a word that a slot was given.
    pub(crate) fn set(&mut self, offset: u32, word: u64) {
        assert!((offset as usize) < CAPACITY * 8);
        // SAFETY: in the block.
        unsafe { *self.words.start().byte_add(offset as usize) = word };
    }
}
