//! Sequential: what `seq_trace` calls.

use crate::{
    bif::{Answer, Entry, Stop},
    term::Term,
    tracer::sequence,
    vm::Context,
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "seq_trace", 2, seq_trace),
    ("erlang", "seq_trace_info", 1, seq_trace_info),
    ("erlang", "seq_trace_print", 1, |cx, args| {
        Ok(Term::bool(sequence::print(cx, None, args[0])))
    }),
    ("erlang", "seq_trace_print", 2, |cx, args| {
        Ok(Term::bool(sequence::print(cx, Some(args[0]), args[1])))
    }),
];

fn seq_trace(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    sequence::set(cx, args[0], args[1]).ok_or_else(Stop::badarg)
}

fn seq_trace_info(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    sequence::part(cx, args[0]).ok_or_else(Stop::badarg)
}
