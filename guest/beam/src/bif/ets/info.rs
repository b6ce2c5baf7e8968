//! Info: what `ets:info/1,2` tell of a table.

use super::{
    store::Store,
    table::{Concurrency, Need, Table},
};
use crate::{
    bif::{Answer, Entry, Stop},
    term::{Atom, Heap, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[("ets", "info", 1, all), ("ets", "info", 2, one)];

/// What `info/1` tells, in its order.
const ITEMS: &[&str] = &[
    "id",
    "decentralized_counters",
    "read_concurrency",
    "write_concurrency",
    "compressed",
    "memory",
    "owner",
    "heir",
    "name",
    "size",
    "node",
    "named_table",
    "type",
    "keypos",
    "protection",
];

/// The table to tell of: none if it is gone, an error if it never was one.
fn told<'a>(cx: &'a mut Context<'_>, table: Term) -> Result<Option<(&'a Table, &'a mut Heap)>, Stop> {
    let is_handle = cx.vm.tables.ets.is_handle(table);
    match cx.vm.tables.ets.find(table, cx.me.id, Need::Info) {
        Ok(table) => Ok(Some((table, &mut cx.me.heap))),
        Err(_) if is_handle => Ok(None),
        Err(stop) => Err(stop),
    }
}

fn all(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some((table, heap)) = told(cx, args[0])? else {
        return Ok(atom::UNDEFINED.into());
    };
    let mut pairs = Vec::with_capacity(ITEMS.len());
    for item in ITEMS {
        let value = value(table, item, heap).ok_or_else(Stop::badarg)?;
        pairs.push(heap.tuple(&[Atom::new(item).into(), value]));
    }
    Ok(heap.list(pairs.into_iter()))
}

fn one(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some((table, heap)) = told(cx, args[0])? else {
        return Ok(atom::UNDEFINED.into());
    };
    let item = args[1].as_atom().ok_or_else(Stop::badarg)?;
    value(table, item.name(), heap).ok_or_else(Stop::badarg)
}

fn value(table: &Table, item: &str, heap: &mut Heap) -> Option<Term> {
    let options = &table.options;
    Some(match item {
        "id" => heap.reference(table.id),
        "decentralized_counters" => Term::bool(decentralized_counters(table)),
        "read_concurrency" => Term::bool(options.read_concurrency),
        "write_concurrency" => match options.write_concurrency {
            Concurrency::No => atom::FALSE.into(),
            Concurrency::Yes => atom::TRUE.into(),
            Concurrency::Auto => Atom::new("auto").into(),
        },
        "compressed" => Term::bool(options.compressed),
        "memory" => Term::small(table.store.words() as i64),
        "owner" => Term::pid(table.owner),
        "heir" => options
            .heir
            .as_ref()
            .map_or(atom::NONE.into(), |heir| Term::pid(heir.process)),
        "name" => table.name.into(),
        "size" => Term::small(table.store.len() as i64),
        "node" => atom::NONODE.into(),
        "named_table" => Term::bool(options.named),
        "type" => Atom::new(options.kind.name()).into(),
        "keypos" => Term::small(options.keypos as i64),
        "protection" => Atom::new(options.protection.name()).into(),
        "fixed" => Term::bool(!table.fixes.is_empty()),
        "safe_fixed" => fixed(table, heap, false),
        "safe_fixed_monotonic_time" => fixed(table, heap, true),
        "stats" => stats(table, heap),
        "binary" => binaries(table, heap),
        _ => return None,
    })
}

fn decentralized_counters(table: &Table) -> bool {
    let options = &table.options;
    options
        .decentralized_counters
        .unwrap_or(match options.write_concurrency {
            Concurrency::No => false,
            Concurrency::Yes => options.kind == super::store::Kind::OrderedSet,
            Concurrency::Auto => true,
        })
}

/// When it was fixed, and by whom how often.
fn fixed(table: &Table, heap: &mut Heap, monotonic: bool) -> Term {
    if table.fixes.is_empty() {
        return atom::FALSE.into();
    }
    let (since_start, since_epoch) = table.fixed_at;
    let at = if monotonic {
        heap.integer(since_start)
    } else {
        let micro = since_epoch.div_euclid(1000);
        let seconds = micro.div_euclid(1_000_000);
        let parts = [seconds / 1_000_000, seconds % 1_000_000, micro.rem_euclid(1_000_000)];
        heap.tuple(&parts.map(Term::small))
    };
    let fixers: Vec<Term> = table
        .fixes
        .iter()
        .map(|(process, count)| heap.tuple(&[Term::pid(*process), Term::small(*count as i64)]))
        .collect();
    let fixers = heap.list(fixers.into_iter());
    heap.tuple(&[at, fixers])
}

/// Of a hash table: buckets; mean, deviation and expected deviation of the chains' lengths, the shortest and the longest; what is dead; locks.
fn stats(table: &Table, heap: &mut Heap) -> Term {
    let Store::Hash(hash) = &table.store else {
        return atom::FALSE.into();
    };
    let buckets = hash.buckets();
    let lengths: Vec<usize> = (0..buckets).map(|bucket| hash.chain(bucket).count()).collect();
    let mean = hash.len() as f64 / buckets as f64;
    let squares: f64 = lengths.iter().map(|length| (*length as f64 - mean).powi(2)).sum();
    let deviation = (squares / buckets as f64).sqrt();
    let expected = (mean * (1.0 - 1.0 / buckets as f64)).sqrt();
    let floats = [mean, deviation, expected].map(|value| heap.float(value));
    let count = |count: usize| Term::small(count as i64);
    let shortest = lengths.iter().copied().min().unwrap_or(0);
    let longest = lengths.iter().copied().max().unwrap_or(0);
    heap.tuple(&[
        count(buckets),
        floats[0],
        floats[1],
        floats[2],
        count(shortest),
        count(longest),
        count(hash.dead()),
        count(1),
    ])
}

/// Identity, size and count of each large binary that the objects share.
fn binaries(table: &Table, heap: &mut Heap) -> Term {
    let mut found = Vec::new();
    table.store.for_each(&mut |object| found.extend(object.buffers()));
    heap.told_buffers(found)
}
