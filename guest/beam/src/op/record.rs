//! Record: a tuple with some of its elements replaced.

use crate::term::{Heap, Term};

/// A copy of a record with other elements, each by its place from 1.
pub(super) fn update(heap: &mut Heap, record: Term, updates: impl Iterator<Item = (usize, Term)>) -> Term {
    let copy = heap.tuple(record.as_tuple().unwrap_or_default());
    for (place, element) in updates {
        copy.set_word(place - 1, element.0);
    }
    copy
}
