//! Tuples: made, changed, and taken apart.

use super::{Answer, Entry, Stop, lists::proper_length};
use crate::{
    term::{Term, View},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "append_element", 2, append_element),
    ("erlang", "delete_element", 2, delete_element),
    ("erlang", "element", 2, element),
    ("erlang", "insert_element", 3, insert_element),
    ("erlang", "list_to_tuple", 1, list_to_tuple),
    ("erlang", "make_tuple", 2, make_tuple),
    ("erlang", "make_tuple", 3, make_tuple_from),
    ("erlang", "setelement", 3, setelement),
    ("erlang", "size", 1, size),
    ("erlang", "tuple_size", 1, tuple_size),
    ("erlang", "tuple_to_list", 1, tuple_to_list),
];

/// The most elements of a tuple, as on ERTS.
pub(crate) const ELEMENTS_MAX: usize = (1 << 24) - 1;

/// The elements of what has to be a tuple.
fn tuple<'a>(term: Term) -> Result<&'a [Term], Stop> {
    term.as_tuple().ok_or_else(Stop::badarg)
}

/// The index, from 0, that a number from 1 to `max` says.
fn index(number: Term, max: usize) -> Result<usize, Stop> {
    let number = number.as_small().and_then(|number| usize::try_from(number - 1).ok());
    number.filter(|number| *number < max).ok_or_else(Stop::badarg)
}

fn element(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let tuple = tuple(args[1])?;
    Ok(tuple[index(args[0], tuple.len())?])
}

fn setelement(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let old = tuple(args[1])?;
    let at = index(args[0], old.len())?;
    cx.work(old.len());
    let new = cx.heap().tuple(old);
    new.set_word(at, args[2].0);
    Ok(new)
}

fn tuple_size(_: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(Term::small(tuple(args[0])?.len() as i64))
}

fn size(_: &mut Context<'_>, args: &[Term]) -> Answer {
    match args[0].view() {
        View::Tuple(elements) => Ok(Term::small(elements.len() as i64)),
        View::Bits(bits) => Ok(Term::small((bits.size / 8) as i64)),
        _ => Err(Stop::badarg()),
    }
}

fn arity(term: Term) -> Result<usize, Stop> {
    let arity = term.as_small().and_then(|arity| usize::try_from(arity).ok());
    arity.filter(|arity| *arity <= ELEMENTS_MAX).ok_or_else(Stop::badarg)
}

fn make_tuple(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let elements = vec![args[1]; arity(args[0])?];
    cx.work(elements.len());
    Ok(cx.heap().tuple(&elements))
}

/// `make_tuple(Arity, Default, [{Position, Value}])`: of equal positions the later wins.
fn make_tuple_from(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut elements = vec![args[1]; arity(args[0])?];
    let mut initial = args[2].elements();
    let mut passed = elements.len();
    for pair in initial.by_ref() {
        let [position, value] = pair.as_tuple_of().ok_or_else(Stop::badarg)?;
        let at = index(position, elements.len())?;
        elements[at] = value;
        passed += 1;
    }
    if !initial.rest().is_nil() {
        return Err(Stop::badarg());
    }
    cx.work(passed);
    Ok(cx.heap().tuple(&elements))
}

fn insert(cx: &mut Context<'_>, old: &[Term], at: usize, new: Term) -> Answer {
    if old.len() >= ELEMENTS_MAX {
        return Err(Stop::badarg());
    }
    cx.work(old.len());
    let mut elements = Vec::with_capacity(old.len() + 1);
    elements.extend_from_slice(&old[..at]);
    elements.push(new);
    elements.extend_from_slice(&old[at..]);
    Ok(cx.heap().tuple(&elements))
}

fn append_element(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let old = tuple(args[0])?;
    insert(cx, old, old.len(), args[1])
}

fn insert_element(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let old = tuple(args[1])?;
    let at = index(args[0], old.len() + 1)?;
    insert(cx, old, at, args[2])
}

fn delete_element(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut elements = tuple(args[1])?.to_vec();
    elements.remove(index(args[0], elements.len())?);
    cx.work(elements.len());
    Ok(cx.heap().tuple(&elements))
}

fn tuple_to_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let elements = tuple(args[0])?;
    cx.work(elements.len());
    Ok(cx.heap().list(elements.iter().copied()))
}

fn list_to_tuple(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let size = proper_length(args[0]).filter(|size| *size <= ELEMENTS_MAX);
    cx.work(size.ok_or_else(Stop::badarg)?);
    let elements: Vec<Term> = args[0].elements().collect();
    Ok(cx.heap().tuple(&elements))
}
