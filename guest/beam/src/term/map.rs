//! Maps: up to 32 keys in a tuple in term order, more in a tree by hash; a map is never changed, a changed one shares what is the same.

#[expect(unsafe_code, reason = "maps are written where they lie")]
mod flat;
mod iter;
#[expect(unsafe_code, reason = "nodes are written where they lie")]
mod tree;

pub(crate) use iter::{Iter, iter, iter_from};

use super::{Heap, Kind, Term};

/// The most keys of a flat map, as on ERTS: a program sees it in the order of `maps:to_list/1`.
pub(crate) const FLAT_MAX: usize = 32;

/// How many keys it has.
#[inline]
pub(crate) fn size(map: Term) -> usize {
    match map.kind_of_boxed() {
        Kind::MAP => flat::keys(map).len(),
        _ => tree::size(map),
    }
}

/// The value of a key.
#[inline]
pub(crate) fn get(map: Term, key: Term) -> Option<Term> {
    match map.kind_of_boxed() {
        Kind::MAP => flat::find(map, key).map(|at| flat::values(map)[at]),
        _ => tree::get(map, key),
    }
}

/// The map without keys.
pub(crate) fn empty(heap: &mut Heap) -> Term {
    let keys = heap.tuple(&[]);
    heap.boxed(Kind::MAP, &[keys.0])
}

/// With that value for the key, whether it was there before or not.
pub(crate) fn put(heap: &mut Heap, map: Term, key: Term, value: Term) -> Term {
    match map.kind_of_boxed() {
        Kind::MAP => flat::put(heap, map, key, value),
        _ => tree::put(heap, map, key, value),
    }
}

/// With another value for a key that is there.
pub(crate) fn update(heap: &mut Heap, map: Term, key: Term, value: Term) -> Option<Term> {
    match map.kind_of_boxed() {
        Kind::MAP => flat::find(map, key).map(|at| flat::replace(heap, map, at, value)),
        _ => tree::update(heap, map, key, value),
    }
}

/// Without the key; none if it is not there.
pub(crate) fn remove(heap: &mut Heap, map: Term, key: Term) -> Option<Term> {
    match map.kind_of_boxed() {
        Kind::MAP => flat::find(map, key).map(|at| flat::remove(heap, map, at)),
        _ => tree::remove(heap, map, key),
    }
}

/// As [`put`] of one pair after the other.
pub(crate) fn put_many(heap: &mut Heap, map: Term, pairs: &[(Term, Term)]) -> Term {
    match (map.kind_of_boxed(), pairs) {
        (_, [(key, value)]) => put(heap, map, *key, *value),
        (Kind::MAP, _) => flat::put_many(heap, map, pairs),
        _ => pairs
            .iter()
            .fold(map, |map, (key, value)| tree::put(heap, map, *key, *value)),
    }
}

/// As [`update`] of one pair after the other.
///
/// # Errors
///
/// The first key that is not there.
pub(crate) fn update_many(heap: &mut Heap, map: Term, pairs: &[(Term, Term)]) -> Result<Term, Term> {
    match (map.kind_of_boxed(), pairs) {
        (_, [(key, value)]) => update(heap, map, *key, *value).ok_or(*key),
        (Kind::MAP, _) => flat::update_many(heap, map, pairs),
        _ => pairs.iter().try_fold(map, |map, (key, value)| {
            tree::update(heap, map, *key, *value).ok_or(*key)
        }),
    }
}

/// The map of these pairs; of equal keys the later wins.
pub(crate) fn from_pairs(heap: &mut Heap, pairs: Vec<(Term, Term)>) -> Term {
    if pairs.len() <= FLAT_MAX {
        flat::from_pairs(heap, pairs)
    } else {
        tree::from_pairs(heap, pairs)
    }
}

/// The keys, in the order of [`iter`].
pub(crate) fn keys(heap: &mut Heap, map: Term) -> Term {
    match map.kind_of_boxed() {
        Kind::MAP => heap.list(flat::keys(map).iter().copied()),
        _ => list_of(heap, map, |(key, _)| key),
    }
}

/// The values, in the order of [`iter`].
pub(crate) fn values(heap: &mut Heap, map: Term) -> Term {
    match map.kind_of_boxed() {
        Kind::MAP => heap.list(flat::values(map).iter().copied()),
        _ => list_of(heap, map, |(_, value)| value),
    }
}

fn list_of(heap: &mut Heap, map: Term, part: impl Fn((Term, Term)) -> Term) -> Term {
    let parts: Vec<Term> = iter(map).map(part).collect();
    heap.list(parts.into_iter())
}

/// The tuple of a flat map's keys; none for a tree.
pub(crate) fn key_tuple(map: Term) -> Option<Term> {
    map.is(Kind::MAP).then(|| Term(map.word(0)))
}

/// The keys in term order and the values, for a flat map.
#[inline]
pub(crate) fn as_flat<'a>(map: Term) -> Option<(&'a [Term], &'a [Term])> {
    map.is(Kind::MAP).then(|| (flat::keys(map), flat::values(map)))
}

/// Root and children of a large map, as `erts_internal:map_hashmap_children/1` shows them.
pub(crate) use tree::children;

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn check(map: Term, model: &HashMap<i64, i64>) {
        assert_eq!(size(map), model.len());
        assert_eq!(map.is(Kind::MAP), model.len() <= FLAT_MAX);
        let mut seen = HashMap::new();
        for (key, value) in iter(map) {
            assert!(seen.insert(key.small_value(), value.small_value()).is_none());
        }
        assert_eq!(&seen, model);
        for (key, value) in model {
            assert_eq!(get(map, Term::small(*key)), Some(Term::small(*value)));
        }
    }

    proptest! {
        #[test]
        fn a_map_is_what_was_put_into_it(steps in prop::collection::vec((any::<bool>(), 0..200i64, 0..5i64), 0..400)) {
            let heap = &mut Heap::default();
            let mut map = empty(heap);
            let mut model = HashMap::new();
            for (add, key, value) in steps {
                if add {
                    map = put(heap, map, Term::small(key), Term::small(value));
                    model.insert(key, value);
                } else {
                    let less = remove(heap, map, Term::small(key));
                    assert_eq!(less.is_some(), model.remove(&key).is_some());
                    map = less.unwrap_or(map);
                }
            }
            check(map, &model);
            let again = from_pairs(heap, iter(map).collect());
            check(again, &model);
            prop_assert!(iter(again).eq(iter(map)));
        }

        #[test]
        fn an_iteration_can_be_taken_up_anywhere(keys in prop::collection::vec(0..2000i64, 33..400), skip in 0..30usize) {
            let heap = &mut Heap::default();
            let map = from_pairs(heap, keys.iter().map(|key| (Term::small(*key), Term::NIL)).collect());
            prop_assume!(size(map) > FLAT_MAX);
            let mut rest = iter(map);
            let _ = rest.by_ref().take(skip).count();
            prop_assert!(iter_from(map, rest.path().unwrap()).unwrap().eq(rest));
        }
    }

    #[test]
    fn the_later_of_two_equal_keys_wins() {
        let heap = &mut Heap::default();
        for size_wanted in [1, 32, 33, 500] {
            let pairs = (0..size_wanted * 2)
                .map(|at| (Term::small(at % size_wanted), Term::small(at)))
                .collect();
            let map = from_pairs(heap, pairs);
            assert_eq!(size(map), size_wanted as usize);
            assert!(iter(map).all(|(key, value)| value.small_value() == key.small_value() + size_wanted));
        }
    }

    #[test]
    fn a_changed_value_shares_the_keys() {
        let heap = &mut Heap::default();
        let map = from_pairs(heap, (0..20).map(|at| (Term::small(at), Term::NIL)).collect());
        let other = put(heap, map, Term::small(7), Term::small(1));
        assert_eq!(key_tuple(map), key_tuple(other));
        assert_eq!(put(heap, other, Term::small(7), Term::small(1)), other);
    }
}
