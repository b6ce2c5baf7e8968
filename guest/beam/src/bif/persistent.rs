//! Persistent: the terms of `persistent_term`, which any process gets without a copy.

use std::collections::hash_map;

use rustc_hash::FxHashMap;

use super::{Answer, Entry, Stop};
use crate::{
    term::{Atom, Heap, Parcel, Term, atom, hash, map, order},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erts_internal", "erase_persistent_terms", 0, erase_all),
    ("persistent_term", "erase", 1, erase),
    ("persistent_term", "get", 0, all),
    ("persistent_term", "get", 1, get),
    ("persistent_term", "get", 2, get_or),
    ("persistent_term", "info", 0, info),
    ("persistent_term", "put", 2, put),
    ("persistent_term", "put_new", 2, |cx, args| {
        let former = cx.vm.tables.persistent.get(args[0]);
        match former.is_none_or(|former| order::equal(former, args[1])) {
            true => put(cx, args),
            false => Err(Stop::badarg()),
        }
    }),
];

/// The terms, each a tuple `{Key, Value}` on a heap of its own, by the hash of the key.
#[derive(Default)]
pub(crate) struct Persistent {
    terms: FxHashMap<u32, Vec<Parcel>>,
}

fn pair(parcel: &Parcel) -> [Term; 2] {
    parcel.term().as_tuple_of().unwrap_or([Term::NIL; 2])
}

impl Persistent {
    fn get(&self, key: Term) -> Option<Term> {
        let of_hash = self.terms.get(&hash::internal(key))?;
        let mut pairs = of_hash.iter().map(pair);
        pairs.find(|[at, _]| order::equal(*at, key)).map(|[_, value]| value)
    }

    /// Processes may still refer to what is taken out.
    fn take(&mut self, key: Term) -> Option<Parcel> {
        let hash_map::Entry::Occupied(mut of_hash) = self.terms.entry(hash::internal(key)) else {
            return None;
        };
        let mut parcels = of_hash.get().iter();
        let at = parcels.position(|parcel| order::equal(pair(parcel)[0], key))?;
        let taken = of_hash.get_mut().swap_remove(at);
        if of_hash.get().is_empty() {
            of_hash.remove();
        }
        Some(taken)
    }

    fn put(&mut self, key: Term, parcel: Parcel) {
        self.terms.entry(hash::internal(key)).or_default().push(parcel);
    }

    /// Show what the terms lie on.
    pub(super) fn each_heap(&self, visit: impl FnMut(&Heap)) {
        self.iter().map(Parcel::heap).for_each(visit);
    }

    fn iter(&self) -> impl Iterator<Item = &Parcel> {
        self.terms.values().flatten()
    }
}

fn get(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    cx.vm.tables.persistent.get(args[0]).ok_or_else(Stop::badarg)
}

fn get_or(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(cx.vm.tables.persistent.get(args[0]).unwrap_or(args[1]))
}

fn all(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let Context { vm, me } = cx;
    let pairs: Vec<Term> = vm.tables.persistent.iter().map(Parcel::term).collect();
    Ok(me.heap.list(pairs.into_iter()))
}

fn put(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (key, value) = (args[0], args[1]);
    let Context { vm, me } = cx;
    let persistent = &mut vm.tables.persistent;
    if persistent.get(key).is_none_or(|old| !order::equal(old, value)) {
        let parcel = Parcel::copy_all(me.heap.tuple(&[key, value]));
        let former = persistent.take(key);
        persistent.put(key, parcel);
        cx.retire(former.map(Parcel::into_heap));
    }
    Ok(atom::OK.into())
}

fn erase(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let former = cx.vm.tables.persistent.take(args[0]);
    let erased = former.is_some();
    cx.retire(former.map(Parcel::into_heap));
    Ok(Term::bool(erased))
}

fn erase_all(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let former = std::mem::take(&mut cx.vm.tables.persistent.terms);
    cx.retire(former.into_values().flatten().map(Parcel::into_heap));
    Ok(atom::OK.into())
}

fn info(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let Context { vm, me } = cx;
    let persistent = &vm.tables.persistent;
    let count = persistent.iter().count();
    let words: usize = persistent.iter().map(Parcel::words).sum();
    let number = |number: usize| Term::small(number as i64);
    let pairs = vec![
        (Atom::new("count").into(), number(count)),
        (Atom::new("memory").into(), number(words * 8)),
    ];
    Ok(map::from_pairs(&mut me.heap, pairs))
}
