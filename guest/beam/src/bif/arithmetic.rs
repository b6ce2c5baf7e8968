//! Arithmetic: Erlang's operators on numbers as functions, and the functions that make one kind of number of another.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Heap, Term, atom, number},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "+", 1, plus),
    ("erlang", "-", 1, |cx, args| {
        arithmetic(number::negate(cx.heap(), args[0]))
    }),
    ("erlang", "+", 2, |cx, args| operator(cx, args, number::add)),
    ("erlang", "-", 2, |cx, args| operator(cx, args, number::subtract)),
    ("erlang", "*", 2, |cx, args| operator(cx, args, number::multiply)),
    ("erlang", "/", 2, |cx, args| operator(cx, args, number::divide)),
    ("erlang", "div", 2, |cx, args| operator(cx, args, number::quotient)),
    ("erlang", "rem", 2, |cx, args| operator(cx, args, number::remainder)),
    ("erlang", "band", 2, |cx, args| operator(cx, args, number::bit_and)),
    ("erlang", "bor", 2, |cx, args| operator(cx, args, number::bit_or)),
    ("erlang", "bxor", 2, |cx, args| operator(cx, args, number::bit_xor)),
    ("erlang", "bnot", 1, |cx, args| {
        arithmetic(number::bit_not(cx.heap(), args[0]))
    }),
    ("erlang", "bsl", 2, |cx, args| operator(cx, args, number::shift_left)),
    ("erlang", "bsr", 2, |cx, args| operator(cx, args, number::shift_right)),
    ("erlang", "abs", 1, absolute),
    ("erlang", "ceil", 1, |cx, args| conversion(cx, args, number::ceil)),
    ("erlang", "float", 1, float),
    ("erlang", "floor", 1, |cx, args| conversion(cx, args, number::floor)),
    ("erlang", "round", 1, |cx, args| conversion(cx, args, number::round)),
    ("erlang", "trunc", 1, |cx, args| conversion(cx, args, number::trunc)),
];

fn arithmetic(result: number::Result) -> Answer {
    result.map_err(Stop::error)
}

fn operator(cx: &mut Context<'_>, args: &[Term], operator: fn(&mut Heap, Term, Term) -> number::Result) -> Answer {
    arithmetic(operator(cx.heap(), args[0], args[1]))
}

fn conversion(cx: &mut Context<'_>, args: &[Term], conversion: fn(&mut Heap, Term) -> Option<Term>) -> Answer {
    conversion(cx.heap(), args[0]).ok_or_else(Stop::badarg)
}

fn absolute(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    // Up to OTP 26 -0.0 keeps its sign.
    if cx.vm.tables.system.release() >= 27 && args[0].as_float() == Some(0.0) {
        return Ok(cx.heap().float(0.0));
    }
    conversion(cx, args, number::absolute)
}

/// As an instruction it is another one: `X + 0`.
fn plus(_: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0].is_integer() || args[0].as_float().is_some() {
        Ok(args[0])
    } else {
        Err(Stop::error(atom::BADARITH))
    }
}

fn float(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0].as_float().is_some() {
        return Ok(args[0]);
    }
    let value = number::to_float(args[0]).ok_or_else(Stop::badarg)?;
    Ok(cx.heap().float(value))
}
