//! Vm: one Erlang system: its code, processes and tables, and the host that it lives in.

use crate::{
    bif,
    code::Code,
    host::Host,
    proc::{Names, Process, Processes, Retired, RunQueues, Timers},
    term::{Atom, Heap, Parcel, Term},
    tracer::Tracing,
};

/// One Erlang system.
pub struct Vm {
    pub(crate) host: Box<dyn Host>,
    pub(crate) code: Code,
    pub(crate) processes: Processes,
    pub(crate) run_queues: RunQueues,
    pub(crate) timers: Timers,
    pub(crate) names: Names,
    /// Messages for the process that runs, which it gets after its turn.
    pub(crate) inbox: Vec<Parcel>,
    /// Terms that belong to nobody any more.
    pub(crate) retired: Retired,
    /// Who gets the reports of the machine itself: a pid, a registered name, or `undefined`.
    pub(crate) system_logger: Term,
    /// The float registers; nothing in them lives longer than a turn.
    pub(crate) floats: Box<[f64; 1024]>,
    /// The status with which the system has halted.
    pub(crate) halted: Option<u32>,
    /// What the groups of built-in functions keep.
    pub(crate) tables: bif::Tables,
    pub(crate) tracing: Tracing,
    unique: u64,
    /// The modules that every system begins with.
    pub(crate) preloaded: Vec<Atom>,
}

impl std::fmt::Debug for Vm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vm")
            .field("processes", &self.processes.len())
            .finish_non_exhaustive()
    }
}

impl Vm {
    /// A system without any process yet.
    pub fn new(mut host: Box<dyn Host>) -> Self {
        let mut tables = bif::Tables::default();
        tables.system.started = host.monotonic();
        Self {
            host,
            code: Code::new(),
            processes: Processes::default(),
            run_queues: RunQueues::default(),
            timers: Timers::default(),
            names: Names::default(),
            inbox: Vec::new(),
            retired: Retired::default(),
            system_logger: Atom::new("logger").into(),
            floats: Box::new([0.0; 1024]),
            halted: None,
            tables,
            tracing: Tracing::default(),
            unique: 0,
            preloaded: Vec::new(),
        }
    }

    /// A number that was never given before, from 1.
    pub(crate) fn next_unique(&mut self) -> u64 {
        self.unique += 1;
        self.unique
    }

    /// The identity of a new reference.
    pub(crate) fn next_ref(&mut self) -> [u64; 2] {
        [self.next_unique(), 0]
    }
}

/// What a built-in function works on: the machine, and the process that called.
///
/// The calling process is not in `vm.processes` while it runs.
pub(crate) struct Context<'a> {
    pub(crate) vm: &'a mut Vm,
    pub(crate) me: &'a mut Process,
}

impl Context<'_> {
    /// Where the results of the caller go.
    #[inline(always)]
    pub(crate) fn heap(&mut self) -> &mut Heap {
        &mut self.me.heap
    }

    /// Take what a function costs whose work grows with its argument: a reduction for ten elements.
    #[inline]
    pub(crate) fn work(&mut self, elements: usize) {
        self.me.reductions_left -= i32::try_from(elements / 10).unwrap_or(i32::MAX / 2);
    }

    /// The caller's pid.
    pub(crate) fn myself(&self) -> Term {
        self.me.pid()
    }
}
