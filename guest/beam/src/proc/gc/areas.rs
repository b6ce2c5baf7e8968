//! Areas: terms that processes refer to without a copy, and that are about to go: whoever refers to them gets a copy.

use rustc_hash::FxHashMap;

use super::{
    super::Process,
    collector::Outside,
    range::{Range, Ranges},
};
use crate::term::{Heap, Kind, Term, append, copy_words, link, resource_of, resource_word, share_buffer};

/// What goes: heaps that no process owns.
#[derive(Debug)]
pub(crate) struct Areas {
    ranges: Ranges,
    whole: Range,
}

impl Areas {
    /// Those that the terms of these heaps lie in.
    pub(crate) fn of(heaps: &[Heap]) -> Self {
        let ranges = heaps.iter().flat_map(|heap| {
            let fragments = heap.fragments.iter();
            let young = Range::new(heap.young.start(), heap.top);
            let fragments = fragments.map(|fragment| Range::new(fragment.block.start(), fragment.top));
            std::iter::once(young).chain(fragments)
        });
        let ranges = Ranges::new(ranges.filter(|range| range.words() > 0).collect());
        Self {
            whole: ranges.whole(),
            ranges,
        }
    }

    pub(super) fn words(&self) -> usize {
        self.ranges.words()
    }

    #[inline(always)]
    fn contains(&self, address: *const u64) -> bool {
        self.whole.contains(address) && self.ranges.contains(address)
    }

    /// Whether a word is one of their terms, or looks like one.
    #[inline(always)]
    fn may_hold(&self, word: u64) -> bool {
        let term = Term(word);
        let address = term.address();
        // Where addresses have 32 bits, what is more than that is none.
        (term.is_cons() || term.is_boxed()) && word >> 3 == address as usize as u64 >> 3 && self.contains(address)
    }
}

impl Process {
    /// Whether something that it holds lies there. It may be that something only looks so: bytes of a binary, terms that nobody needs any more.
    pub(super) fn may_refer_to(&mut self, areas: &Areas) -> bool {
        let heap = &self.heap;
        let blocks = [
            (heap.young.start(), heap.top),
            (heap.stack, heap.young.end()),
            (heap.old.start(), heap.old_top),
        ];
        let fragments = heap.fragments.iter();
        let fragments = fragments.map(|fragment| (fragment.block.start(), fragment.top));
        let mut found = blocks.into_iter().chain(fragments).any(|(start, end)| {
            let words = (end as usize - start as usize) / 8;
            // SAFETY: all of these words are in use.
            (0..words).any(|number| areas.may_hold(unsafe { *start.add(number) }))
        });
        if !found {
            self.each_root(&mut |root| found |= areas.may_hold(root.0));
        }
        found
    }
}

/// Copies of what a process refers to there. The areas stay as they are: others may refer to them too.
pub(super) struct Copies<'a> {
    areas: &'a Areas,
    /// Where it was and where it is, so that what was shared still is.
    made: FxHashMap<*const u64, Term>,
    /// The list of those that own something outside of the heap.
    off_heap: u64,
}

impl<'a> Copies<'a> {
    pub(super) fn new(areas: &'a Areas) -> Self {
        Self {
            areas,
            made: FxHashMap::default(),
            off_heap: 0,
        }
    }
}

impl Outside for Copies<'_> {
    unsafe fn moved(&mut self, term: Term, top: &mut *mut u64) -> Option<Term> {
        let from = term.address();
        if !self.areas.contains(from) {
            return None;
        }
        if let Some(copy) = self.made.get(&from.cast_const()) {
            return Some(*copy);
        }
        let at = *top;
        // SAFETY: the term is valid, and the destination has room for all of the areas.
        let copy = unsafe {
            let words = if term.is_cons() {
                2
            } else {
                Term::header_words(*from) + 1
            };
            *top = at.add(words);
            copy_words(from, at, words);
            if term.is_cons() {
                Term::from_list(at)
            } else {
                let kind = Term::header_kind(*at);
                if kind == Kind::REFC_BIN {
                    std::mem::forget(share_buffer(at));
                } else if kind == Kind::MAGIC {
                    *at.add(3) = resource_word(std::rc::Rc::clone(resource_of(from)));
                }
                if kind == Kind::REFC_BIN || kind == Kind::MAGIC {
                    *link(at) = self.off_heap;
                    self.off_heap = at as usize as u64;
                }
                Term::from_boxed(at)
            }
        };
        self.made.insert(from, copy);
        Some(copy)
    }

    fn finish(&mut self, to: &mut Heap) {
        append(&mut to.off_heap, std::mem::take(&mut self.off_heap));
    }
}
