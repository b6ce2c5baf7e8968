//! Tracing: there is none; what asks for it fails, what turns it off or asks about it is told the truth.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Atom, Term, atom},
    vm::Context,
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "dt_append_vm_tag_data", 1, |_, args| Ok(args[0])),
    ("erlang", "dt_get_tag", 0, undefined),
    ("erlang", "dt_get_tag_data", 0, undefined),
    ("erlang", "dt_prepend_vm_tag_data", 1, |_, args| Ok(args[0])),
    ("erlang", "dt_put_tag", 1, put_tag),
    ("erlang", "dt_restore_tag", 1, |_, _| Ok(atom::TRUE.into())),
    ("erlang", "dt_spread_tag", 1, |_, args| {
        args[0].as_bool().map(|_| atom::TRUE.into()).ok_or_else(Stop::badarg)
    }),
    ("erlang", "seq_trace", 2, seq_trace),
    ("erlang", "seq_trace_info", 1, seq_trace_info),
    ("erlang", "seq_trace_print", 1, |_, _| Ok(atom::FALSE.into())),
    ("erlang", "seq_trace_print", 2, seq_trace_print),
    ("erlang", "trace_delivered", 1, trace_delivered),
    ("erlang", "trace_info", 2, trace_info),
    ("erts_internal", "trace", 3, trace),
    ("erts_internal", "trace_pattern", 3, trace_pattern),
];

fn undefined(_cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    Ok(atom::UNDEFINED.into())
}

fn put_tag(_cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match args[0].as_bits().is_some() || args[0] == atom::UNDEFINED.into() {
        true => Ok(atom::UNDEFINED.into()),
        false => Err(Stop::badarg()),
    }
}

fn is_part_of_token(item: Term) -> bool {
    let name = item.as_atom().map(Atom::name);
    matches!(
        name,
        Some("sequential_trace_token" | "label" | "serial" | "send" | "receive" | "print" | "timestamp")
            | Some("monotonic_timestamp" | "strict_monotonic_timestamp")
    )
}

/// No process has a token: taking it away is all that can be done.
fn seq_trace(_cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0].as_atom().map(Atom::name) == Some("sequential_trace_token") && args[1].is_nil() {
        return Ok(Term::NIL);
    }
    Err(Stop::badarg())
}

fn seq_trace_info(_cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if !is_part_of_token(args[0]) {
        return Err(Stop::badarg());
    }
    Ok(Term::NIL)
}

fn seq_trace_print(_cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0].is_atom() {
        return Err(Stop::badarg());
    }
    Ok(atom::FALSE.into())
}

fn trace(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[1].as_bool() != Some(false) {
        return Err(Stop::badarg());
    }
    let alive = args[0].as_local_pid().is_some_and(|id| cx.vm.processes.is_alive(id));
    Ok(Term::small(alive.into()))
}

fn trace_pattern(_cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[1].as_bool() != Some(false) {
        return Err(Stop::badarg());
    }
    Ok(Term::small(0))
}

fn trace_info(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let item = args[1].as_atom().ok_or_else(Stop::badarg)?;
    let nothing = match (args[0].as_local_pid(), item.name()) {
        (Some(id), _) if !cx.vm.processes.is_alive(id) => return Ok(atom::UNDEFINED.into()),
        (Some(_), "flags" | "tracer") => Term::NIL,
        (Some(_), _) => return Err(Stop::badarg()),
        (None, _) => atom::FALSE.into(),
    };
    Ok(cx.heap().tuple(&[item.into(), nothing]))
}

fn trace_delivered(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let identity = cx.vm.next_ref();
    let heap = cx.heap();
    let reference = heap.reference(identity);
    let message = heap.tuple(&[Atom::new("trace_delivered").into(), args[0], reference]);
    cx.send_to_process(cx.me.id, message);
    Ok(reference)
}
