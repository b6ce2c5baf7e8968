//! Tasks: what one process has done to another: suspension, collection, a look at its code.

use super::{Answer, Entry, Stop, purge};
use crate::{
    term::{Atom, Term, atom},
    vm::Context,
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "resume_process", 1, resume),
    ("erts_internal", "check_dirty_process_code", 2, |_, _| {
        Ok(atom::FALSE.into())
    }),
    ("erts_internal", "dirty_process_handle_signals", 1, |_, _| {
        Ok(atom::NORMAL.into())
    }),
    ("erts_internal", "garbage_collect", 1, collect),
    ("erts_internal", "is_process_executing_dirty", 1, |_, _| {
        Ok(atom::FALSE.into())
    }),
    ("erts_internal", "request_system_task", 3, |cx, args| {
        request(cx, args[0], args[2])
    }),
    ("erts_internal", "request_system_task", 4, |cx, args| {
        request(cx, args[1], args[3])
    }),
    ("erts_internal", "suspend_process", 2, suspend),
];

/// `true`, `false`, or what is wrong. Who asks not to wait is told `{Tag, suspended}`, or that there is no such process.
fn suspend(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some(id) = args[0].as_local_pid().filter(|id| *id != cx.me.id) else {
        return Ok(atom::BADARG.into());
    };
    let alive = cx.vm.processes.is_alive(id);
    let (mut unless_suspending, mut waits, mut reply) = (false, true, None);
    let mut elements = args[1].elements();
    for option in elements.by_ref() {
        match (option.as_atom().map(Atom::name), option.as_tuple_of()) {
            (Some("unless_suspending"), _) => unless_suspending = true,
            (Some("asynchronous"), _) => waits = false,
            (_, Some([name, value])) if name.as_atom().map(Atom::name) == Some("asynchronous") => {
                (waits, reply) = (false, Some(value));
            }
            _ => return Ok(atom::BADOPT.into()),
        }
    }
    if !elements.rest().is_nil() {
        return Ok(atom::BADOPT.into());
    }
    let done = if unless_suspending && cx.suspends(id) > 0 {
        atom::FALSE
    } else if cx.suspend(id) {
        atom::TRUE
    } else if waits {
        atom::BADARG
    } else {
        atom::TRUE
    };
    if let Some(tag) = reply {
        let state = if alive { Atom::new("suspended") } else { atom::BADARG };
        let reply = cx.heap().tuple(&[tag, state.into()]);
        cx.send_to_process(cx.me.id, reply);
    }
    Ok(done.into())
}

fn resume(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let id = args[0].as_local_pid().ok_or_else(Stop::badarg)?;
    if !cx.resume(id) {
        return Err(Stop::badarg());
    }
    Ok(atom::TRUE.into())
}

fn is_kind_of_collection(kind: Term) -> bool {
    matches!(kind.as_atom().map(Atom::name), Some("major" | "minor"))
}

/// A collection of the caller, at its next safe point.
fn collect(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if !is_kind_of_collection(args[0]) {
        return Err(Stop::badarg());
    }
    cx.me.want_full_collection();
    Ok(atom::TRUE.into())
}

/// `{garbage_collect, Id, Kind}` or `{check_process_code, Id, Module}`, of any process; the answer is `{What, Id, Result}`.
fn request(cx: &mut Context<'_>, pid: Term, request: Term) -> Answer {
    let (Some(id), Some([what, request_id, of])) = (pid.as_local_pid(), request.as_tuple_of()) else {
        return Err(Stop::badarg());
    };
    let result = match what.as_atom().map(Atom::name) {
        Some("garbage_collect") if is_kind_of_collection(of) => {
            let own = id == cx.me.id;
            cx.process(id).is_some_and(|process| {
                if own {
                    process.want_full_collection();
                } else {
                    process.collect_fully(&mut [], 0);
                }
                true
            })
        }
        Some("check_process_code") if of.is_atom() => {
            let module = of.as_atom().ok_or_else(Stop::badarg)?;
            let process = if id == cx.me.id {
                Some(&*cx.me)
            } else {
                cx.vm.processes.get(id)
            };
            process.is_some_and(|process| purge::runs_leaving(cx.vm, process, module))
        }
        _ => return Err(Stop::badarg()),
    };
    let message = cx.heap().tuple(&[what, request_id, Term::bool(result)]);
    cx.send_to_process(cx.me.id, message);
    Ok(atom::OK.into())
}
