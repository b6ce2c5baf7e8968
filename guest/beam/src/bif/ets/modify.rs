//! Modify: objects put in and taken out.

use super::{
    read::reversed,
    store::Kind,
    table::{Need, Table},
};
use crate::{
    bif::{Answer, Entry, Stop},
    term::{Packed, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("ets", "delete", 2, delete),
    ("ets", "delete_object", 2, delete_object),
    ("ets", "insert", 2, insert),
    ("ets", "insert_new", 2, insert_new),
    ("ets", "internal_delete_all", 2, delete_all),
    ("ets", "take", 2, take),
];

/// The table to change.
fn writing<'a>(cx: &'a mut Context<'_>, table: Term) -> Result<&'a mut Table, Stop> {
    cx.vm.tables.ets.find_mut(table, cx.me.id, Need::Write)
}

/// The elements of a list that can all be objects of the table.
fn objects(table: &Table, list: Term) -> Result<Vec<Term>, Stop> {
    let mut elements = list.elements();
    let objects: Vec<Term> = elements.by_ref().collect();
    if !elements.rest().is_nil() || objects.iter().any(|object| table.key_of(*object).is_none()) {
        return Err(Stop::badarg());
    }
    Ok(objects)
}

/// Put all in. Up to OTP 25 a list goes into a bag from behind, and is found in that order.
fn insert_all(table: &mut Table, objects: &[Term], release: u32) {
    if table.options.kind == Kind::Bag && release <= 25 {
        for object in objects.iter().rev() {
            table.store.insert(Packed::new(*object));
        }
    } else {
        for object in objects {
            table.store.insert(Packed::new(*object));
        }
    }
}

fn insert(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let release = cx.vm.tables.system.release();
    let table = writing(cx, args[0])?;
    if args[1].is_list() {
        let objects = objects(table, args[1])?;
        insert_all(table, &objects, release);
        cx.work(objects.len() * 10);
    } else {
        table.key_of(args[1]).ok_or_else(Stop::badarg)?;
        table.store.insert(Packed::new(args[1]));
    }
    Ok(atom::TRUE.into())
}

/// Put all in if none of the keys is there yet.
fn insert_new(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let release = cx.vm.tables.system.release();
    let table = writing(cx, args[0])?;
    let objects = if args[1].is_list() {
        objects(table, args[1])?
    } else {
        table.key_of(args[1]).ok_or_else(Stop::badarg)?;
        vec![args[1]]
    };
    let known = |object: &Term| table.key_of(*object).is_some_and(|key| table.store.contains(key));
    if objects.iter().any(known) {
        return Ok(atom::FALSE.into());
    }
    insert_all(table, &objects, release);
    cx.work(objects.len() * 10);
    Ok(atom::TRUE.into())
}

fn delete(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let table = writing(cx, args[0])?;
    table.store.remove(args[1]);
    Ok(atom::TRUE.into())
}

fn delete_object(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let table = writing(cx, args[0])?;
    let key = table.key_of(args[1]).ok_or_else(Stop::badarg)?;
    table.store.remove_object(key, args[1]);
    Ok(atom::TRUE.into())
}

/// Take all out; how many there were.
fn delete_all(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let count = writing(cx, args[0])?.store.clear();
    cx.work(count);
    Ok(Term::small(count as i64))
}

/// The objects of a key, which are taken out.
fn take(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let table = cx.vm.tables.ets.find_mut(args[0], cx.me.id, Need::Write)?;
    let objects = reversed(table.store.get(args[1]), &mut cx.me.heap);
    if objects.is_cons() {
        table.store.remove(args[1]);
    }
    Ok(objects)
}
