//! Native: the native records of OTP 29 are made, changed and taken apart.

use crate::{
    code::Code,
    term::{Atom, Heap, Record, Term, atom, record},
};

/// A record of which not all is known when code is linked: of another module, or with a field that has no value.
/// `name` is `{Module, Name}`; `ip` is in the module that makes it. The error is the exception's reason.
#[inline(never)]
pub(super) fn make(
    code: &Code,
    heap: &mut Heap,
    name: Term,
    ip: *const u32,
    fields: &[(Term, Term)],
) -> Result<Term, Term> {
    let own = code.locate(ip).map_or(Term::NIL, |location| location.module.term());
    let found = name.as_tuple_of().and_then(|[module, name]| {
        let found = code.current(module.as_atom()?)?.record(name.as_atom()?)?;
        Some((found, found.definition.as_tuple()?))
    });
    let Some((found, parts)) = found.filter(|(_, parts)| parts[2].as_bool() == Some(true) || parts[0].same(own)) else {
        return Err(heap.tuple(&[atom::BADRECORD.into(), name]));
    };
    let mut values = found.defaults.clone();
    for (field, value) in fields {
        match record::place(parts, *field) {
            Some(place) => values[place] = Some(*value),
            None => return Err(bad_field(heap, [parts[0], parts[1]], *field)),
        }
    }
    match values.iter().position(|value| value.is_none()) {
        None => {
            let values: Vec<Term> = values.into_iter().flatten().collect();
            Ok(heap.record(found.definition, &values))
        }
        Some(missing) => {
            let field = about(heap, [parts[0], parts[1]], parts[3 + missing]);
            Err(heap.tuple(&[Atom::new("novalue").into(), field]))
        }
    }
}

/// A copy of a record with other values for some of its fields.
#[inline(never)]
pub(crate) fn change(heap: &mut Heap, term: Term, fields: &[(Term, Term)]) -> Result<Term, Term> {
    let Some(record) = term.as_record() else {
        return Err(heap.tuple(&[atom::BADRECORD.into(), term]));
    };
    let mut values = record.values().to_vec();
    for (field, value) in fields {
        match record.place(*field) {
            Some(place) => values[place] = *value,
            None => return Err(bad_field(heap, [record.module(), record.name()], *field)),
        }
    }
    Ok(heap.record(Term(term.word(0)), &values))
}

/// The value of a field. `name` is `{Module, Name}`, or `_` for any record; `own` the module that asks.
#[inline(never)]
pub(super) fn field(heap: &mut Heap, term: Term, name: Term, own: Term, field: Term) -> Result<Term, Term> {
    let is_named = |record: &Record<'_>| match name.as_tuple_of() {
        Some([module, name]) => record.module().same(module) && record.name().same(name),
        None => true,
    };
    match term
        .as_record()
        .filter(|record| is_named(record) && record.is_open_to(own))
    {
        None => Err(heap.tuple(&[atom::BADRECORD.into(), term])),
        Some(record) => match record.place(field) {
            Some(place) => Ok(record.values()[place]),
            None => Err(bad_field(heap, [record.module(), record.name()], field)),
        },
    }
}

/// `{badfield, {{Module, Name}, Field}}`
pub(crate) fn bad_field(heap: &mut Heap, name: [Term; 2], field: Term) -> Term {
    let field = about(heap, name, field);
    heap.tuple(&[Atom::new("badfield").into(), field])
}

fn about(heap: &mut Heap, name: [Term; 2], field: Term) -> Term {
    let name = heap.tuple(&name);
    heap.tuple(&[name, field])
}
