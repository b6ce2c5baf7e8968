//! Dictionary: functions of a process's own keys and values.

use super::{Answer, Entry};
use crate::{
    term::{Term, atom, order},
    vm::Context,
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "erase", 0, erase_all),
    ("erlang", "erase", 1, |cx, args| {
        Ok(value(cx.me.dictionary.erase(args[0])))
    }),
    ("erlang", "get", 0, get_all),
    ("erlang", "get", 1, |cx, args| Ok(value(cx.me.dictionary.get(args[0])))),
    ("erlang", "get_keys", 0, get_keys),
    ("erlang", "get_keys", 1, get_keys_of),
    ("erlang", "put", 2, |cx, args| {
        Ok(value(cx.me.dictionary.put(args[0], args[1])))
    }),
];

fn value(of: Option<Term>) -> Term {
    of.unwrap_or(atom::UNDEFINED.into())
}

fn get_all(cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    cx.work(cx.me.dictionary.len());
    let (heap, dictionary) = (&mut cx.me.heap, &cx.me.dictionary);
    let pairs: Vec<Term> = dictionary
        .iter()
        .map(|(key, value)| heap.tuple(&[key, value]))
        .collect();
    Ok(heap.list(pairs.into_iter()))
}

fn erase_all(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let all = get_all(cx, args)?;
    cx.me.dictionary.clear();
    Ok(all)
}

fn get_keys(cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    cx.work(cx.me.dictionary.len());
    Ok(cx.me.heap.list(cx.me.dictionary.iter().map(|(key, _)| key)))
}

fn get_keys_of(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    cx.work(cx.me.dictionary.len());
    let pairs = cx.me.dictionary.iter();
    let keys: Vec<Term> = pairs
        .filter(|(_, value)| order::equal(*value, args[0]))
        .map(|(key, _)| key)
        .collect();
    Ok(cx.heap().list(keys.into_iter()))
}
