//! Verdict: what the match specification of a call or message says about it.

use super::Pattern;
use crate::{
    bif::match_spec::{Change, Scratch, Subject},
    op,
    proc::Process,
    term::{Heap, Parcel, Term, atom},
    vm::{Context, Vm},
};

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// The tracer is told.
    pub(super) told: bool,
    /// And this too.
    pub(super) message: Option<Parcel>,
    pub(super) return_trace: bool,
    pub(super) exception_trace: bool,
}

/// Ask a specification about arguments that a process calls a function with, or a message of it; and change flags as it demands.
///
/// It works on a heap of its own, so that the process's terms stay where they are.
pub(super) fn ask(
    vm: &mut Vm,
    me: &mut Process,
    pattern: &Pattern,
    args: &[Term],
    caller: Option<*const u32>,
) -> Verdict {
    let Some((spec, _)) = &pattern.compiled else {
        return Verdict {
            told: true,
            ..Verdict::default()
        };
    };
    let mut stand_in = Process::new(me.id, Heap::default(), me.ip, Vec::new(), me.group_leader);
    let mut scratch = Scratch::default();
    scratch.trace.live = true;
    scratch.trace.caller = caller;
    if spec.asks_for_dump() {
        scratch.trace.dump = Some(op::backtrace(vm, me));
    }
    super::sequence::lend(me, &mut stand_in);
    let subject = stand_in.heap.list(args.iter().copied());
    let mut cx = Context { vm, me: &mut stand_in };
    let found = spec.run(&mut cx, Subject::Own(subject), &mut scratch);
    super::sequence::lend(&mut stand_in, me);
    let trace = scratch.trace;
    for change in trace.changes {
        apply(vm, me, &change);
    }
    let message = trace.message.filter(|message| !message.same(atom::TRUE.into()));
    let silenced = message.is_some_and(|message| message.same(atom::FALSE.into()));
    Verdict {
        told: found.is_some() && !silenced,
        message: message.filter(|_| !silenced).map(Parcel::copy_all),
        return_trace: trace.return_trace,
        exception_trace: trace.exception_trace,
    }
}

fn apply(vm: &mut Vm, me: &mut Process, change: &Change) {
    let whom = match change.whom {
        None => Some(me.id),
        Some(whom) => match whom.as_atom() {
            Some(name) => vm.names.get(name).and_then(Term::as_local_pid),
            None => whom.as_local_pid(),
        },
    };
    let tracer = change.tracer.unwrap_or(match &me.rare {
        Some(rare) => rare.traced.tracer,
        None => Term::NIL,
    });
    let mut cx = Context { vm, me };
    if let Some(process) = whom.and_then(|id| cx.process(id)) {
        process.change_trace(change.clear, change.set, tracer);
    }
}

impl Process {
    /// Clear flags and set others; who traces it already goes on to.
    pub(crate) fn change_trace(&mut self, clear: u32, set: u32, tracer: Term) {
        let traced = &mut self.rare().traced;
        let flags = traced.flags & !clear | set;
        let tracer = if traced.tracer.is_nil() { tracer } else { traced.tracer };
        if flags != 0 && !tracer.is_nil() {
            (traced.flags, traced.tracer) = (flags, tracer);
            self.marks |= Self::TRACED;
        } else {
            (traced.flags, traced.tracer) = (0, Term::NIL);
            self.marks &= !Self::TRACED;
        }
    }
}
