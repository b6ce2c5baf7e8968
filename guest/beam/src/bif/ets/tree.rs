//! Tree: the objects of an ordered set, in the order of their keys; keys that are `==` are the same.

use std::{
    borrow::Borrow,
    cmp::Ordering,
    collections::BTreeSet,
    ops::Bound::{Excluded, Included, Unbounded},
};

use crate::term::{Packed, Term, order};

/// A key by Erlang's order of terms.
#[derive(Clone, Copy, Debug)]
struct Key(Term);

impl Ord for Key {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        order::compare(self.0, other.0)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

/// An object, and its key within it.
#[derive(Debug)]
struct Row {
    key: Key,
    object: Packed,
}

impl Borrow<Key> for Row {
    fn borrow(&self) -> &Key {
        &self.key
    }
}

impl Ord for Row {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl PartialOrd for Row {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Row {}

/// Objects by the order of their keys.
#[derive(Debug)]
pub(crate) struct Tree {
    /// Index of the key in its object.
    key: usize,
    rows: BTreeSet<Row>,
    /// Words of all objects.
    words: usize,
}

impl Tree {
    pub(crate) fn new(key: usize) -> Self {
        Self {
            key,
            rows: BTreeSet::new(),
            words: 0,
        }
    }

    /// How many objects there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The object of a key.
    #[inline]
    pub(crate) fn get(&self, key: Term) -> Option<&Packed> {
        self.rows.get(&Key(key)).map(|row| &row.object)
    }

    /// Put an object in, in place of the one of its key.
    pub(crate) fn insert(&mut self, object: Packed) {
        let key = Key(object.elements()[self.key]);
        self.words += object.words();
        let former = self.rows.replace(Row { key, object });
        self.words -= former.map_or(0, |former| former.object.words());
    }

    /// Take out the object of a key.
    pub(crate) fn take(&mut self, key: Term) -> Option<Packed> {
        let row = self.rows.take(&Key(key))?;
        self.words -= row.object.words();
        Some(row.object)
    }

    /// Take out all objects; how many there were.
    pub(crate) fn clear(&mut self) -> usize {
        let count = self.rows.len();
        self.rows.clear();
        self.words = 0;
        count
    }

    /// The objects from the first key on that is not below the one given, or from behind it on.
    pub(crate) fn from(&self, start: Start) -> impl DoubleEndedIterator<Item = &Packed> {
        let start = match start {
            Start::First => Unbounded,
            Start::At(key) => Included(Key(key)),
            Start::Behind(key) => Excluded(Key(key)),
        };
        self.rows.range((start, Unbounded)).map(|row| &row.object)
    }

    /// The objects whose keys are below the one given, or all, from the first one on.
    pub(crate) fn below(&self, end: Option<Term>) -> impl DoubleEndedIterator<Item = &Packed> {
        let end = end.map_or(Unbounded, |key| Excluded(Key(key)));
        self.rows.range((Unbounded, end)).map(|row| &row.object)
    }

    /// The key of an object.
    pub(crate) fn key_of(&self, object: &Packed) -> Term {
        object.elements()[self.key]
    }

    /// Words that ERTS would give for the table: those of OTP 25, measured by `ets:info(T, memory)`.
    pub(crate) fn words(&self) -> usize {
        133 + 5 * self.rows.len() + self.words
    }
}

/// Where to begin.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Start {
    First,
    At(Term),
    Behind(Term),
}
