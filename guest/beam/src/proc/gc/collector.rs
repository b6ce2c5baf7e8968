//! Collector: Cheney's algorithm with two destinations.

use super::range::{Range, Ranges};
use crate::term::{Heap, Term, copy_words, link, release};

/// What becomes of terms outside of the heap that is collected.
pub(super) trait Outside {
    /// Where a term is from now on that moves to `top`, the next free word; none if it stays.
    ///
    /// # Safety
    ///
    /// The term is a valid one, a cell or boxed, and there is room for it.
    unsafe fn moved(&mut self, term: Term, top: &mut *mut u64) -> Option<Term>;

    /// All has moved.
    fn finish(&mut self, to: &mut Heap);
}

/// They stay where they are.
pub(super) struct Stay;

impl Outside for Stay {
    #[inline(always)]
    unsafe fn moved(&mut self, _: Term, _: &mut *mut u64) -> Option<Term> {
        None
    }

    fn finish(&mut self, _: &mut Heap) {}
}

/// A collection under way.
pub(super) struct Collector<O> {
    /// What is left from here on: the young block, …
    young: Range,
    /// … of which this part has survived once, …
    aged: Range,
    /// … the old block in a full collection, …
    old: Range,
    /// … and the fragments.
    fragments: Ranges,
    outside: O,
    /// The next free word of the young destination, and the next that may hold a term of the old places.
    top: *mut u64,
    scan: *mut u64,
    /// The same of the old destination.
    old_top: *mut u64,
    old_scan: *mut u64,
}

impl<O: Outside> Collector<O> {
    /// A collection from one heap to another, whose young block is empty and has room for everything.
    pub(super) fn new(from: &Heap, to: &Heap, full: bool, outside: O) -> Self {
        let fragments = from
            .fragments
            .iter()
            .map(|fragment| Range::new(fragment.block.start(), fragment.top))
            .collect();
        Self {
            young: Range::new(from.young.start(), from.top),
            aged: if full {
                Range::default()
            } else {
                Range::new(from.young.start(), from.high_water)
            },
            old: if full {
                Range::new(from.old.start(), from.old_top)
            } else {
                Range::default()
            },
            fragments: Ranges::new(fragments),
            outside,
            top: to.top,
            scan: to.top,
            old_top: to.old_top,
            old_scan: to.old_top,
        }
    }

    /// The first free words of the two destinations.
    pub(super) fn tops(&self) -> (*mut u64, *mut u64) {
        (self.top, self.old_top)
    }

    #[inline(always)]
    fn leaves(&self, address: *const u64) -> bool {
        self.young.contains(address) || self.old.contains(address) || self.fragments.contains(address)
    }

    /// Words of the destination that an object at that address moves to.
    #[inline(always)]
    fn take(&mut self, from: *const u64, words: usize) -> *mut u64 {
        let top = if self.aged.contains(from) {
            &mut self.old_top
        } else {
            &mut self.top
        };
        let at = *top;
        *top = at.wrapping_add(words);
        at
    }

    /// Move what a word refers to, if it is to be moved, and let the word refer to it there.
    ///
    /// # Safety
    ///
    /// The word is a valid term.
    #[inline]
    pub(super) unsafe fn move_term(&mut self, slot: &mut Term) {
        let term = *slot;
        let from = term.address();
        // SAFETY: the term is valid, and destinations have room for all that leaves.
        unsafe {
            if term.is_cons() {
                if !self.leaves(from) {
                    return self.outside(slot);
                }
                if *from == 0 {
                    // No head is ever 0: it has moved, and the tail says where to.
                    *slot = Term(*from.add(1));
                    return;
                }
                let at = self.take(from, 2);
                *at = *from;
                *at.add(1) = *from.add(1);
                *slot = Term::from_list(at);
                *from = 0;
                *from.add(1) = slot.0;
            } else if term.is_boxed() {
                if !self.leaves(from) {
                    return self.outside(slot);
                }
                let header = *from;
                if !Term::is_header(header) {
                    // A header has moved where a boxed term stands in its place.
                    *slot = Term(header);
                    return;
                }
                let words = Term::header_words(header) + 1;
                let at = self.take(from, words);
                copy_words(from, at, words);
                *slot = Term::from_boxed(at);
                *from = slot.0;
            }
        }
    }

    /// A term that is not of the heap.
    #[inline(always)]
    unsafe fn outside(&mut self, slot: &mut Term) {
        // SAFETY: the caller's.
        if let Some(moved) = unsafe { self.outside.moved(*slot, &mut self.top) } {
            *slot = moved;
        }
    }

    /// Move what the terms among these words refer to; return addresses are passed by.
    ///
    /// # Safety
    ///
    /// The words are a stack.
    pub(super) unsafe fn words(&mut self, mut word: *mut u64, end: *mut u64) {
        while word < end {
            // SAFETY: the caller's; `Term` is a word in all but name.
            unsafe {
                if !Term::is_header(*word) {
                    self.move_term(&mut *word.cast::<Term>());
                }
                word = word.add(1);
            }
        }
    }

    /// Move all that what has moved refers to.
    ///
    /// # Safety
    ///
    /// The destinations hold what this collector put there.
    pub(super) unsafe fn finish(&mut self) {
        while self.scan < self.top || self.old_scan < self.old_top {
            // SAFETY: objects and cells stand there one behind the other.
            unsafe {
                while self.scan < self.top {
                    self.scan = self.scan_one(self.scan);
                }
                while self.old_scan < self.old_top {
                    self.old_scan = self.scan_one(self.old_scan);
                }
            }
        }
    }

    /// The word behind the object, or the next word of a cell.
    #[inline(always)]
    unsafe fn scan_one(&mut self, word: *mut u64) -> *mut u64 {
        // SAFETY: as `finish` says.
        unsafe {
            if Term::is_header(*word) && !Term::header_kind(*word).holds_terms() {
                return word.add(1 + Term::header_words(*word));
            }
            if !Term::is_header(*word) {
                self.move_term(&mut *word.cast::<Term>());
            }
            word.add(1)
        }
    }

    /// Go through the off-heap objects: those that have moved are on the new heap's list, those that stay stay on it, the others give up what they hold.
    ///
    /// # Safety
    ///
    /// All that is alive has moved.
    pub(super) unsafe fn sweep(&mut self, from: &mut Heap, to: &mut Heap) {
        let mut next = std::mem::take(&mut from.off_heap);
        while next != 0 {
            let object = next as usize as *mut u64;
            // SAFETY: the list names off-heap objects; a moved one has been copied whole, its link too.
            unsafe {
                let header = *object;
                let alive = if !Term::is_header(header) {
                    Term(header).address()
                } else {
                    object
                };
                next = *link(alive);
                if alive == object && self.leaves(object) {
                    release(object);
                    continue;
                }
                *link(alive) = to.off_heap;
                to.off_heap = alive as usize as u64;
            }
        }
        self.outside.finish(to);
    }
}
