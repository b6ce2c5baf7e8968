//! Collection: a process's terms are copied into new blocks, and the rest is gone.
//!
//! Two generations: what survives a second collection moves to the old block, which only a full collection looks at.
//! Between two collections nothing moves.

mod areas;
mod collector;
mod range;

use crate::{
    memory::Purpose,
    term::{Block, Heap, OFF_HEAP_MIN, Term, copy_words},
};

use self::{
    areas::Copies,
    collector::{Collector, Outside, Stay},
};
use super::Process;
pub(crate) use areas::Areas;

/// Words of the smallest young block, as OTP's default.
pub(crate) const MIN_WORDS: usize = 233;

/// Minor collections before a full one, at the latest.
const FULL_SWEEP_AFTER: u16 = 100;

/// Bytes of binaries that a process with a heap of some size may take before a collection looks whether they are still wanted.
const OFF_HEAP_BYTES: usize = 8 << 20;

/// Words of messages with which a process may wait, however small it is.
const REST_WORDS: usize = 1 << 10;

/// From here on a block grows by a quarter instead of doubling.
const LARGE: usize = 1 << 22;

impl Heap {
    /// The heap of a new process.
    pub(crate) fn for_process() -> Self {
        Self::with_young(Block::new(MIN_WORDS, Purpose::Heap))
    }
}

impl Process {
    /// `min_heap_size`: of so many words, or the next size that there is. The answer is the size that it was.
    pub(crate) fn set_min_heap(&mut self, words: usize) -> usize {
        std::mem::replace(
            &mut self.min_heap,
            u32::try_from(size_as_told(words)).unwrap_or(u32::MAX),
        ) as usize
    }

    /// Whether a collection is due although there is room: fragments to take in, binaries to let go.
    #[inline(always)]
    pub(crate) fn wants_collection(&self) -> bool {
        self.heap.fragment_words > 0 || self.heap.off_heap_bytes > self.heap.off_heap_limit
    }

    /// It begins to wait. One that builds nothing never collects otherwise, whatever messages it has got and forgotten.
    pub(super) fn rest(&mut self) {
        let heap = &self.heap;
        if heap.fragment_words > heap.young.words().max(REST_WORDS) || heap.off_heap_bytes > heap.off_heap_limit {
            self.collect_fully(&mut [], 0);
        }
    }

    /// Collect both generations at the next safe point.
    pub(crate) fn want_full_collection(&mut self) {
        self.heap.off_heap_bytes = usize::MAX / 2;
    }

    /// Words of binaries that were taken since the last collection.
    pub(super) fn off_heap_words(&self) -> usize {
        // A collection that is wanted counts as more than there can be.
        (self.heap.off_heap_bytes % (usize::MAX / 2)) / 8
    }

    /// Collect, and make room for `need` words. `registers` are roots too.
    pub(crate) fn collect(&mut self, registers: &mut [Term], need: usize) {
        let heap = &self.heap;
        if heap.minor_count >= FULL_SWEEP_AFTER || heap.off_heap_bytes > heap.off_heap_limit || !self.old_has_room() {
            return self.collect_fully(registers, need);
        }
        let before = self.begin_collection("gc_minor_start", need);
        let worst = self.young_words() + self.stack_words();
        let crowded = std::mem::take(&mut self.heap.crowded);
        let size = self.heap.young.words() * if crowded { 2 } else { 1 };
        self.move_to(registers, size.max(worst), false);
        self.make_room(registers, need);
        self.mind_limit();
        self.end_collection("gc_minor_end", before);
    }

    /// Collect both generations, make room for `need` words, and give back what is not needed.
    pub(crate) fn collect_fully(&mut self, registers: &mut [Term], need: usize) {
        let before = self.begin_collection("gc_major_start", need);
        let worst = self.heap.used_words() + self.stack_words();
        self.move_to(registers, worst.max(MIN_WORDS), true);
        self.fit(registers, need);
        self.mind_limit();
        self.end_collection("gc_major_end", before);
    }

    /// Have copies of all that it refers to in these areas, which are about to go. It does not run.
    pub(super) fn leave(&mut self, areas: &Areas) {
        if !self.may_refer_to(areas) {
            return;
        }
        let before = self.begin_collection("gc_major_start", 0);
        let worst = self.heap.used_words() + self.stack_words() + areas.words();
        self.move_beside(&mut [], worst.max(MIN_WORDS), true, Copies::new(areas));
        self.fit(&mut [], 0);
        self.mind_limit();
        self.end_collection("gc_major_end", before);
    }

    /// After both generations were collected, give back what is not needed.
    fn fit(&mut self, registers: &mut [Term], need: usize) {
        let fit = next_size(((self.young_words() + self.stack_words()) * 2 + need).max(self.min_heap as usize));
        if fit != self.heap.young.words() {
            self.move_to(registers, fit, true);
        }
    }

    /// When what survived leaves too little room, the block grows.
    fn make_room(&mut self, registers: &mut [Term], need: usize) {
        let used = self.young_words() + self.stack_words();
        let size = self.heap.young.words();
        if used + need > size {
            self.move_to(registers, next_size(used * 2 + need), true);
        } else {
            self.heap.crowded = (used + need) * 4 > size * 3;
        }
    }

    fn old_has_room(&self) -> bool {
        let heap = &self.heap;
        let aged = heap.high_water as usize - heap.young.start() as usize;
        heap.old.words() == 0 || aged <= heap.old.end() as usize - heap.old_top as usize
    }

    fn young_words(&self) -> usize {
        let heap = &self.heap;
        (heap.top as usize - heap.young.start() as usize) / 8 + heap.fragment_words
    }

    /// Words that the stack takes.
    pub(crate) fn stack_words(&self) -> usize {
        (self.heap.young.end() as usize - self.heap.stack as usize) / 8
    }

    /// Copy what is alive to a young block of `size` words; from the first generation to the old block, unless `full`: then there is but one.
    fn move_to(&mut self, registers: &mut [Term], size: usize, full: bool) {
        self.move_beside(registers, size, full, Stay);
    }

    /// The same, with what becomes of terms that are not its own.
    fn move_beside(&mut self, registers: &mut [Term], size: usize, full: bool, outside: impl Outside) {
        let stack_words = self.stack_words();
        let mut to = Heap::with_young(Block::new(size, Purpose::Heap));
        let mut from = std::mem::take(&mut self.heap);
        to.stack = to.young.end().wrapping_sub(stack_words);
        // SAFETY: the new block has room for the stack, and for all that may survive.
        unsafe { copy_words(from.stack, to.stack, stack_words) };
        if !full {
            to.minor_count = from.minor_count + 1;
            to.old = std::mem::take(&mut from.old);
            to.old_top = std::mem::replace(&mut from.old_top, from.old.start());
            if to.old.words() == 0 && from.high_water > from.young.start() {
                to.old = Block::new(from.young.words(), Purpose::OldHeap);
                to.old_top = to.old.start();
            }
        }
        let mut collector = Collector::new(&from, &to, full, outside);
        // SAFETY: all roots hold valid terms of `from`, literals, or terms of the old block.
        unsafe {
            collector.words(to.stack, to.young.end());
            for register in registers {
                collector.move_term(register);
            }
            self.each_root(&mut |root| collector.move_term(root));
            collector.finish();
            collector.sweep(&mut from, &mut to);
        }
        (to.top, to.old_top) = collector.tops();
        to.off_heap_limit = off_heap_limit((to.used_words() + stack_words) * 8);
        to.high_water = to.top;
        self.heap = to;
    }
}

/// How many bytes of binaries may be taken until the next collection: few if that costs little, since there may be many processes.
fn off_heap_limit(bytes: usize) -> usize {
    bytes.saturating_mul(8).clamp(OFF_HEAP_MIN, OFF_HEAP_BYTES.max(bytes))
}

/// The smallest size of a block that holds so many words.
fn next_size(words: usize) -> usize {
    let mut size = MIN_WORDS;
    while size < words {
        size = if size < LARGE { size * 2 } else { size + size / 4 };
    }
    size
}

/// The size that ERTS has for a heap of so many words, in programs that ask: its `erts_next_heap_size`.
fn size_as_told(words: usize) -> usize {
    let (mut before, mut size) = (142, MIN_WORDS);
    while size < words {
        (before, size) = (size, before + size + 1);
    }
    size
}
