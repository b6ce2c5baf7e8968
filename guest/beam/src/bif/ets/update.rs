//! Update: single elements of objects, counters among them.

use super::{
    registry::refuse,
    table::{Need, Table},
};
use crate::{
    bif::{Answer, Entry, Stop},
    term::{Heap, Packed, Term, atom, copy_all, number, order},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("ets", "update_counter", 3, update_counter),
    ("ets", "update_counter", 4, update_counter_or_insert),
    ("ets", "update_element", 3, |cx, args| update_element(cx, args, None)),
    ("ets", "update_element", 4, |cx, args| {
        update_element(cx, args, Some(args[3]))
    }),
];

/// The elements of an object while they are changed.
struct Draft {
    elements: Vec<Term>,
    /// Indices of elements that were changed.
    changed: Vec<usize>,
}

impl Draft {
    fn new(elements: &[Term]) -> Self {
        Self {
            elements: elements.to_vec(),
            changed: Vec::new(),
        }
    }

    /// The object that is put in for a key without one.
    fn of_default(table: &Table, default: Term, key: Term) -> Result<Self, Stop> {
        table.key_of(default).ok_or_else(Stop::badarg)?;
        let mut draft = Self::new(default.as_tuple().unwrap_or_default());
        draft.set(table.options.keypos - 1, key);
        Ok(draft)
    }

    fn set(&mut self, index: usize, value: Term) {
        self.elements[index] = value;
        self.changed.push(index);
    }

    /// Put it in the table, in place of the object of that key.
    fn store(self, table: &mut Table, key: Term, heap: &mut Heap) {
        let object = table.store.get(key).next();
        if let Some(object) = object {
            let in_place =
                |index: &usize| object.elements()[*index].is_immediate() && self.elements[*index].is_immediate();
            if self.changed.iter().all(in_place) {
                for index in self.changed {
                    object.set_immediate(index, self.elements[index]);
                }
                return;
            }
        }
        let object = Packed::new(heap.tuple(&self.elements));
        table.store.insert(object);
    }
}

/// A list of things, or the one thing that stands for such a list.
fn listed(term: Term) -> Result<Vec<Term>, Stop> {
    if !term.is_list() {
        return Ok(vec![term]);
    }
    let mut elements = term.elements();
    let all = elements.by_ref().collect();
    if elements.rest().is_nil() {
        Ok(all)
    } else {
        Err(Stop::badarg())
    }
}

/// The index of a position that may be changed.
fn index_of(position: Term, table: &Table) -> Result<usize, Stop> {
    let position = position.as_small().ok_or_else(Stop::badarg)?;
    if position == table.options.keypos as i64 {
        return Err(refuse("keypos"));
    }
    usize::try_from(position - 1).map_err(|_| refuse("position"))
}

/// Change elements of the object of a key, or of the default object, which is then put in.
fn update_element(cx: &mut Context<'_>, args: &[Term], default: Option<Term>) -> Answer {
    let tells_position = cx.vm.tables.system.release() >= 26;
    let table = cx.vm.tables.ets.find_mut(args[0], cx.me.id, Need::Write)?;
    if !table.options.kind.is_set() {
        return Err(Stop::badarg());
    }
    if default.is_some_and(|default| default.as_tuple().is_none()) {
        return Err(Stop::badarg());
    }
    let mut draft = match (table.store.get(args[1]).next(), default) {
        (Some(object), _) => Draft::new(object.elements()),
        (None, Some(default)) => Draft::of_default(table, default, args[1])?,
        (None, None) => return Ok(atom::FALSE.into()),
    };
    for change in listed(args[2])? {
        let [position, value] = change.as_tuple_of().ok_or_else(Stop::badarg)?;
        let index = index_of(position, table).and_then(|index| match draft.elements.get(index) {
            Some(_) => Ok(index),
            None => Err(refuse("position")),
        });
        let index = match index {
            Err(stop) if !tells_position => return Err(without_position(stop)),
            index => index?,
        };
        draft.set(index, value);
    }
    draft.store(table, args[1], &mut cx.me.heap);
    Ok(atom::TRUE.into())
}

/// A position out of range has no cause of its own here on OTP 25.
fn without_position(stop: Stop) -> Stop {
    match *stop.0 {
        crate::bif::StopKind::Raise {
            trace: crate::bif::Trace::Cause(cause),
            ..
        } if cause.as_atom().is_some_and(|cause| cause.name() == "position") => Stop::badarg(),
        _ => stop,
    }
}

fn update_counter(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    count(cx, args[0], args[1], args[2], None)
}

fn update_counter_or_insert(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    count(cx, args[0], args[1], args[2], Some(args[3]))
}

/// Change counters of the object of a key, or of the default object.
fn count(cx: &mut Context<'_>, table: Term, key: Term, operation: Term, default: Option<Term>) -> Answer {
    let table = cx.vm.tables.ets.find_mut(table, cx.me.id, Need::Write)?;
    let heap = &mut cx.me.heap;
    if !table.options.kind.is_set() {
        return Err(refuse("table_type"));
    }
    let mut draft = match (table.store.get(key).next(), default) {
        (Some(object), _) => Draft::new(object.elements()),
        (None, Some(default)) => Draft::of_default(table, default, key)?,
        (None, None) => return Err(refuse("badkey")),
    };
    let mut values = Vec::new();
    if operation.is_integer() {
        let position = Term::small(table.options.keypos as i64 + 1);
        values.push(step(&mut draft, table, position, operation, None, heap)?);
    } else {
        for operation in listed(operation)? {
            values.push(match operation.as_tuple() {
                Some([position, by]) => step(&mut draft, table, *position, *by, None, heap)?,
                Some([position, by, threshold, reset]) => {
                    step(&mut draft, table, *position, *by, Some((*threshold, *reset)), heap)?
                }
                _ => return Err(Stop::badarg()),
            });
        }
    }
    draft.store(table, key, heap);
    if operation.is_list() {
        Ok(heap.list(values.into_iter()))
    } else {
        values.pop().ok_or_else(Stop::badarg)
    }
}

/// Count at one position; the new value.
fn step(
    draft: &mut Draft,
    table: &Table,
    position: Term,
    by: Term,
    limit: Option<(Term, Term)>,
    heap: &mut Heap,
) -> Answer {
    let index = index_of(position, table)?;
    let present = *draft.elements.get(index).ok_or_else(|| refuse("position"))?;
    let limits_are_integers = limit.is_none_or(|(threshold, reset)| threshold.is_integer() && reset.is_integer());
    if !by.is_integer() || !present.is_integer() || !limits_are_integers {
        return Err(Stop::badarg());
    }
    let sum = number::add(heap, present, by).map_err(Stop::error)?;
    let falls = order::compare(by, Term::small(0)).is_lt();
    let value = match limit {
        Some((threshold, reset)) if falls && order::compare(sum, threshold).is_lt() => reset,
        Some((threshold, reset)) if !falls && order::compare(sum, threshold).is_gt() => reset,
        _ => sum,
    };
    draft.set(index, value);
    // What was counted by 0 may still lie in the table.
    Ok(if value.is_immediate() {
        value
    } else {
        copy_all(value, heap)
    })
}
