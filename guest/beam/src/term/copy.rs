//! Copy: a term with all that it refers to, from one heap to another.

use std::rc::Rc;

use super::{Heap, Kind, Term, buffer, copy_words, word};

/// A term on a heap of its own: a message on its way, an object of a table, a stored key.
#[derive(Debug)]
pub struct Parcel {
    heap: Heap,
    term: Term,
}

impl Parcel {
    /// Build what the parcel shall hold.
    pub fn build(with: impl FnOnce(&mut Heap) -> Term) -> Self {
        let mut heap = Heap::default();
        let term = with(&mut heap);
        Self { heap, term }
    }

    /// A copy of all of a term, literals too.
    pub fn copy_all(term: Term) -> Self {
        let mut heap = Heap::with_words(size(term));
        let term = copy_all(term, &mut heap);
        Self { heap, term }
    }

    /// The term: valid as long as the parcel.
    pub fn term(&self) -> Term {
        self.term
    }

    /// Words that it takes.
    pub fn words(&self) -> usize {
        self.heap.total_words()
    }

    /// What it lies on.
    pub(crate) fn heap(&self) -> &Heap {
        &self.heap
    }

    /// What it lies on, without the term.
    pub(crate) fn into_heap(self) -> Heap {
        self.heap
    }

    /// Copy it out.
    pub fn unpack(&self, heap: &mut Heap) -> Term {
        copy_where(self.term, heap, &|address| self.heap.owns(address))
    }

    /// Hand all over to a heap, without copying.
    pub(crate) fn hand_over(self, heap: &mut Heap) -> Term {
        let Self { heap: own, term } = self;
        if !term.is_immediate() {
            heap.adopt(own);
        }
        term
    }
}

/// Words that a term takes, with all that it refers to; what is shared within it counts each time.
pub fn size(term: Term) -> usize {
    size_where(term, &|_| true)
}

/// Copy a term that belongs to `owner`; what is not its own (literals) is shared.
pub fn copy(term: Term, owner: &Heap, to: &mut Heap) -> Term {
    if term.is_immediate() {
        return term;
    }
    copy_where(term, to, &|address| owner.owns(address))
}

/// Copy all of a term, literals too.
pub fn copy_all(term: Term, to: &mut Heap) -> Term {
    copy_where(term, to, &|_| true)
}

pub(crate) fn size_where(term: Term, owns: &impl Fn(*const u64) -> bool) -> usize {
    let mut words = 0;
    let mut open = Vec::new();
    let mut next = Some(term);
    while let Some(mut term) = next {
        while term.is_cons() && owns(term.address()) {
            words += 2;
            let head = term.head();
            if !head.is_immediate() {
                open.push(head);
            }
            term = term.tail();
        }
        if term.is_boxed() && owns(term.address()) {
            words += 1 + Term::header_words(term.boxed_header());
            if term.kind_of_boxed().holds_terms() {
                open.extend(
                    term.words()
                        .iter()
                        .map(|word| Term(*word))
                        .filter(|part| !part.is_immediate()),
                );
            }
        }
        next = open.pop();
    }
    words
}

fn copy_where(term: Term, to: &mut Heap, owns: &impl Fn(*const u64) -> bool) -> Term {
    let mut root = term.0;
    // Words that hold a term of the old heap yet.
    let mut open: Vec<*mut u64> = vec![&mut root];
    while let Some(slot) = open.pop() {
        // SAFETY: slots are words of objects that were just copied, or the root.
        unsafe { copy_slot(slot, to, owns, &mut open) };
    }
    Term(root)
}

/// # Safety
///
/// `slot` can be written, and what it holds is a valid term.
unsafe fn copy_slot(mut slot: *mut u64, to: &mut Heap, owns: &impl Fn(*const u64) -> bool, open: &mut Vec<*mut u64>) {
    // SAFETY: the caller's, for the first; the others are words that were just allocated.
    unsafe {
        loop {
            let term = Term(*slot);
            let from = term.address();
            match term.0 & word::TAG {
                word::LIST if owns(from) => {
                    let cell = to.alloc(2);
                    *slot = Term::from_list(cell).0;
                    *cell = *from;
                    *cell.add(1) = *from.add(1);
                    if !Term(*cell).is_immediate() {
                        open.push(cell);
                    }
                    slot = cell.add(1);
                }
                word::BOXED if owns(from) => {
                    let header = *from;
                    let words = Term::header_words(header);
                    let at = to.alloc(words + 1);
                    copy_words(from, at, words + 1);
                    *slot = Term::from_boxed(at).0;
                    let kind = Term::header_kind(header);
                    if kind == Kind::MATCH {
                        // A match context is changed in place, so a copy of it is the bits that are left.
                        *at = Term::header(Kind::SUB_BIN, words);
                        *at.add(3) = Term::small(Term(*at.add(3)).small_value() - Term(*at.add(2)).small_value()).0;
                    }
                    if kind.holds_terms() {
                        open.extend(
                            (1..=words)
                                .map(|word| at.add(word))
                                .filter(|word| !Term(**word).is_immediate()),
                        );
                    } else if kind == Kind::REFC_BIN {
                        std::mem::forget(buffer::share_buffer(from));
                        to.off_heap_bytes += *from.add(2) as usize;
                        to.link_off_heap(at);
                    } else if kind == Kind::MAGIC {
                        *at.add(3) = buffer::resource_word(Rc::clone(buffer::resource_of(from)));
                        to.link_off_heap(at);
                    }
                    return;
                }
                _ => return,
            }
        }
    }
}
