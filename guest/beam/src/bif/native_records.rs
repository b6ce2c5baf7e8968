//! Native records: the functions of OTP 29's `records`.

use super::{Answer, Entry, Stop};
use crate::{
    op::native,
    term::{Atom, Record, Term, atom, map, record},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("records", "create", 4, create),
    ("records", "get", 2, get),
    ("records", "get_definition", 2, get_definition),
    ("records", "get_field_names", 1, |cx, args| {
        let fields = of(cx, args[0])?.fields();
        Ok(cx.heap().list(fields.iter().copied()))
    }),
    ("records", "get_module", 1, |_, args| {
        Ok(args[0].as_record().ok_or_else(Stop::badarg)?.module())
    }),
    ("records", "get_name", 1, |_, args| {
        Ok(args[0].as_record().ok_or_else(Stop::badarg)?.name())
    }),
    ("records", "is_exported", 1, |cx, args| {
        Ok(Term::bool(of(cx, args[0])?.is_exported()))
    }),
    ("records", "update", 4, update),
];

fn bad(cx: &mut Context<'_>, what: Atom, term: Term) -> Stop {
    Stop::error(cx.heap().tuple(&[what.into(), term]))
}

fn of<'a>(cx: &mut Context<'_>, term: Term) -> Result<Record<'a>, Stop> {
    term.as_record().ok_or_else(|| bad(cx, atom::BADRECORD, term))
}

fn is_exported() -> Term {
    Atom::new("is_exported").into()
}

/// `create(Module, Name, [{Field, Value}], #{is_exported => Boolean})`
fn create(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (Some(module), Some(name)) = (args[0].as_atom(), args[1].as_atom()) else {
        return Err(bad(cx, atom::BADRECORD, args[1]));
    };
    if !args[3].is_map() {
        return Err(bad(cx, atom::BADMAP, args[3]));
    }
    let exported = map::get(args[3], is_exported()).and_then(Term::as_bool);
    let exported = exported.filter(|_| map::size(args[3]) == 1).ok_or_else(Stop::badarg)?;
    let mut elements = args[2].elements();
    let pairs: Vec<Term> = elements.by_ref().collect();
    if !elements.rest().is_nil() {
        return Err(Stop::badarg());
    }
    let (mut fields, mut values) = (Vec::new(), Vec::new());
    for pair in pairs {
        let [field, value] = pair.as_tuple_of().ok_or_else(Stop::badarg)?;
        let Some(field) = field.as_atom() else {
            return Err(Stop::error(native::bad_field(cx.heap(), [args[0], args[1]], field)));
        };
        fields.push(field);
        values.push(value);
    }
    if !record::are_distinct(&fields) {
        return Err(Stop::badarg());
    }
    cx.work(fields.len());
    let heap = &mut cx.me.heap;
    let definition = cx.vm.code.record_definition(heap, module, name, exported, &fields);
    Ok(heap.record(definition, &values))
}

fn get(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let record = args[1].as_record().ok_or_else(Stop::badarg)?;
    let place = record.place(args[0]).ok_or_else(Stop::badarg)?;
    Ok(record.values()[place])
}

/// `{#{is_exported => Boolean}, [Field | {Field, Default}]}` of a record of a loaded module.
fn get_definition(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (module, name) = (args[0].as_atom(), args[1].as_atom());
    let module = module.and_then(|module| cx.vm.code.current(module)).cloned();
    let record = module
        .as_ref()
        .zip(name)
        .and_then(|(module, name)| module.record(name))
        .ok_or_else(Stop::badarg)?;
    let parts = record.definition.as_tuple().unwrap_or_default();
    let heap = cx.heap();
    let fields: Vec<Term> = (parts[3..].iter().zip(&record.defaults))
        .map(|(field, default)| default.map_or(*field, |default| heap.tuple(&[*field, default])))
        .collect();
    let options = map::from_pairs(heap, vec![(is_exported(), parts[2])]);
    let fields = heap.list(fields.into_iter());
    Ok(heap.tuple(&[options, fields]))
}

/// `update(Record, Module, Name, #{Field => Value})`; the name `_` stands for any record.
fn update(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let record = of(cx, args[0])?;
    let is_named = record.module().same(args[1]) && record.name().same(args[2]);
    if !is_named && !args[2].same(atom::WILDCARD.into()) {
        return Err(bad(cx, atom::BADRECORD, args[2]));
    }
    if !args[3].is_map() {
        return Err(bad(cx, atom::BADMAP, args[3]));
    }
    let fields: Vec<(Term, Term)> = map::iter(args[3]).collect();
    if fields.is_empty() {
        return Ok(args[0]);
    }
    cx.work(fields.len());
    native::change(cx.heap(), args[0], &fields).map_err(Stop::error)
}
