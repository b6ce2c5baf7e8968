//! Event: what tracers are sent.

use super::{Traced, flags};
use crate::{
    bif::clock::timestamp,
    proc::Process,
    term::{Atom, Heap, Term, copy_all, etf},
    vm::Vm,
};

/// When something happened.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stamp {
    None,
    /// Microseconds of system time.
    System(i64),
    Monotonic(i64),
    Strict(i64, u64),
}

impl Stamp {
    pub(super) fn term(self, heap: &mut Heap) -> Option<Term> {
        Some(match self {
            Stamp::None => return None,
            Stamp::System(time) => timestamp(heap, time),
            Stamp::Monotonic(time) => heap.integer(time),
            Stamp::Strict(time, unique) => {
                let parts = [heap.integer(time), heap.unsigned(unique)];
                heap.tuple(&parts)
            }
        })
    }
}

impl Process {
    /// How it is traced, if somebody wants to know any of `wanted`.
    pub(super) fn traced(&self, wanted: u32) -> Option<&Traced> {
        let rare = self.rare.as_ref().filter(|_| self.marks & Self::TRACED != 0)?;
        let heard = rare.traced.flags & wanted != 0 && !rare.sensitive && !rare.traced.tracer.same(self.pid());
        heard.then_some(&rare.traced)
    }
}

impl Vm {
    /// Whether a tracer is a process that lives, or a port that takes traces.
    pub(crate) fn is_tracer(&self, tracer: Term) -> bool {
        match tracer.as_local_pid() {
            Some(id) => self.processes.is_alive(id),
            None => tracer
                .as_local_port()
                .is_some_and(|id| self.tables.ports.takes_traces(id)),
        }
    }

    pub(super) fn stamp(&mut self, flags: u32) -> Stamp {
        if flags & flags::TIMESTAMP != 0 {
            Stamp::System(self.system_time() / 1000)
        } else if flags & flags::STRICT_MONOTONIC_TIMESTAMP != 0 {
            Stamp::Strict(self.monotonic_time(), self.next_unique())
        } else if flags & flags::MONOTONIC_TIMESTAMP != 0 {
            Stamp::Monotonic(self.monotonic_time())
        } else {
            Stamp::None
        }
    }

    /// Tell the tracer of a process, if it is one that wants to know any of `wanted`: `{trace, Pid, Tag, …}`.
    pub(crate) fn tell(&mut self, process: &Process, wanted: u32, tag: &str, rest: &[Term]) {
        if let Some(traced) = process.traced(wanted) {
            let (flags, tracer) = (traced.flags, traced.tracer);
            self.tell_of_collections(process, traced);
            self.tell_tracer(tracer, process.pid(), flags, tag, rest);
        }
    }

    /// Tell of collections that were not told of yet.
    pub(super) fn tell_of_collections(&mut self, process: &Process, traced: &Traced) {
        for collection in traced.collections.take() {
            let info = collection.info.term();
            self.tell_tracer(traced.tracer, process.pid(), traced.flags, collection.tag, &[info]);
        }
    }

    /// Tell that tracer what a process with these flags does.
    pub(super) fn tell_tracer(&mut self, tracer: Term, pid: Term, flags: u32, tag: &str, rest: &[Term]) {
        if !self.is_tracer(tracer) {
            return;
        }
        let stamp = self.stamp(flags);
        let scheduler = flags & flags::SCHEDULER_ID != 0;
        let build = |heap: &mut Heap| {
            let kind = if matches!(stamp, Stamp::None) {
                "trace"
            } else {
                "trace_ts"
            };
            let mut parts = vec![Atom::new(kind).into(), pid, Atom::new(tag).into()];
            parts.extend(rest.iter().map(|term| copy_all(*term, heap)));
            if scheduler {
                parts.push(Term::small(1));
            }
            parts.extend(stamp.term(heap));
            heap.tuple(&parts)
        };
        if let Some(id) = tracer.as_local_pid() {
            self.deliver_quietly(id, build);
        } else if let Some(id) = tracer.as_local_port() {
            let mut heap = Heap::default();
            let message = build(&mut heap);
            let bytes = etf::encode(message, etf::Format::default(), &self.code);
            self.tables.ports.note_trace(id, &bytes);
        }
    }
}
