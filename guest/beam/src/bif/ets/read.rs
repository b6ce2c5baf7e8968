//! Read: objects by key, and keys by the order of their table.

use super::{
    registry::refuse,
    store::Store,
    table::{Need, Table},
    tree::Start,
};
use crate::{
    bif::{Answer, Entry, Stop},
    term::{Heap, Packed, Term, atom, copy_all},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("ets", "first", 1, first),
    ("ets", "first_lookup", 1, first_lookup),
    ("ets", "last", 1, last),
    ("ets", "last_lookup", 1, last_lookup),
    ("ets", "lookup", 2, lookup),
    ("ets", "lookup_element", 3, |cx, args| lookup_element(cx, args, None)),
    ("ets", "lookup_element", 4, |cx, args| {
        lookup_element(cx, args, Some(args[3]))
    }),
    ("ets", "member", 2, member),
    ("ets", "next", 2, next),
    ("ets", "next_lookup", 2, next_lookup),
    ("ets", "prev", 2, prev),
    ("ets", "prev_lookup", 2, prev_lookup),
    ("ets", "slot", 2, slot),
];

/// The table to read, and the heap for what is read.
fn reading<'a>(cx: &'a mut Context<'_>, table: Term) -> Result<(&'a Table, &'a mut Heap), Stop> {
    let table = cx.vm.tables.ets.find(table, cx.me.id, Need::Read)?;
    Ok((table, &mut cx.me.heap))
}

/// Objects as a list, the last one first.
pub(super) fn reversed<'a>(objects: impl Iterator<Item = &'a Packed>, heap: &mut Heap) -> Term {
    objects.fold(Term::NIL, |list, object| {
        let object = object.unpack(heap);
        heap.cons(object, list)
    })
}

fn lookup(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    Ok(reversed(table.store.get(args[1]), heap))
}

fn member(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, _) = reading(cx, args[0])?;
    Ok(Term::bool(table.store.contains(args[1])))
}

/// An element of the object of a key, or the default.
fn lookup_element(cx: &mut Context<'_>, args: &[Term], default: Option<Term>) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    let position = args[2]
        .as_small()
        .and_then(|position| usize::try_from(position).ok()?.checked_sub(1))
        .ok_or_else(Stop::badarg)?;
    let mut list = Term::NIL;
    for object in table.store.get(args[1]) {
        let element = *object.elements().get(position).ok_or_else(Stop::badarg)?;
        let element = unpacked(element, heap);
        if table.options.kind.is_set() {
            return Ok(element);
        }
        list = heap.cons(element, list);
    }
    if list.is_nil() {
        return default.ok_or_else(|| refuse("badkey"));
    }
    Ok(list)
}

fn unpacked(part: Term, heap: &mut Heap) -> Term {
    if part.is_immediate() {
        part
    } else {
        copy_all(part, heap)
    }
}

/// A key, or the end.
fn key_or_end(key: Option<Term>, heap: &mut Heap) -> Answer {
    Ok(key.map_or(atom::END_OF_TABLE.into(), |key| unpacked(key, heap)))
}

fn first(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    key_or_end(table.store.first(), heap)
}

fn last(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    key_or_end(table.store.last(), heap)
}

fn next(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    key_or_end(table.store.next(args[1]).map_err(|_| Stop::badarg())?, heap)
}

fn prev(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    key_or_end(table.store.prev(args[1]).map_err(|_| Stop::badarg())?, heap)
}

/// `{Key, Objects}`, or the end.
fn objects_or_end(table: &Table, key: Option<Term>, heap: &mut Heap) -> Answer {
    let Some(key) = key else {
        return Ok(atom::END_OF_TABLE.into());
    };
    let objects = reversed(table.store.get(key), heap);
    let key = unpacked(key, heap);
    Ok(heap.tuple(&[key, objects]))
}

fn first_lookup(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    objects_or_end(table, table.store.first(), heap)
}

fn last_lookup(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    objects_or_end(table, table.store.last(), heap)
}

fn next_lookup(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    objects_or_end(table, table.store.next(args[1]).map_err(|_| Stop::badarg())?, heap)
}

fn prev_lookup(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    objects_or_end(table, table.store.prev(args[1]).map_err(|_| Stop::badarg())?, heap)
}

/// The objects of a bucket; of an ordered set the object of that number.
fn slot(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (table, heap) = reading(cx, args[0])?;
    let number = args[1]
        .as_small()
        .and_then(|number| usize::try_from(number).ok())
        .ok_or_else(Stop::badarg)?;
    let slots = match &table.store {
        Store::Hash(hash) => hash.buckets(),
        Store::Tree(tree) => tree.len(),
    };
    if number >= slots {
        return if number == slots {
            Ok(atom::END_OF_TABLE.into())
        } else {
            Err(Stop::badarg())
        };
    }
    Ok(match &table.store {
        Store::Hash(hash) => reversed(hash.chain(number).map(|(_, object)| object), heap),
        Store::Tree(tree) => reversed(tree.from(Start::First).nth(number).into_iter(), heap),
    })
}
