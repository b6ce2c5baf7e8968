//! Raise: the functions that have no value, and the numbers and references that nothing else has.

use super::{Answer, Class, Entry, Stop, Trace};
use crate::{
    term::{Kind, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "error", 1, |_, args| raise(Class::Error, args[0])),
    ("erlang", "error", 2, |_, args| error(args[0], args[1], Term::NONE)),
    ("erlang", "error", 3, |_, args| {
        error(args[0], args[1], error_info(args[2]))
    }),
    ("erlang", "exit", 1, |_, args| raise(Class::Exit, args[0])),
    ("erlang", "make_ref", 0, make_ref),
    ("erlang", "nif_error", 1, |_, args| Err(Stop::error(args[0]))),
    ("erlang", "nif_error", 2, |_, args| Err(Stop::error(args[0]))),
    ("erlang", "raise", 3, raise_with),
    ("erlang", "throw", 1, |_, args| raise(Class::Throw, args[0])),
    ("erlang", "unique_integer", 0, |cx, _| Ok(unique(cx, false))),
    ("erlang", "unique_integer", 1, unique_integer),
];

fn raise(class: Class, reason: Term) -> Answer {
    Err(Stop::raise(class, reason, Trace::Caller))
}

/// What is no list instead of arguments is the caller without them.
fn error(reason: Term, args: Term, info: Term) -> Answer {
    let args = if args.is_list() { args } else { Term::NONE };
    Err(Stop::raise(Class::Error, reason, Trace::CallerArguments(args, info)))
}

/// The last map in `[{error_info, Map}, …]`. Options that are anything else are all passed over, as ERTS does.
fn error_info(options: Term) -> Term {
    let mut info = Term::NONE;
    let mut elements = options.elements();
    for option in elements.by_ref() {
        match option.as_tuple_of() {
            Some([name, map]) if name == atom::ERROR_INFO.into() && map.is_map() => info = map,
            _ => return Term::NONE,
        }
    }
    if elements.rest().is_nil() { info } else { Term::NONE }
}

/// `erlang:raise/3`: what is no class or no stack trace makes it give `badarg`, not raise it.
fn raise_with(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let class = match args[0].as_atom() {
        Some(atom::ERROR) => Class::Error,
        Some(atom::EXIT) => Class::Exit,
        Some(atom::THROW) => Class::Throw,
        _ => return Ok(atom::BADARG.into()),
    };
    match stack_trace(cx, args[2]) {
        Some(trace) => Err(Stop::raise(class, args[1], Trace::Given(trace))),
        None => Ok(atom::BADARG.into()),
    }
}

/// A stack trace whose entries all have a location.
fn stack_trace(cx: &mut Context<'_>, given: Term) -> Option<Term> {
    let depth = cx.vm.tables.system.backtrace_depth;
    let heap = cx.heap();
    let mut elements = given.elements();
    let mut entries = Vec::new();
    for entry in elements.by_ref() {
        let entry = match *entry.as_tuple()? {
            [m, f, _, location] if m.is_atom() && f.is_atom() && location.is_list() => entry,
            [m, f, a] if m.is_atom() && f.is_atom() => heap.tuple(&[m, f, a, Term::NIL]),
            [fun, _, location] if is_fun(fun) && location.is_list() => entry,
            [fun, a] if is_fun(fun) => heap.tuple(&[fun, a, Term::NIL]),
            _ => return None,
        };
        if entries.len() < depth {
            entries.push(entry);
        }
    }
    elements.rest().is_nil().then(|| heap.list(entries.into_iter()))
}

fn is_fun(term: Term) -> bool {
    term.is(Kind::FUN) || term.is(Kind::EXPORT)
}

fn make_ref(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let id = cx.vm.next_ref();
    Ok(cx.heap().reference(id))
}

/// A number that was never given before: as on ERTS, from the least one of a word on if it need not be positive.
fn unique(cx: &mut Context<'_>, positive: bool) -> Term {
    let number = cx.vm.next_unique() as i64;
    let first = if positive { 0 } else { Term::SMALL_MIN - 1 };
    cx.heap().integer(first + number)
}

/// They are all monotonic.
fn unique_integer(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut positive = false;
    let mut options = args[0].elements();
    for option in options.by_ref() {
        match option.as_atom() {
            Some(atom::POSITIVE) => positive = true,
            Some(atom::MONOTONIC) => {}
            _ => return Err(Stop::badarg()),
        }
    }
    if options.rest().is_nil() {
        Ok(unique(cx, positive))
    } else {
        Err(Stop::badarg())
    }
}
