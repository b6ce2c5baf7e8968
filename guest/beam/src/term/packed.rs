//! Packed: a tuple in one allocation, as dense as can be: an object of a table.
//!
//! Two words come before the tuple: its size with a mark whether anything in it points, and the list of what it holds outside.
//! All pointers in it lead into it, so that copying it out is one copy of memory and a shift of the pointers.

use std::{fmt, ptr, ptr::NonNull};

use super::{Heap, Kind, Term, buffer, copy, heap::Block};
use crate::memory::Purpose;

/// Words before the tuple.
const BEFORE: usize = 2;

/// A tuple on its own.
pub struct Packed(NonNull<u64>);

impl Packed {
    /// A copy of all of a tuple.
    ///
    /// # Panics
    ///
    /// When it is no tuple.
    pub fn new(tuple: Term) -> Self {
        let elements = tuple.as_tuple().expect("a tuple");
        if elements.iter().all(|element| element.is_immediate()) {
            let words = elements.len() + 1;
            let start = Block::new(words + BEFORE, Purpose::Object).into_raw();
            // SAFETY: that many words were just allocated, and the tuple has them.
            unsafe {
                *start = (words as u64) << 1;
                *start.add(1) = 0;
                ptr::copy_nonoverlapping(tuple.address(), start.add(BEFORE), words);
                return Self(NonNull::new_unchecked(start));
            }
        }
        let words = copy::size(tuple);
        let mut heap = Heap::with_young(Block::new(words + BEFORE, Purpose::Object));
        let start = heap.alloc(BEFORE);
        copy::copy_all(tuple, &mut heap);
        debug_assert_eq!(heap.used_words(), words + BEFORE);
        // SAFETY: the first two words were left free for this.
        unsafe {
            *start = (words as u64) << 1 | 1;
            *start.add(1) = std::mem::take(&mut heap.off_heap);
        }
        let start = std::mem::take(&mut heap.young).into_raw();
        // SAFETY: an allocation is at no null address.
        Self(unsafe { NonNull::new_unchecked(start) })
    }

    fn word(&self, number: usize) -> u64 {
        // SAFETY: asked for the two words before the tuple only.
        unsafe { *self.0.as_ptr().add(number) }
    }

    /// The tuple: valid as long as this.
    #[inline(always)]
    pub fn term(&self) -> Term {
        Term::from_boxed(self.0.as_ptr().wrapping_add(BEFORE))
    }

    /// The elements of the tuple.
    #[inline(always)]
    pub fn elements(&self) -> &[Term] {
        super::view::terms(self.term().words())
    }

    /// Words of the tuple with all in it.
    #[inline(always)]
    pub fn words(&self) -> usize {
        (self.word(0) >> 1) as usize
    }

    /// Whether nothing in it points anywhere.
    fn is_flat(&self) -> bool {
        self.word(0) & 1 == 0
    }

    /// Put another immediate where one is: the caller holds no slice of the elements.
    pub(crate) fn set_immediate(&self, index: usize, value: Term) {
        debug_assert!(self.elements()[index].is_immediate() && value.is_immediate());
        self.term().set_word(index, value.0);
    }

    /// Identity, size and reference count of each large binary in it.
    pub(crate) fn buffers(&self) -> Vec<(u64, usize, usize)> {
        // SAFETY: the list is of off-heap objects of this block.
        unsafe { buffer::buffers(self.word(1)) }
    }

    /// Copy it out.
    pub fn unpack(&self, heap: &mut Heap) -> Term {
        let words = self.words();
        let at = heap.alloc(words);
        let from = self.0.as_ptr().wrapping_add(BEFORE);
        // SAFETY: so many words are there, and are ours at the other end.
        unsafe { ptr::copy_nonoverlapping(from, at, words) };
        if !self.is_flat() {
            shift(at, words, (at as u64).wrapping_sub(from as u64), heap);
        }
        Term::from_boxed(at)
    }
}

/// Make the pointers within a copied run of objects lead into the copy.
fn shift(at: *mut u64, words: usize, by: u64, heap: &mut Heap) {
    let mut number = 0;
    while number < words {
        // SAFETY: within the run, which holds whole objects and cells one after the other.
        unsafe {
            let word = at.add(number);
            number += 1;
            if !Term::is_header(*word) {
                if !Term(*word).is_immediate() {
                    *word = (*word).wrapping_add(by);
                }
                continue;
            }
            let kind = Term::header_kind(*word);
            if kind.holds_terms() {
                continue;
            }
            number += Term::header_words(*word);
            if kind == Kind::REFC_BIN {
                std::mem::forget(buffer::share_buffer(word));
                heap.off_heap_bytes += *word.add(2) as usize;
                heap.link_off_heap(word);
            } else if kind == Kind::MAGIC {
                *word.add(3) = buffer::resource_word(std::rc::Rc::clone(buffer::resource_of(word)));
                heap.link_off_heap(word);
            }
        }
    }
}

impl Drop for Packed {
    fn drop(&mut self) {
        buffer::release_list(self.word(1));
        // SAFETY: the block was given away with so many words.
        drop(unsafe { Block::from_raw(self.0.as_ptr(), self.words() + BEFORE) });
    }
}

impl fmt::Debug for Packed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.term().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::Atom;

    #[test]
    fn what_goes_in_comes_out() {
        let mut heap = Heap::default();
        let long = heap.binary(&[7; 100]);
        let string = heap.string("abc");
        let float = heap.float(1.5);
        let inner = heap.tuple(&[float, long, Term::NIL]);
        let list = heap.cons(inner, string);
        let tuple = heap.tuple(&[Term::small(1), list, long, Atom::new("a").into()]);
        let packed = Packed::new(tuple);
        let shown = format!("{tuple:?}");
        assert_eq!(format!("{packed:?}"), shown);
        drop(heap);
        let mut other = Heap::default();
        let back = packed.unpack(&mut other);
        drop(packed);
        assert_eq!(format!("{back:?}"), shown);
    }

    #[test]
    fn an_immediate_may_be_replaced() {
        let mut heap = Heap::default();
        let tuple = heap.tuple(&[Term::small(1), Term::small(2)]);
        let packed = Packed::new(tuple);
        packed.set_immediate(1, Term::small(3));
        assert_eq!(packed.unpack(&mut heap).as_tuple().unwrap()[1].as_small(), Some(3));
        assert_eq!(packed.words(), 3);
    }
}
