//! Plan: which objects a specification can match, by the keys that its heads name.

use std::cmp::Ordering;

use crate::{
    bif::{
        ets::{
            store::Store,
            table::Table,
            tree::{Start, Tree},
        },
        match_spec::{self, MatchSpec},
    },
    term::{Heap, Packed, Term, order},
};

/// Which objects to look at.
pub(super) enum Plan {
    All,
    /// Those of these keys.
    Keys(Vec<Term>),
    /// Of an ordered set: those whose keys begin as this pattern does.
    Prefix(Prefix),
}

impl Plan {
    /// The plan for a specification.
    pub(super) fn of(table: &Table, spec: &MatchSpec) -> Self {
        let mut keys: Vec<Term> = Vec::new();
        let mut open = Vec::new();
        for head in spec.heads() {
            if match_spec::is_wildcard(head) || match_spec::variable(head).is_some() {
                return Plan::All;
            }
            // A head that is no tuple, or one without a key, matches nothing.
            let Some(key) = table.key_of(head) else { continue };
            if !match_spec::is_bound(key) {
                open.push(key);
            } else if !keys.iter().any(|known| order::equal(*known, key)) {
                keys.push(key);
            }
        }
        match (&open[..], &table.store) {
            ([], Store::Tree(_)) => {
                keys.sort_by(|a, b| order::compare(*a, *b));
                keys.dedup_by(|a, b| order::compare(*a, *b).is_eq());
                Plan::Keys(keys)
            }
            ([], _) => Plan::Keys(keys),
            ([pattern], Store::Tree(_)) if keys.is_empty() => Prefix::of(*pattern).map_or(Plan::All, Plan::Prefix),
            _ => Plan::All,
        }
    }

    /// Give all these objects, in the order of the table; those of a hash table with their places in it. How many that were.
    pub(super) fn objects(&self, table: &Table, mut look: impl FnMut(Option<u32>, &Packed)) -> usize {
        let mut count = 0;
        let mut give = |node, object: &Packed| {
            count += 1;
            look(node, object);
        };
        match (self, &table.store) {
            (Plan::Keys(keys), Store::Hash(hash)) => keys
                .iter()
                .flat_map(|key| hash.nodes_of(*key))
                .for_each(|(node, object)| give(Some(node), object)),
            (_, Store::Hash(hash)) => (0..hash.buckets())
                .flat_map(|bucket| hash.chain(bucket))
                .for_each(|(node, object)| give(Some(node), object)),
            (_, Store::Tree(tree)) => self.ascending(tree, Start::First).for_each(|object| give(None, object)),
        }
        count
    }

    /// The objects of an ordered set in its order, those not above `after` left out.
    pub(super) fn ascending<'a>(&'a self, tree: &'a Tree, after: Start) -> Box<dyn Iterator<Item = &'a Packed> + 'a> {
        match self {
            Plan::All => Box::new(tree.from(after)),
            Plan::Keys(keys) => {
                let is_behind = move |key: &&Term| match after {
                    Start::Behind(last) => order::compare(**key, last).is_gt(),
                    _ => true,
                };
                Box::new(keys.iter().filter(is_behind).filter_map(|key| tree.get(*key)))
            }
            Plan::Prefix(prefix) => {
                let start = match after {
                    Start::First => Start::At(prefix.lowest),
                    behind => behind,
                };
                let may_match = |object: &&Packed| prefix.compare(tree.key_of(object)).is_eq();
                let is_below = |object: &&Packed| prefix.compare(tree.key_of(object)).is_gt();
                Box::new(tree.from(start).skip_while(is_below).take_while(may_match))
            }
        }
    }

    /// The objects of an ordered set against its order, those not below `before` left out.
    pub(super) fn descending<'a>(
        &'a self,
        tree: &'a Tree,
        before: Option<Term>,
    ) -> Box<dyn Iterator<Item = &'a Packed> + 'a> {
        match self {
            Plan::All => Box::new(tree.below(before).rev()),
            Plan::Keys(keys) => {
                let is_below = move |key: &&Term| before.is_none_or(|last| order::compare(**key, last).is_lt());
                Box::new(keys.iter().rev().filter(is_below).filter_map(|key| tree.get(*key)))
            }
            Plan::Prefix(prefix) => {
                let is_above = |object: &&Packed| prefix.compare(tree.key_of(object)).is_lt();
                let may_match = |object: &&Packed| prefix.compare(tree.key_of(object)).is_eq();
                Box::new(tree.below(before).rev().skip_while(is_above).take_while(may_match))
            }
        }
    }
}

/// The part of a key's pattern before its first variable.
pub(super) struct Prefix {
    pub(super) pattern: Term,
    /// Not above any key that the pattern matches.
    lowest: Term,
    /// What `lowest` lies on.
    _heap: Heap,
}

impl Prefix {
    /// None if the pattern says nothing that helps: it is a variable or a map, or begins with one.
    fn of(pattern: Term) -> Option<Self> {
        let mut heap = Heap::default();
        let lowest = match pattern.as_tuple() {
            Some(elements) => {
                let mut lowest = bound_of(elements.iter().copied());
                lowest.resize_with(elements.len(), || heap.float(f64::NEG_INFINITY));
                heap.tuple(&lowest)
            }
            None if pattern.is_cons() => {
                let bound = bound_of(pattern.elements());
                let rest = heap.float(f64::NEG_INFINITY);
                if bound.is_empty() {
                    heap.cons(rest, rest)
                } else {
                    heap.list_before(bound.into_iter(), rest)
                }
            }
            None => return None,
        };
        Some(Self {
            pattern,
            lowest,
            _heap: heap,
        })
    }

    /// The pattern beside a key: equal when the key may match.
    fn compare(&self, key: Term) -> Ordering {
        let mut open = vec![(self.pattern, key)];
        while let Some((pattern, key)) = open.pop() {
            if match_spec::is_wildcard(pattern) || match_spec::variable(pattern).is_some() || pattern.is_map() {
                return Ordering::Equal;
            }
            if pattern.is_cons() && key.is_cons() {
                open.push((pattern.tail(), key.tail()));
                open.push((pattern.head(), key.head()));
                continue;
            }
            if let (Some(patterns), Some(elements)) = (pattern.as_tuple(), key.as_tuple())
                && patterns.len() == elements.len()
            {
                open.extend(patterns.iter().copied().zip(elements.iter().copied()).rev());
                continue;
            }
            // Atoms, and what differs in kind or size, are told apart without a look at variables within.
            let order = order::compare(pattern, key);
            if order.is_ne() {
                return order;
            }
        }
        Ordering::Equal
    }
}

/// The elements before the first that is not bound: behind them the lowest of all terms can stand, a number below all numbers.
fn bound_of(elements: impl Iterator<Item = Term>) -> Vec<Term> {
    elements.take_while(|element| match_spec::is_bound(*element)).collect()
}
