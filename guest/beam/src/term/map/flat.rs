//! Flat: the maps of up to 32 keys, which are a tuple in term order that versions of a map share.

use std::cmp::Ordering;

use super::{FLAT_MAX, tree};
use crate::term::{Heap, Kind, Term, order, view};

/// The keys, in term order.
#[inline(always)]
pub(super) fn keys<'a>(map: Term) -> &'a [Term] {
    view::terms(Term(map.word(0)).words())
}

/// The values, in the order of the keys.
#[inline(always)]
pub(super) fn values<'a>(map: Term) -> &'a [Term] {
    &view::terms(map.words())[1..]
}

/// Where a key is.
#[inline]
pub(super) fn find(map: Term, key: Term) -> Option<usize> {
    let keys = keys(map);
    // What is not found as the same word can be equal only if it is no immediate.
    match keys.iter().position(|at| at.same(key)) {
        None if !key.is_immediate() => keys.iter().position(|at| !at.is_immediate() && order::equal(*at, key)),
        at => at,
    }
}

/// Where a key that is not there belongs.
fn place(keys: &[Term], key: Term) -> usize {
    keys.partition_point(|at| order::compare_exact(*at, key) == Ordering::Less)
}

pub(super) fn put(heap: &mut Heap, map: Term, key: Term, value: Term) -> Term {
    if let Some(at) = find(map, key) {
        return replace(heap, map, at, value);
    }
    let (keys, values) = (keys(map), values(map));
    let size = keys.len();
    if size == FLAT_MAX {
        let mut pairs: Vec<_> = keys.iter().copied().zip(values.iter().copied()).collect();
        pairs.push((key, value));
        return tree::from_pairs(heap, pairs);
    }
    let at = place(keys, key);
    let mut scratch = [Term::NIL; FLAT_MAX + 1];
    let mut insert = |old: &[Term], new| {
        scratch[..at].copy_from_slice(&old[..at]);
        scratch[at] = new;
        scratch[at + 1..=size].copy_from_slice(&old[at..]);
        scratch
    };
    let keys = insert(keys, key);
    let keys = heap.tuple(&keys[..=size]);
    let values = insert(values, value);
    of(heap, keys, &values[..=size])
}

/// A map with these keys (a tuple, in order).
fn of(heap: &mut Heap, keys: Term, values: &[Term]) -> Term {
    let at = heap.alloc(values.len() + 2);
    // SAFETY: that many words are ours.
    unsafe {
        *at = Term::header(Kind::MAP, values.len() + 1);
        *at.add(1) = keys.0;
        std::ptr::copy_nonoverlapping(values.as_ptr().cast(), at.add(2), values.len());
    }
    Term::from_boxed(at)
}

/// With another value for the key of that number.
#[inline]
pub(super) fn replace(heap: &mut Heap, map: Term, at: usize, value: Term) -> Term {
    if values(map)[at].same(value) {
        return map;
    }
    let new = heap.boxed(Kind::MAP, map.words());
    new.set_word(at + 1, value.0);
    new
}

/// Without the key of that number.
pub(super) fn remove(heap: &mut Heap, map: Term, at: usize) -> Term {
    let without = |terms: &[Term], scratch: &mut [Term; FLAT_MAX]| {
        scratch[..at].copy_from_slice(&terms[..at]);
        scratch[at..terms.len() - 1].copy_from_slice(&terms[at + 1..]);
    };
    let size = keys(map).len() - 1;
    let mut scratch = [Term::NIL; FLAT_MAX];
    without(keys(map), &mut scratch);
    let keys = heap.tuple(&scratch[..size]);
    without(values(map), &mut scratch);
    of(heap, keys, &scratch[..size])
}

pub(super) fn put_many(heap: &mut Heap, map: Term, pairs: &[(Term, Term)]) -> Term {
    let size = keys(map).len();
    if pairs.iter().all(|(key, _)| find(map, *key).is_some()) {
        return set(heap, map, pairs);
    }
    if size + pairs.len() <= FLAT_MAX {
        let mut all = Scratch::of(map);
        pairs.iter().for_each(|(key, value)| all.put(*key, *value));
        return all.build(heap);
    }
    let mut all: Vec<_> = keys(map).iter().copied().zip(values(map).iter().copied()).collect();
    all.extend_from_slice(pairs);
    tree::from_pairs(heap, all)
}

pub(super) fn update_many(heap: &mut Heap, map: Term, pairs: &[(Term, Term)]) -> Result<Term, Term> {
    match pairs.iter().find(|(key, _)| find(map, *key).is_none()) {
        Some((key, _)) => Err(*key),
        None => Ok(set(heap, map, pairs)),
    }
}

/// With other values for keys that are there.
fn set(heap: &mut Heap, map: Term, pairs: &[(Term, Term)]) -> Term {
    let new = heap.boxed(Kind::MAP, map.words());
    for (key, value) in pairs {
        if let Some(at) = find(new, *key) {
            new.set_word(at + 1, value.0);
        }
    }
    new
}

/// At most 32 pairs, of which the later of equal ones wins.
pub(super) fn from_pairs(heap: &mut Heap, pairs: Vec<(Term, Term)>) -> Term {
    let mut all = Scratch::new();
    pairs.into_iter().for_each(|(key, value)| all.put(key, value));
    all.build(heap)
}

/// As above, where all keys are known to differ.
pub(super) fn from_distinct(heap: &mut Heap, mut pairs: Vec<(Term, Term)>) -> Term {
    pairs.sort_unstable_by(|(a, _), (b, _)| order::compare_exact(*a, *b));
    let mut all = Scratch::new();
    for (key, value) in pairs {
        all.insert(all.size, key, value);
    }
    all.build(heap)
}

/// A flat map in the making.
struct Scratch {
    keys: [Term; FLAT_MAX],
    values: [Term; FLAT_MAX],
    size: usize,
}

impl Scratch {
    fn new() -> Self {
        Self {
            keys: [Term::NIL; FLAT_MAX],
            values: [Term::NIL; FLAT_MAX],
            size: 0,
        }
    }

    fn of(map: Term) -> Self {
        let mut all = Self::new();
        all.size = keys(map).len();
        all.keys[..all.size].copy_from_slice(keys(map));
        all.values[..all.size].copy_from_slice(values(map));
        all
    }

    fn put(&mut self, key: Term, value: Term) {
        let keys = &self.keys[..self.size];
        if let Some(at) = keys.iter().position(|at| at.same(key)) {
            self.values[at] = value;
            return;
        }
        let at = place(keys, key);
        if at < self.size && !key.is_immediate() && order::equal(keys[at], key) {
            self.values[at] = value;
        } else {
            self.insert(at, key, value);
        }
    }

    fn insert(&mut self, at: usize, key: Term, value: Term) {
        self.keys.copy_within(at..self.size, at + 1);
        self.values.copy_within(at..self.size, at + 1);
        self.keys[at] = key;
        self.values[at] = value;
        self.size += 1;
    }

    fn build(&self, heap: &mut Heap) -> Term {
        let keys = heap.tuple(&self.keys[..self.size]);
        of(heap, keys, &self.values[..self.size])
    }
}
