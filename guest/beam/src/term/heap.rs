//! Heap: where a process's terms live. What is allocated never moves until its process collects.
//!
//! [`Heap::alloc`] takes from the young block; when that is full, from a fragment, so that a built-in function can allocate without thinking of
//! collection. The interpreter sees the fragments at its next safe point and collects, which copies them into a block that is large enough.
//! A heap without a young block (`Heap::default()`) is a detached one: a message on its way, an object of a table, the literals of a module.

use std::ptr;

use super::{Kind, Term, buffer, copy_words};
use crate::memory::{self, Purpose};

/// A run of words.
#[derive(Debug)]
pub(crate) struct Block {
    start: *mut u64,
    words: usize,
}

impl Block {
    pub(crate) fn new(words: usize, purpose: Purpose) -> Self {
        if words == 0 {
            return Self::default();
        }
        // SAFETY: just seen.
        let start = unsafe { memory::words(purpose, words) };
        Self { start, words }
    }

    /// Give the words away, to be put together again by [`Block::from_raw`].
    pub(crate) fn into_raw(self) -> *mut u64 {
        std::mem::ManuallyDrop::new(self).start
    }

    /// # Safety
    ///
    /// `start` came from [`Block::into_raw`] of a block of so many words, and is given back once.
    pub(crate) unsafe fn from_raw(start: *mut u64, words: usize) -> Self {
        Self { start, words }
    }

    #[inline(always)]
    pub(crate) fn start(&self) -> *mut u64 {
        self.start
    }

    #[inline(always)]
    pub(crate) fn end(&self) -> *mut u64 {
        self.start.wrapping_add(self.words)
    }

    #[inline(always)]
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    #[inline(always)]
    pub(crate) fn contains(&self, address: *const u64) -> bool {
        (address as usize).wrapping_sub(self.start as usize) < self.words * 8
    }
}

impl Default for Block {
    fn default() -> Self {
        Self {
            start: ptr::dangling_mut(),
            words: 0,
        }
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        if self.words > 0 {
            // SAFETY: it came from there.
            unsafe { memory::give_back(self.start, self.words) }
        }
    }
}

/// A block that has been begun: `[start, top)` is in use.
#[derive(Debug)]
pub(crate) struct Fragment {
    pub(crate) block: Block,
    pub(crate) top: *mut u64,
}

/// Words of the smallest fragment.
const FRAGMENT: usize = 64;

/// Words of the largest step by which fragments grow.
const FRAGMENT_MAX: usize = 1 << 16;

/// Bytes of binaries that a small process may take between two collections, as OTP's default of `min_bin_vheap_size`.
pub(crate) const OFF_HEAP_MIN: usize = 46422 * 8;

/// Terms of one owner.
#[derive(Debug)]
pub struct Heap {
    /// The young block: terms from its start to `top`, the stack from `stack` to its end.
    pub(crate) young: Block,
    pub(crate) top: *mut u64,
    /// The lowest word of the stack; the end of the young block where there is no stack.
    pub(crate) stack: *mut u64,
    pub(crate) old: Block,
    pub(crate) old_top: *mut u64,
    /// What lies below it has survived one collection.
    pub(crate) high_water: *mut u64,
    pub(crate) fragments: Vec<Fragment>,
    /// Words in use in the fragments.
    pub(crate) fragment_words: usize,
    /// The first of the objects that own something outside; each names the next. 0 ends the list.
    pub(crate) off_heap: u64,
    /// Bytes of buffers taken since the last collection.
    pub(crate) off_heap_bytes: usize,
    /// How many of them there may be before the next.
    pub(crate) off_heap_limit: usize,
    /// Whether the last collection left little room, so that the next one takes a larger block.
    pub(crate) crowded: bool,
    /// How many minor collections there were since the last full one.
    pub(crate) minor_count: u16,
}

impl Default for Heap {
    fn default() -> Self {
        Self::with_young(Block::default())
    }
}

impl Heap {
    pub(crate) fn with_young(young: Block) -> Self {
        let old = Block::default();
        Self {
            top: young.start(),
            stack: young.end(),
            high_water: young.start(),
            young,
            old_top: old.start(),
            old,
            fragments: Vec::new(),
            fragment_words: 0,
            off_heap: 0,
            off_heap_bytes: 0,
            off_heap_limit: OFF_HEAP_MIN,
            crowded: false,
            minor_count: 0,
        }
    }

    /// A detached heap with room for so many words in one piece.
    pub fn with_words(words: usize) -> Self {
        Self::with_young(Block::new(words, Purpose::Fragment))
    }

    /// Words that no one else gets: to be filled, each, before the next collection.
    #[inline(always)]
    pub fn alloc(&mut self, words: usize) -> *mut u64 {
        let top = self.top;
        if (self.stack as usize) - (top as usize) >= words * 8 {
            self.top = top.wrapping_add(words);
            return top;
        }
        self.alloc_fragment(words)
    }

    #[cold]
    #[inline(never)]
    fn alloc_fragment(&mut self, words: usize) -> *mut u64 {
        self.fragment_words += words;
        if let Some(last) = self.fragments.last_mut() {
            let free = (last.block.end() as usize - last.top as usize) / 8;
            if free >= words {
                let at = last.top;
                last.top = at.wrapping_add(words);
                return at;
            }
        }
        let step = self.fragment_words.clamp(FRAGMENT, FRAGMENT_MAX);
        let block = Block::new(words.max(step), Purpose::Fragment);
        let at = block.start();
        self.fragments.push(Fragment {
            top: at.wrapping_add(words),
            block,
        });
        at
    }

    /// Whether the term lies here: literals and terms of others do not.
    pub(crate) fn owns(&self, address: *const u64) -> bool {
        self.young.contains(address)
            || self.old.contains(address)
            || self.fragments.iter().any(|fragment| fragment.block.contains(address))
    }

    /// The words of the stack, return addresses too.
    pub(crate) fn stack_terms(&self) -> impl Iterator<Item = Term> + '_ {
        let words = (self.young.end() as usize - self.stack as usize) / 8;
        // SAFETY: between the two is the stack.
        (0..words).map(|number| Term(unsafe { *self.stack.add(number) }))
    }

    /// Words in use, the stack without.
    pub fn used_words(&self) -> usize {
        (self.top as usize - self.young.start() as usize) / 8
            + (self.old_top as usize - self.old.start() as usize) / 8
            + self.fragment_words
    }

    /// Words that all blocks take, in use or not.
    pub fn total_words(&self) -> usize {
        self.young.words()
            + self.old.words()
            + self
                .fragments
                .iter()
                .map(|fragment| fragment.block.words())
                .sum::<usize>()
    }

    /// Identity, size and reference count of each large binary on it, also of those that nobody needs any more.
    pub(crate) fn buffers(&self) -> Vec<(u64, usize, usize)> {
        // SAFETY: the list is this heap's.
        unsafe { buffer::buffers(self.off_heap) }
    }

    /// `{Identity, Size, Count}` of each of these large binaries.
    pub(crate) fn told_buffers(&mut self, buffers: Vec<(u64, usize, usize)>) -> Term {
        let told = buffers.into_iter().map(|(identity, size, count)| {
            let identity = self.unsigned(identity);
            self.tuple(&[identity, Term::small(size as i64), Term::small(count as i64)])
        });
        let told: Vec<Term> = told.collect();
        self.list(told.into_iter())
    }

    /// Take over all that a detached heap holds: its terms are this heap's from now on, and stay where they are.
    pub(crate) fn adopt(&mut self, mut other: Heap) {
        self.fragment_words += other.used_words();
        self.off_heap_bytes += other.off_heap_bytes;
        if other.young.words() > 0 {
            let block = std::mem::take(&mut other.young);
            self.fragments.insert(0, Fragment { top: other.top, block });
        }
        // The last fragment is the one that is filled further.
        self.fragments.splice(0..0, other.fragments.drain(..));
        buffer::append(&mut self.off_heap, std::mem::take(&mut other.off_heap));
        other.top = other.young.start();
        other.stack = other.young.end();
    }

    /// Put an off-heap object into the list. Its last word is the link.
    ///
    /// # Safety
    ///
    /// `header` is of an object of a kind that [`Kind::is_off_heap`], all of it written but the link.
    pub(crate) unsafe fn link_off_heap(&mut self, header: *mut u64) {
        // SAFETY: the caller's.
        unsafe {
            let link = header.add(Term::header_words(*header));
            *link = self.off_heap;
        }
        self.off_heap = header as usize as u64;
    }

    /// Write a boxed object: a header and its words.
    #[inline(always)]
    pub(crate) fn boxed(&mut self, kind: Kind, words: &[u64]) -> Term {
        let at = self.alloc(words.len() + 1);
        // SAFETY: that many words are ours.
        unsafe {
            *at = Term::header(kind, words.len());
            copy_words(words.as_ptr(), at.add(1), words.len());
        }
        Term::from_boxed(at)
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        buffer::release_list(self.off_heap);
    }
}
