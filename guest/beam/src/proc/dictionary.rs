//! Dictionary: a process's own keys and values.

use rustc_hash::FxHashMap;

use crate::term::{Term, order};

/// From so many entries on, those with immediate keys are found by an index.
const INDEXED: usize = 12;

/// Keys and values. The terms lie on the process's heap.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    entries: Vec<(Term, Term)>,
    /// Where the entries with immediate keys are, once there are many.
    index: Option<Box<FxHashMap<Term, u32>>>,
}

impl Dictionary {
    /// The value of a key.
    pub(crate) fn get(&self, key: Term) -> Option<Term> {
        self.find(key).map(|place| self.entries[place].1)
    }

    /// Give a key a value. The answer is the value that it had.
    pub(crate) fn put(&mut self, key: Term, value: Term) -> Option<Term> {
        if let Some(place) = self.find(key) {
            return Some(std::mem::replace(&mut self.entries[place].1, value));
        }
        self.entries.push((key, value));
        match &mut self.index {
            Some(index) if key.is_immediate() => {
                index.insert(key, self.entries.len() as u32 - 1);
            }
            None if self.entries.len() >= INDEXED => self.build_index(),
            _ => {}
        }
        None
    }

    /// Forget a key. The answer is the value that it had.
    pub(crate) fn erase(&mut self, key: Term) -> Option<Term> {
        let place = self.find(key)?;
        let (_, value) = self.entries.swap_remove(place);
        if let Some(index) = &mut self.index {
            index.remove(&key);
            if let Some((moved, _)) = self.entries.get(place)
                && moved.is_immediate()
            {
                index.insert(*moved, place as u32);
            }
        }
        Some(value)
    }

    /// Forget all keys.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// How many keys there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Keys and values.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (Term, Term)> + '_ {
        self.entries.iter().copied()
    }

    /// All terms, for a collection to change.
    pub(crate) fn each_root(&mut self, visit: &mut dyn FnMut(&mut Term)) {
        for (key, value) in &mut self.entries {
            visit(key);
            visit(value);
        }
    }

    fn build_index(&mut self) {
        let places = self.entries.iter().zip(0..);
        self.index = Some(Box::new(
            places
                .filter(|((key, _), _)| key.is_immediate())
                .map(|((key, _), place)| (*key, place))
                .collect(),
        ));
    }

    fn find(&self, key: Term) -> Option<usize> {
        if !key.is_immediate() {
            let same = |(other, _): &(Term, Term)| !other.is_immediate() && order::equal(*other, key);
            return self.entries.iter().position(same);
        }
        match &self.index {
            Some(index) => index.get(&key).map(|place| *place as usize),
            None => self.entries.iter().position(|(other, _)| other.same(key)),
        }
    }
}
