//! Store: the objects of a table of any kind.

use crate::term::{Packed, Term, order};

use super::{
    hash::{Hash, NoSuchKey, Repeats},
    tree::{Start, Tree},
};

/// The four kinds of tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Set,
    OrderedSet,
    Bag,
    DuplicateBag,
}

impl Kind {
    /// As `ets:new/2` takes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Set => "set",
            Kind::OrderedSet => "ordered_set",
            Kind::Bag => "bag",
            Kind::DuplicateBag => "duplicate_bag",
        }
    }

    /// Whether there is at most one object of a key.
    pub(crate) fn is_set(self) -> bool {
        matches!(self, Kind::Set | Kind::OrderedSet)
    }
}

/// The objects of a table.
#[derive(Debug)]
pub(crate) enum Store {
    Hash(Hash),
    Tree(Tree),
}

impl Store {
    /// An empty one. `key` is the key's index in an object.
    pub(crate) fn new(kind: Kind, key: usize) -> Self {
        match kind {
            Kind::Set => Store::Hash(Hash::new(Repeats::Never, key)),
            Kind::Bag => Store::Hash(Hash::new(Repeats::Distinct, key)),
            Kind::DuplicateBag => Store::Hash(Hash::new(Repeats::Always, key)),
            Kind::OrderedSet => Store::Tree(Tree::new(key)),
        }
    }

    /// How many objects there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Store::Hash(hash) => hash.len(),
            Store::Tree(tree) => tree.len(),
        }
    }

    /// The objects of a key, the newest first.
    #[inline]
    pub(crate) fn get(&self, key: Term) -> impl Iterator<Item = &Packed> {
        let (many, one) = match self {
            Store::Hash(hash) => (Some(hash.get(key)), None),
            Store::Tree(tree) => (None, tree.get(key)),
        };
        many.into_iter().flatten().chain(one)
    }

    /// Whether there is an object of that key.
    pub(crate) fn contains(&self, key: Term) -> bool {
        match self {
            Store::Hash(hash) => hash.contains(key),
            Store::Tree(tree) => tree.get(key).is_some(),
        }
    }

    /// Put an object in.
    pub(crate) fn insert(&mut self, object: Packed) {
        match self {
            Store::Hash(hash) => hash.insert(object),
            Store::Tree(tree) => tree.insert(object),
        }
    }

    /// Take out all objects of a key.
    pub(crate) fn remove(&mut self, key: Term) -> usize {
        match self {
            Store::Hash(hash) => hash.remove(key, |_| true),
            Store::Tree(tree) => usize::from(tree.take(key).is_some()),
        }
    }

    /// Take out all objects that are `=:=` this one, whose key that is.
    pub(crate) fn remove_object(&mut self, key: Term, object: Term) {
        match self {
            Store::Hash(hash) => {
                hash.remove(key, |other| order::equal(other.term(), object));
            }
            Store::Tree(tree) => {
                if tree.get(key).is_some_and(|other| order::equal(other.term(), object)) {
                    tree.take(key);
                }
            }
        }
    }

    /// Take out all objects; how many there were.
    pub(crate) fn clear(&mut self) -> usize {
        match self {
            Store::Hash(hash) => hash.clear(),
            Store::Tree(tree) => tree.clear(),
        }
    }

    /// Whether the table is fixed from now on.
    pub(crate) fn fix(&mut self, fixed: bool) {
        if let Store::Hash(hash) = self {
            hash.fix(fixed);
        }
    }

    /// Look at all objects.
    pub(crate) fn for_each(&self, look: &mut dyn FnMut(&Packed)) {
        match self {
            Store::Hash(hash) => (0..hash.buckets())
                .flat_map(|bucket| hash.chain(bucket))
                .for_each(|(_, object)| look(object)),
            Store::Tree(tree) => tree.from(Start::First).for_each(look),
        }
    }

    pub(crate) fn first(&self) -> Option<Term> {
        match self {
            Store::Hash(hash) => hash.first_from(0),
            Store::Tree(tree) => tree.from(Start::First).next().map(|object| tree.key_of(object)),
        }
    }

    pub(crate) fn last(&self) -> Option<Term> {
        match self {
            Store::Hash(hash) => hash.first_from(0),
            Store::Tree(tree) => tree.below(None).next_back().map(|object| tree.key_of(object)),
        }
    }

    pub(crate) fn next(&self, key: Term) -> Result<Option<Term>, NoSuchKey> {
        match self {
            Store::Hash(hash) => hash.next(key),
            Store::Tree(tree) => Ok(tree.from(Start::Behind(key)).next().map(|object| tree.key_of(object))),
        }
    }

    pub(crate) fn prev(&self, key: Term) -> Result<Option<Term>, NoSuchKey> {
        match self {
            Store::Hash(hash) => hash.next(key),
            Store::Tree(tree) => Ok(tree.below(Some(key)).next_back().map(|object| tree.key_of(object))),
        }
    }

    /// Words that ERTS would give for it.
    pub(crate) fn words(&self) -> usize {
        match self {
            Store::Hash(hash) => hash.words(),
            Store::Tree(tree) => tree.words(),
        }
    }
}
