//! Maps: the functions of module `maps` that are built in, and what it and `erts_internal` know about a map's inside.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Heap, Term, View, atom, map},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "is_map_key", 2, is_key),
    ("erlang", "map_get", 2, get),
    ("erlang", "map_size", 1, size),
    ("erts_internal", "map_hashmap_children", 1, hashmap_children),
    ("erts_internal", "map_next", 3, next),
    ("erts_internal", "map_to_tuple_keys", 1, to_tuple_keys),
    ("maps", "find", 2, find),
    ("maps", "from_keys", 2, from_keys),
    ("maps", "from_list", 1, from_list),
    ("maps", "get", 2, get),
    ("maps", "is_key", 2, is_key),
    ("maps", "keys", 1, keys),
    ("maps", "merge", 2, merge),
    ("maps", "put", 3, put),
    ("maps", "remove", 2, remove),
    ("maps", "take", 2, take),
    ("maps", "update", 3, update),
    ("maps", "values", 1, values),
];

/// How many pairs an iterator brings at a time.
const CHUNK: usize = 64;

#[cold]
fn badmap(cx: &mut Context<'_>, term: Term) -> Stop {
    Stop::error(cx.heap().tuple(&[atom::BADMAP.into(), term]))
}

#[cold]
fn badkey(cx: &mut Context<'_>, key: Term) -> Stop {
    Stop::error(cx.heap().tuple(&[atom::BADKEY.into(), key]))
}

#[inline(always)]
fn check(cx: &mut Context<'_>, map: Term) -> Result<(), Stop> {
    if map.is_map() { Ok(()) } else { Err(badmap(cx, map)) }
}

fn size(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[0])?;
    Ok(Term::small(map::size(args[0]) as i64))
}

fn get(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[1])?;
    map::get(args[1], args[0]).ok_or_else(|| badkey(cx, args[0]))
}

fn find(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[1])?;
    Ok(match map::get(args[1], args[0]) {
        Some(value) => cx.heap().tuple(&[atom::OK.into(), value]),
        None => atom::ERROR.into(),
    })
}

fn is_key(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[1])?;
    Ok(Term::bool(map::get(args[1], args[0]).is_some()))
}

fn from_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut elements = args[0].elements();
    let pairs: Option<Vec<_>> = elements
        .by_ref()
        .map(|pair| pair.as_tuple_of().map(|[key, value]| (key, value)))
        .collect();
    match pairs {
        Some(pairs) if elements.rest().is_nil() => Ok(from_pairs(cx, pairs)),
        _ => Err(Stop::badarg()),
    }
}

fn from_pairs(cx: &mut Context<'_>, pairs: Vec<(Term, Term)>) -> Term {
    cx.work(pairs.len());
    map::from_pairs(cx.heap(), pairs)
}

fn from_keys(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut elements = args[0].elements();
    let pairs: Vec<_> = elements.by_ref().map(|key| (key, args[1])).collect();
    if !elements.rest().is_nil() {
        return Err(Stop::badarg());
    }
    Ok(from_pairs(cx, pairs))
}

fn keys(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[0])?;
    cx.work(map::size(args[0]));
    Ok(map::keys(cx.heap(), args[0]))
}

fn values(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[0])?;
    cx.work(map::size(args[0]));
    Ok(map::values(cx.heap(), args[0]))
}

/// The pairs as a list, and then `tail`.
fn pairs_before(cx: &mut Context<'_>, of: Term, tail: Term) -> Term {
    cx.work(map::size(of));
    let heap = cx.heap();
    let pairs: Vec<Term> = map::iter(of).map(|(key, value)| heap.tuple(&[key, value])).collect();
    heap.list_before(pairs.into_iter(), tail)
}

fn merge(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (first, second) = (args[0], args[1]);
    check(cx, first)?;
    check(cx, second)?;
    let (less, more) = (map::size(first), map::size(second));
    cx.work(less.min(more));
    let heap = cx.heap();
    Ok(if less == 0 {
        second
    } else if more == 0 {
        first
    } else if less.min(more) * 4 > less.max(more) && less + more > map::FLAT_MAX {
        map::from_pairs(heap, map::iter(first).chain(map::iter(second)).collect())
    } else if more <= less {
        let pairs: Vec<_> = map::iter(second).collect();
        map::put_many(heap, first, &pairs)
    } else {
        let pairs: Vec<_> = map::iter(first)
            .filter(|(key, _)| map::get(second, *key).is_none())
            .collect();
        map::put_many(heap, second, &pairs)
    })
}

fn put(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[2])?;
    Ok(map::put(cx.heap(), args[2], args[0], args[1]))
}

fn update(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[2])?;
    map::update(cx.heap(), args[2], args[0], args[1]).ok_or_else(|| badkey(cx, args[0]))
}

fn remove(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[1])?;
    Ok(map::remove(cx.heap(), args[1], args[0]).unwrap_or(args[1]))
}

fn take(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[1])?;
    let Some(value) = map::get(args[1], args[0]) else {
        return Ok(atom::ERROR.into());
    };
    let rest = map::remove(cx.heap(), args[1], args[0]).unwrap_or(args[1]);
    Ok(cx.heap().tuple(&[value, rest]))
}

/// `map_next(Path, Map, List)` is the pairs before `List`; `map_next(Path, Map, iterator)` is `{K, V, {K, V, … [Path | Map]}}` or ends with `none`.
///
/// The path is 0 at the beginning. From OTP 26 on it may be a list: the keys of those pairs that are still to come, in an order of the caller's.
fn next(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (path, of, form) = (args[0], args[1], args[2]);
    if path.is_list() && of.is_map() && form == atom::ITERATOR.into() {
        return pairs_of(cx, path, of);
    }
    let Some(path) = path.as_small().and_then(|path| u64::try_from(path).ok()) else {
        return Err(Stop::badarg());
    };
    if !of.is_map() {
        return Err(Stop::badarg());
    }
    if form.is_list() && path == 0 {
        return Ok(pairs_before(cx, of, form));
    }
    if form != atom::ITERATOR.into() {
        return Err(Stop::badarg());
    }
    let iter = match path {
        0 => map::iter(of),
        _ => map::iter_from(of, path).ok_or_else(Stop::badarg)?,
    };
    cx.work(CHUNK);
    Ok(chunk(cx.heap(), of, iter))
}

fn chunk(heap: &mut Heap, of: Term, mut iter: map::Iter<'_>) -> Term {
    let pairs: Vec<_> = iter.by_ref().take(CHUNK).collect();
    let rest = match iter.path() {
        Some(path) => heap.cons(Term::small(path as i64), of),
        None => atom::NONE.into(),
    };
    linked(heap, pairs, rest)
}

/// The next pairs of a list of keys.
fn pairs_of(cx: &mut Context<'_>, keys: Term, of: Term) -> Answer {
    let mut elements = keys.elements();
    let mut pairs = Vec::with_capacity(CHUNK);
    for key in elements.by_ref().take(CHUNK) {
        pairs.push((key, map::get(of, key).ok_or_else(Stop::badarg)?));
    }
    let rest = elements.rest();
    cx.work(CHUNK);
    let heap = cx.heap();
    let end = match rest.view() {
        View::Nil => atom::NONE.into(),
        View::Cons(..) => heap.cons(rest, of),
        _ => return Err(Stop::badarg()),
    };
    Ok(linked(heap, pairs, end))
}

fn linked(heap: &mut Heap, pairs: Vec<(Term, Term)>, rest: Term) -> Term {
    pairs
        .into_iter()
        .rev()
        .fold(rest, |rest, (key, value)| heap.tuple(&[key, value, rest]))
}

fn to_tuple_keys(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check(cx, args[0])?;
    map::key_tuple(args[0]).ok_or_else(Stop::badarg)
}

/// The children of a large map's root, or of one of its nodes, as a list.
fn hashmap_children(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if !matches!(args[0].view(), View::Map) {
        return Err(badmap(cx, args[0]));
    }
    let children = map::children(args[0]).ok_or_else(Stop::badarg)?;
    Ok(cx.heap().list(children.iter().copied()))
}
