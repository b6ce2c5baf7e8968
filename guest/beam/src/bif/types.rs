//! Types: what a term is, how two compare, and the logic of `true` and `false`.

use std::cmp::Ordering;

use super::{Answer, Entry, Stop};
use crate::{
    term::{
        Atom, Kind, Term, View,
        external::{External, Foreign},
        order,
    },
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "/=", 2, |_, args| {
        Ok(Term::bool(!order::equal_loosely(args[0], args[1])))
    }),
    ("erlang", "<", 2, |_, args| is(args, Ordering::is_lt)),
    ("erlang", "=/=", 2, |_, args| {
        Ok(Term::bool(!order::equal(args[0], args[1])))
    }),
    ("erlang", "=:=", 2, |_, args| {
        Ok(Term::bool(order::equal(args[0], args[1])))
    }),
    ("erlang", "=<", 2, |_, args| is(args, Ordering::is_le)),
    ("erlang", "==", 2, |_, args| {
        Ok(Term::bool(order::equal_loosely(args[0], args[1])))
    }),
    ("erlang", ">", 2, |_, args| is(args, Ordering::is_gt)),
    ("erlang", ">=", 2, |_, args| is(args, Ordering::is_ge)),
    ("erlang", "and", 2, |_, args| logic(args, |a, b| a & b)),
    ("erlang", "is_atom", 1, |_, args| Ok(Term::bool(args[0].is_atom()))),
    ("erlang", "is_binary", 1, |_, args| {
        Ok(Term::bool(args[0].as_bits().is_some_and(|bits| bits.size % 8 == 0)))
    }),
    ("erlang", "is_bitstring", 1, |_, args| {
        Ok(Term::bool(args[0].as_bits().is_some()))
    }),
    ("erlang", "is_boolean", 1, |_, args| {
        Ok(Term::bool(args[0].as_bool().is_some()))
    }),
    ("erlang", "is_float", 1, |_, args| {
        Ok(Term::bool(args[0].is(Kind::FLOAT)))
    }),
    ("erlang", "is_function", 1, |_, args| {
        Ok(Term::bool(args[0].is(Kind::FUN) || args[0].is(Kind::EXPORT)))
    }),
    ("erlang", "is_function", 2, is_function),
    ("erlang", "is_integer", 1, |_, args| {
        Ok(Term::bool(args[0].is_integer()))
    }),
    ("erlang", "is_integer", 3, is_between),
    ("erlang", "is_list", 1, |_, args| Ok(Term::bool(args[0].is_list()))),
    ("erlang", "is_map", 1, |_, args| Ok(Term::bool(args[0].is_map()))),
    ("erlang", "is_number", 1, |_, args| {
        Ok(Term::bool(args[0].is_integer() || args[0].is(Kind::FLOAT)))
    }),
    ("erlang", "is_pid", 1, is_pid),
    ("erlang", "is_port", 1, is_port),
    ("erlang", "is_record", 1, |_, args| {
        Ok(Term::bool(args[0].is(Kind::RECORD)))
    }),
    ("erlang", "is_record", 2, is_record),
    ("erlang", "is_record", 3, is_record),
    ("erlang", "is_reference", 1, is_reference),
    ("erlang", "is_tuple", 1, |_, args| {
        Ok(Term::bool(args[0].is(Kind::TUPLE)))
    }),
    ("erlang", "max", 2, |_, args| {
        Ok(if order::compare(args[0], args[1]).is_lt() {
            args[1]
        } else {
            args[0]
        })
    }),
    ("erlang", "min", 2, |_, args| {
        Ok(if order::compare(args[0], args[1]).is_gt() {
            args[1]
        } else {
            args[0]
        })
    }),
    ("erlang", "not", 1, |_, args| {
        args[0]
            .as_bool()
            .map(|value| Term::bool(!value))
            .ok_or_else(Stop::badarg)
    }),
    ("erlang", "or", 2, |_, args| logic(args, |a, b| a | b)),
    ("erlang", "xor", 2, |_, args| logic(args, |a, b| a ^ b)),
    ("erts_internal", "cmp_term", 2, cmp_term),
    ("erts_internal", "term_type", 1, term_type),
];

fn is(args: &[Term], wanted: impl Fn(Ordering) -> bool) -> Answer {
    Ok(Term::bool(wanted(order::compare(args[0], args[1]))))
}

fn logic(args: &[Term], of: impl Fn(bool, bool) -> bool) -> Answer {
    match (args[0].as_bool(), args[1].as_bool()) {
        (Some(a), Some(b)) => Ok(Term::bool(of(a, b))),
        _ => Err(Stop::badarg()),
    }
}

fn is_function(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let wanted = match args[1].view() {
        View::Small(arity) if arity >= 0 => arity,
        // No fun has so many arguments.
        View::Big(arity) if !arity.negative => i64::MAX,
        _ => return Err(Stop::badarg()),
    };
    let arity = match args[0].view() {
        View::Fun(fun) => cx.vm.code.funs.get(fun.entry).arity,
        View::Export(export) => cx.vm.code.exports.get(export).arity,
        _ => return Ok(Term::bool(false)),
    };
    Ok(Term::bool(i64::from(arity) == wanted))
}

/// `is_integer(Term, Least, Greatest)` of OTP 29.
fn is_between(_: &mut Context<'_>, args: &[Term]) -> Answer {
    if !args[1].is_integer() || !args[2].is_integer() {
        return Err(Stop::badarg());
    }
    let at_least = |a, b| order::compare(a, b).is_ge();
    Ok(Term::bool(
        args[0].is_integer() && at_least(args[0], args[1]) && at_least(args[2], args[0]),
    ))
}

/// `is_record(Term, Tag)`, `is_record(Term, Tag, Size)` and, of a native record of OTP 29, `is_record(Term, Module, Name)`.
fn is_record(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let last = args.get(2);
    let is_second = |last: &Term| last.is_small() || (last.is_atom() && cx.vm.tables.system.release() >= 29);
    if !args[1].is_atom() || !last.is_none_or(is_second) {
        return Err(Stop::badarg());
    }
    if let Some(record) = args[0].as_record() {
        return Ok(Term::bool(match last {
            None => record.name().same(args[1]),
            Some(name) => record.module().same(args[1]) && record.name().same(*name),
        }));
    }
    let fits = args[0].as_tuple().is_some_and(|tuple| {
        tuple.first().is_some_and(|tag| tag.same(args[1]))
            && last.is_none_or(|size| size.as_small() == Some(tuple.len() as i64))
    });
    Ok(Term::bool(fits))
}

fn is_pid(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let local = args[0].as_local_pid().is_some();
    Ok(Term::bool(local || is_foreign(args[0], Foreign::Pid)))
}

fn is_port(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let local = args[0].as_local_port().is_some();
    Ok(Term::bool(local || is_foreign(args[0], Foreign::Port)))
}

fn is_reference(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let local = args[0].as_local_ref().is_some();
    Ok(Term::bool(local || is_foreign(args[0], Foreign::Ref)))
}

fn is_foreign(term: Term, kind: Foreign) -> bool {
    term.as_external().is_some_and(|external| external.kind == kind)
}

fn cmp_term(_: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(Term::small(order::compare_exact(args[0], args[1]) as i64))
}

/// What a term is inside, by the names that ERTS gives.
fn term_type(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = match (args[0].view(), args[0].kind()) {
        (View::Small(_), _) => "fixnum",
        (View::Big(_), _) => "bignum",
        (View::Float(_), _) => "hfloat",
        (View::Atom(_), _) => "atom",
        (View::Nil, _) => "nil",
        (View::Cons(..), _) => "list",
        (View::Tuple(_), _) => "tuple",
        (View::Map, Some(Kind::MAP)) => "flatmap",
        (View::Map, Some(Kind::TREE)) => "hashmap",
        (View::Map, _) => "hashmap_node",
        (View::Record(_), _) => "record",
        (View::Bits(_), Some(Kind::HEAP_BIN)) => "heap_binary",
        (View::Bits(_), Some(Kind::REFC_BIN)) => "refc_binary",
        (View::Bits(_), Some(Kind::MATCH)) => "matchstate",
        (View::Bits(_), _) => "sub_binary",
        (View::Fun(_), _) => "fun",
        (View::Export(_), _) => "export",
        (View::Pid(_), _) => "pid",
        (View::Port(_), _) => "port",
        (View::Ref(_), _) => "reference",
        (View::External(external), _) => match External::of_words(external).kind {
            Foreign::Pid => "external_pid",
            Foreign::Port => "external_port",
            Foreign::Ref => "external_reference",
        },
    };
    Ok(Atom::new(name).into())
}
