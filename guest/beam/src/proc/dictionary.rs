//! Dictionary: a process's own keys and values.

use rustc_hash::FxHashMap;

use crate::term::{Term, hash, order};

/// From so many entries on they are found by an index.
const INDEXED: usize = 12;

/// No entry.
const NOWHERE: u32 = u32::MAX;

/// Keys and values. The terms lie on the process's heap.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    entries: Vec<Entry>,
    /// Once there are many: the first entry of those whose keys have the same number, as [`number`] gives it.
    index: Option<Box<FxHashMap<u64, u32>>>,
}

#[derive(Debug)]
struct Entry {
    key: Term,
    value: Term,
    /// The next one whose key has the same number, if there is an index.
    next: u32,
}

impl Dictionary {
    /// The value of a key.
    pub(crate) fn get(&self, key: Term) -> Option<Term> {
        self.find(key).map(|place| self.entries[place].value)
    }

    /// Give a key a value. The answer is the value that it had.
    pub(crate) fn put(&mut self, key: Term, value: Term) -> Option<Term> {
        if let Some(place) = self.find(key) {
            return Some(std::mem::replace(&mut self.entries[place].value, value));
        }
        self.entries.push(Entry {
            key,
            value,
            next: NOWHERE,
        });
        if self.index.is_some() {
            self.enter(self.entries.len() - 1);
        } else if self.entries.len() >= INDEXED {
            self.index = Some(Box::default());
            (0..self.entries.len()).for_each(|place| self.enter(place));
        }
        None
    }

    /// Forget a key. The answer is the value that it had.
    pub(crate) fn erase(&mut self, key: Term) -> Option<Term> {
        let place = self.find(key)?;
        let last = self.entries.len() - 1;
        let next = self.entries[place].next;
        self.relink(place, next);
        if place != last {
            self.relink(last, place as u32);
        }
        Some(self.entries.swap_remove(place).value)
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
        self.entries.iter().map(|entry| (entry.key, entry.value))
    }

    /// All terms, for a collection to change.
    pub(crate) fn each_root(&mut self, visit: &mut dyn FnMut(&mut Term)) {
        for entry in &mut self.entries {
            visit(&mut entry.key);
            visit(&mut entry.value);
        }
    }

    #[inline]
    fn find(&self, key: Term) -> Option<usize> {
        match &self.index {
            None if key.is_immediate() => self.entries.iter().position(|entry| entry.key.same(key)),
            None => self.entries.iter().position(|entry| order::equal(entry.key, key)),
            Some(index) => {
                let mut place = *index.get(&number(key))?;
                while place != NOWHERE && !order::equal(self.entries[place as usize].key, key) {
                    place = self.entries[place as usize].next;
                }
                (place != NOWHERE).then_some(place as usize)
            }
        }
    }

    /// Let an entry be found by the index.
    fn enter(&mut self, place: usize) {
        let entry = &mut self.entries[place];
        if let Some(index) = &mut self.index {
            entry.next = index.insert(number(entry.key), place as u32).unwrap_or(NOWHERE);
        }
    }

    /// Let what leads to an entry lead elsewhere.
    fn relink(&mut self, place: usize, to: u32) {
        let Some(index) = &mut self.index else { return };
        let number = number(self.entries[place].key);
        let Some(first) = index.get_mut(&number) else { return };
        let mut before = *first;
        if before == place as u32 {
            *first = to;
            if to == NOWHERE {
                index.remove(&number);
            }
            return;
        }
        while before != NOWHERE && self.entries[before as usize].next != place as u32 {
            before = self.entries[before as usize].next;
        }
        if before != NOWHERE {
            self.entries[before as usize].next = to;
        }
    }
}

/// The same for keys that are the same; for immediate ones for no other.
fn number(key: Term) -> u64 {
    if key.is_immediate() {
        key.0
    } else {
        // No immediate ends in two zeros.
        u64::from(hash::internal(key)) << 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::Heap;

    #[test]
    fn keys_of_all_kinds_are_found_put_and_erased() {
        let mut heap = Heap::default();
        let mut dictionary = Dictionary::default();
        let mut keys = |n: i64| [Term::small(n), heap.tuple(&[Term::small(n)])];
        for n in 0..200 {
            for key in keys(n) {
                assert_eq!(dictionary.put(key, Term::small(n)), None);
            }
        }
        for n in (0..200).step_by(3) {
            for key in keys(n) {
                assert_eq!(dictionary.erase(key), Some(Term::small(n)));
                assert_eq!(dictionary.erase(key), None);
            }
        }
        for n in 0..200 {
            for key in keys(n) {
                assert_eq!(dictionary.get(key), (n % 3 != 0).then_some(Term::small(n)));
            }
        }
        assert_eq!(dictionary.len(), 266);
    }
}
