//! Atomics: arrays of 64-bit integers behind references, for modules `atomics` and `counters`.

use std::{cell::Cell, rc::Rc};

use super::{Answer, Entry, Stop};
use crate::{
    term::{Atom, Heap, Term, View, atom, map},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("atomics", "add", 3, add),
    ("atomics", "add_get", 3, add_get),
    ("atomics", "compare_exchange", 4, compare_exchange),
    ("atomics", "exchange", 3, exchange),
    ("atomics", "get", 2, get),
    ("atomics", "info", 1, info),
    ("atomics", "put", 3, put),
    ("erts_internal", "atomics_new", 2, atomics_new),
    ("erts_internal", "counters_add", 3, add),
    ("erts_internal", "counters_get", 2, get),
    ("erts_internal", "counters_info", 1, counters_info),
    ("erts_internal", "counters_new", 1, counters_new),
    ("erts_internal", "counters_put", 3, put),
];

/// The most integers of an array: 1 GiB of them.
const LENGTH_MAX: usize = 1 << 27;

/// One array.
struct Array {
    signed: bool,
    cells: Box<[Cell<u64>]>,
}

/// An array of so many integers; bit 0 of the options says whether they have a sign.
fn atomics_new(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let options = args[1].as_small().ok_or_else(Stop::badarg)?;
    new(cx, args[0], options & 1 == 1)
}

fn counters_new(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    new(cx, args[0], true)
}

fn new(cx: &mut Context<'_>, length: Term, signed: bool) -> Answer {
    let length = match length.view() {
        View::Small(length) if length > 0 => length as usize,
        View::Big(length) if !length.negative => usize::MAX,
        _ => return Err(Stop::badarg()),
    };
    if length > LENGTH_MAX {
        return Err(Stop::system_limit());
    }
    cx.work(length);
    let mut cells = Vec::new();
    cells.try_reserve_exact(length).map_err(|_| Stop::system_limit())?;
    cells.resize(length, Cell::new(0));
    let cells = cells.into_boxed_slice();
    let id = cx.vm.next_ref();
    Ok(cx.heap().magic(id, Rc::new(Array { signed, cells })))
}

fn array<'a>(reference: Term) -> Result<&'a Array, Stop> {
    let array = reference.as_resource().and_then(|resource| resource.downcast_ref());
    array.ok_or_else(Stop::badarg)
}

impl Array {
    /// The integer of that number, from 1.
    fn cell(&self, number: Term) -> Result<&Cell<u64>, Stop> {
        let at = number.as_small().and_then(|number| usize::try_from(number - 1).ok());
        at.and_then(|at| self.cells.get(at)).ok_or_else(Stop::badarg)
    }

    /// The 64 bits of an integer that is in the array's range.
    fn bits(&self, value: Term) -> Result<u64, Stop> {
        let value = wide(value)?;
        let bits = if self.signed {
            i64::try_from(value).map(i64::cast_unsigned)
        } else {
            u64::try_from(value)
        };
        bits.map_err(|_| Stop::badarg())
    }

    fn term(&self, heap: &mut Heap, bits: u64) -> Term {
        if self.signed {
            heap.integer(bits.cast_signed())
        } else {
            heap.unsigned(bits)
        }
    }
}

/// An integer of at most 64 bits and a sign.
fn wide(value: Term) -> Result<i128, Stop> {
    match value.view() {
        View::Small(value) => Ok(value.into()),
        View::Big(value) if value.limbs.len() == 1 => {
            let magnitude = i128::from(value.limbs[0]);
            Ok(if value.negative { -magnitude } else { magnitude })
        }
        _ => Err(Stop::badarg()),
    }
}

/// Add, and give the sum; it goes around at the end of the range. What is added may be of the range with a sign or of the one without.
fn sum(args: &[Term]) -> Result<u64, Stop> {
    let cell = array(args[0])?.cell(args[1])?;
    let more = wide(args[2])?;
    if more < i64::MIN.into() {
        return Err(Stop::badarg());
    }
    let sum = cell.get().wrapping_add(more as u64);
    cell.set(sum);
    Ok(sum)
}

fn add(_: &mut Context<'_>, args: &[Term]) -> Answer {
    sum(args)?;
    Ok(atom::OK.into())
}

fn add_get(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let sum = sum(args)?;
    Ok(array(args[0])?.term(cx.heap(), sum))
}

fn get(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let array = array(args[0])?;
    let bits = array.cell(args[1])?.get();
    Ok(array.term(cx.heap(), bits))
}

fn put(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let array = array(args[0])?;
    let cell = array.cell(args[1])?;
    cell.set(array.bits(args[2])?);
    Ok(atom::OK.into())
}

fn exchange(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let array = array(args[0])?;
    let cell = array.cell(args[1])?;
    let old = cell.replace(array.bits(args[2])?);
    Ok(array.term(cx.heap(), old))
}

fn compare_exchange(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let array = array(args[0])?;
    let cell = array.cell(args[1])?;
    let (expected, desired) = (array.bits(args[2])?, array.bits(args[3])?);
    let old = cell.get();
    if old != expected {
        return Ok(array.term(cx.heap(), old));
    }
    cell.set(desired);
    Ok(atom::OK.into())
}

/// Bytes that an array takes beside its integers, as ERTS counts them.
const OVERHEAD: usize = 40;

fn info(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let array = array(args[0])?;
    let (least, most) = if array.signed {
        (1 << 63, u64::MAX >> 1)
    } else {
        (0, u64::MAX)
    };
    let heap = cx.heap();
    let limits = [("max", array.term(heap, most)), ("min", array.term(heap, least))];
    Ok(described(heap, array, &limits))
}

fn counters_info(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let array = array(args[0])?;
    Ok(described(cx.heap(), array, &[]))
}

fn described(heap: &mut Heap, array: &Array, more: &[(&str, Term)]) -> Term {
    let number = |number: usize| Term::small(number as i64);
    let length = array.cells.len();
    let pairs = [("size", number(length)), ("memory", number(OVERHEAD + 8 * length))];
    let pairs = pairs
        .iter()
        .chain(more)
        .map(|(name, value)| (Atom::new(name).into(), *value));
    map::from_pairs(heap, pairs.collect())
}
