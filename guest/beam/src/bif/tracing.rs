//! Tracing: `trace/3`, and what is asked about traces. `pattern` has `trace_pattern/3`, `sequential` what `seq_trace` calls.

mod info;
mod pattern;
mod sequential;

use super::{Answer, Entry, Stop};
use crate::{
    proc::report,
    term::{Atom, Term, atom},
    tracer::flags,
    vm::Context,
};

pub(super) const TABLES: [&[Entry]; 2] = [TABLE, sequential::TABLE];

const TABLE: &[Entry] = &[
    ("erlang", "dt_append_vm_tag_data", 1, |_, args| Ok(args[0])),
    ("erlang", "dt_get_tag", 0, undefined),
    ("erlang", "dt_get_tag_data", 0, undefined),
    ("erlang", "dt_prepend_vm_tag_data", 1, |_, args| Ok(args[0])),
    ("erlang", "dt_put_tag", 1, put_tag),
    ("erlang", "dt_restore_tag", 1, |_, _| Ok(atom::TRUE.into())),
    ("erlang", "dt_spread_tag", 1, |_, args| {
        args[0].as_bool().map(|_| atom::TRUE.into()).ok_or_else(Stop::badarg)
    }),
    ("erlang", "trace_delivered", 1, trace_delivered),
    ("erlang", "trace_info", 2, info::trace_info),
    ("erts_internal", "trace", 3, trace),
    ("erts_internal", "trace_pattern", 3, pattern::trace_pattern),
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

/// Which processes a name stands for, and whether it does for new ones and for ports too.
struct Whom {
    existing: bool,
    new: bool,
    existing_ports: bool,
    new_ports: bool,
}

fn whom(name: Atom) -> Option<Whom> {
    let (existing, new, existing_ports, new_ports) = match name.name() {
        "all" => (true, true, true, true),
        "new" => (false, true, false, true),
        "existing" => (true, false, true, false),
        "processes" => (true, true, false, false),
        "existing_processes" => (true, false, false, false),
        "new_processes" => (false, true, false, false),
        "ports" => (false, false, true, true),
        "existing_ports" => (false, false, true, false),
        "new_ports" => (false, false, false, true),
        _ => return None,
    };
    Some(Whom {
        existing,
        new,
        existing_ports,
        new_ports,
    })
}

/// The flags of processes are set or cleared. The answer is how many there are.
fn trace(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let badopt = || Stop::badarg_because(atom::BADOPT);
    if !args[2].is_list() {
        return Err(badopt());
    }
    let (wanted, tracer) = flags::parse(args[2]).ok_or_else(|| {
        let mut elements = args[2].elements();
        match elements.any(|element| element.as_atom().map(Atom::name) == Some("cpu_timestamp")) {
            true => Stop::badarg(),
            false => badopt(),
        }
    })?;
    let on = args[1].as_bool().ok_or_else(Stop::badarg)?;
    let tracer = tracer.unwrap_or(cx.myself());
    if tracer.as_local_pid().is_none() && !cx.vm.is_tracer(tracer) {
        return Err(badopt());
    }
    if let Some(name) = args[0].as_atom() {
        let whom = whom(name).ok_or_else(Stop::badarg)?;
        return Ok(Term::small(trace_many(cx, &whom, on, wanted, tracer)));
    }
    if let Some(port) = args[0].as_local_port().filter(|port| cx.vm.tables.ports.is_open(*port)) {
        // What ports do is not told: they are traced by nobody.
        return if on {
            Err(Stop::badarg())
        } else {
            Ok(Term::small(i64::from(port > 0)))
        };
    }
    let id = args[0].as_local_pid().ok_or_else(Stop::badarg)?;
    if !cx.vm.processes.is_alive(id) {
        return Err(Stop::badarg());
    }
    if on && !may_trace(cx, id, tracer) {
        let text = "** can only have one tracer per process\n";
        report::tell(cx.vm, cx.me, atom::ERROR, text, Term::NIL);
        return Err(Stop::badarg());
    }
    change(cx, id, on, wanted, tracer);
    Ok(Term::small(1))
}

/// Whether nobody else traces a process.
fn may_trace(cx: &mut Context<'_>, id: u64, tracer: Term) -> bool {
    let present = cx.vm.tracer_of(cx.me, id);
    present.is_nil() || present.same(tracer)
}

fn change(cx: &mut Context<'_>, id: u64, on: bool, wanted: u32, tracer: Term) {
    let tracer_lives = cx.vm.is_tracer(tracer);
    if let Some(process) = cx.process(id) {
        match on {
            true if tracer_lives => process.change_trace(0, wanted, tracer),
            true => {}
            false => process.change_trace(wanted, 0, tracer),
        }
    }
}

fn trace_many(cx: &mut Context<'_>, whom: &Whom, on: bool, wanted: u32, tracer: Term) -> i64 {
    let mut count = 0;
    if whom.existing && wanted & flags::OF_PROCESSES != 0 {
        let ids: Vec<u64> = cx.vm.processes.ids().collect();
        cx.work(ids.len());
        for id in ids {
            // A tracer is not traced along with all others.
            if on && !may_trace(cx, id, tracer) {
                continue;
            }
            change(cx, id, on, wanted, tracer);
            count += 1;
        }
    }
    if whom.existing_ports && wanted & flags::OF_PORTS != 0 {
        count += cx.vm.tables.ports.count() as i64;
    }
    let set = |default: &mut (u32, Term)| {
        let flags = if on { default.0 | wanted } else { default.0 & !wanted };
        *default = (flags, if flags == 0 { Term::NIL } else { tracer });
    };
    if whom.new {
        set(&mut cx.vm.tracing.new);
    }
    if whom.new_ports {
        set(&mut cx.vm.tracing.new_ports);
    }
    count
}

/// All that has been told so far of a process has arrived before this message.
fn trace_delivered(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0].as_local_pid().is_none() && args[0].as_atom().map(Atom::name) != Some("all") {
        return Err(Stop::badarg());
    }
    let identity = cx.vm.next_ref();
    let whom = args[0];
    cx.vm.deliver_quietly(cx.me.id, |heap| {
        let reference = heap.reference(identity);
        heap.tuple(&[Atom::new("trace_delivered").into(), whom, reference])
    });
    Ok(cx.heap().reference(identity))
}
