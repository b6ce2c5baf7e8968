//! Spawn: a new process, and what it begins with.

use super::{
    Priority, Process,
    rare::{MIN_BINARY_WORDS, MaxHeap},
    report, tie,
};
use crate::{
    bif::{
        Stop,
        system::{SCHEDULERS, System},
    },
    op::arguments,
    proc::gc,
    term::{Atom, Heap, Parcel, Term, atom, copy, map},
    vm::{Context, Vm},
};

/// What `spawn_opt` may be told.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) link: bool,
    pub(crate) monitor: Option<tie::Options>,
    pub(crate) priority: Priority,
    min_heap_words: Option<usize>,
    min_binary_words: Option<usize>,
    fullsweep_after: Option<u64>,
    max_heap: Option<MaxHeap>,
    off_heap_messages: bool,
    async_dist: bool,
    scheduler: usize,
    /// Whether they are those of `spawn_request`, and of which release.
    request: bool,
    release: u32,
    /// Of `spawn_request`: what the answer begins with, and which answers are wanted.
    pub(crate) reply_tag: Option<Term>,
    pub(crate) reply_on_success: bool,
    pub(crate) reply_on_error: bool,
    /// One of them is no option, or has no such value.
    pub(crate) unknown: bool,
}

impl Options {
    /// Read a list of options; none if it is no proper list. `request`: those of `spawn_request` too.
    pub(crate) fn parse(list: Term, request: bool, release: u32) -> Option<Self> {
        let mut options = Self::answered();
        options.request = request;
        options.release = release;
        let mut elements = list.elements();
        for option in elements.by_ref() {
            options.unknown |= options.set(option).is_none();
        }
        elements.rest().is_nil().then_some(options)
    }

    /// Those of `spawn_link`.
    pub(crate) fn linked() -> Self {
        Self {
            link: true,
            ..Self::default()
        }
    }

    /// None, but for an answer to the request.
    pub(crate) fn answered() -> Self {
        Self {
            reply_on_success: true,
            reply_on_error: true,
            ..Self::default()
        }
    }

    fn set(&mut self, option: Term) -> Option<()> {
        match option.as_atom() {
            Some(atom::LINK) => self.link = true,
            Some(atom::MONITOR) => self.monitor = Some(tie::Options::default()),
            Some(_) => return None,
            None => {
                let [name, value] = option.as_tuple_of()?;
                self.set_value(name.as_atom()?, value)?;
            }
        }
        Some(())
    }

    fn set_value(&mut self, name: Atom, value: Term) -> Option<()> {
        match name.name() {
            "monitor" => self.monitor = Some(tie::Options::parse(value, false)?),
            "priority" => self.priority = Priority::from_term(value)?,
            "min_heap_size" => self.min_heap_words = Some(words(value)?),
            "min_bin_vheap_size" => self.min_binary_words = Some(words(value)?.max(MIN_BINARY_WORDS)),
            "fullsweep_after" => self.fullsweep_after = Some(words(value)? as u64),
            "max_heap_size" => self.max_heap = Some(MaxHeap::parse(value)?),
            "message_queue_data" => {
                self.off_heap_messages = match value.as_atom()?.name() {
                    "off_heap" => true,
                    "on_heap" => false,
                    _ => return None,
                }
            }
            // It came with OTP 25.3.
            "async_dist" if self.release >= 26 => self.async_dist = value.as_bool()?,
            "scheduler" => self.scheduler = words(value).filter(|number| *number <= SCHEDULERS)?,
            "reply_tag" if self.request => self.reply_tag = Some(value),
            "reply" if self.request => {
                (self.reply_on_success, self.reply_on_error) = match value.as_atom()?.name() {
                    "yes" => (true, true),
                    "no" => (false, false),
                    "error_only" => (false, true),
                    "success_only" => (true, false),
                    _ => return None,
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// What `system_flag/2` has said of processes, and the options nothing.
    fn apply_defaults(&self, system: &System, process: &mut Process) {
        let flag = |name: &str| system.flag(name).and_then(|value| usize::try_from(value).ok());
        if self.min_heap_words.is_none()
            && let Some(words) = flag("min_heap_size")
        {
            process.set_min_heap(words);
        }
        let rare = process.rare();
        rare.max_heap = self.max_heap.unwrap_or(system.max_heap);
        if self.fullsweep_after.is_none() {
            rare.fullsweep_after = flag("fullsweep_after").map_or(rare.fullsweep_after, |value| value as u64);
        }
        if self.min_binary_words.is_none() {
            rare.min_binary_words = flag("min_bin_vheap_size").unwrap_or(rare.min_binary_words);
        }
    }

    fn apply(&self, process: &mut Process) {
        process.priority = self.priority;
        if let Some(words) = self.min_heap_words {
            process.set_min_heap(words);
        }
        let unusual = self.min_binary_words.is_some()
            || self.fullsweep_after.is_some()
            || self.max_heap.is_some()
            || self.off_heap_messages
            || self.async_dist
            || self.scheduler != 0;
        if !unusual {
            return;
        }
        let rare = process.rare();
        rare.off_heap_messages = self.off_heap_messages;
        rare.async_dist = self.async_dist;
        rare.scheduler = self.scheduler;
        rare.min_binary_words = self.min_binary_words.unwrap_or(rare.min_binary_words);
        rare.fullsweep_after = self.fullsweep_after.unwrap_or(rare.fullsweep_after);
        rare.max_heap = self.max_heap.unwrap_or(rare.max_heap);
    }
}

fn words(term: Term) -> Option<usize> {
    usize::try_from(term.as_small()?).ok()
}

impl MaxHeap {
    /// What `max_heap_size` is told: a number of words, or a map; none if it is neither.
    pub(crate) fn parse(term: Term) -> Option<Self> {
        let mut limit = Self::default();
        if !term.is_map() {
            limit.size = words(term)? as u64;
            return limit.is_possible().then_some(limit);
        }
        let get = |name: &str| map::get(term, Atom::new(name).into());
        limit.size = words(get("size")?)? as u64;
        if let Some(kill) = get("kill") {
            limit.kill = kill.as_bool()?;
        }
        if let Some(error_logger) = get("error_logger") {
            limit.error_logger = error_logger.as_bool()?;
        }
        if let Some(shared) = get("include_shared_binaries") {
            limit.shared_binaries = shared.as_bool()?;
        }
        limit.is_possible().then_some(limit)
    }

    /// A limit below the smallest heap would end every process.
    fn is_possible(self) -> bool {
        self.size == 0 || self.size >= gc::MIN_WORDS as u64
    }
}

impl Vm {
    /// A process that will call `module:function` with the list of arguments that `build` makes on its heap, which is a proper one.
    ///
    /// It is in the table and in the run queue. None when there are too many processes.
    pub(crate) fn spawn(
        &mut self,
        module: Atom,
        function: Atom,
        group_leader: Term,
        build: impl FnOnce(&mut Heap) -> Term,
    ) -> Option<&mut Process> {
        let id = self.processes.reserve()?;
        let mut heap = Heap::for_process();
        let list = build(&mut heap);
        let args = arguments(list).unwrap_or_default();
        let arity = args.len() as u8;
        let code = self.code.entry(module, function, arity);
        let mut process = Process::new(id, heap, code, args, group_leader);
        process.initial = (module, function, arity);
        self.processes.put(Box::new(process));
        self.run_queues.push(id, Priority::Normal);
        self.processes.get_mut(id)
    }
}

impl Context<'_> {
    /// Spawn as `spawn_opt/4` does: the pid, and the reference of the monitor if there shall be one.
    ///
    /// # Errors
    /// - `badarg`: no such function is possible.
    /// - `system_limit`: there are too many processes.
    pub(crate) fn spawn(&mut self, args: [Term; 3], options: &Options) -> Result<(u64, Option<[u64; 2]>), Stop> {
        let [module, function, list] = args;
        let args_list = list;
        let (Some(module), Some(function)) = (module.as_atom(), function.as_atom()) else {
            return Err(Stop::badarg());
        };
        let arity = arguments(list).ok_or_else(Stop::badarg)?.len();
        let Some(id) = self.vm.processes.reserve() else {
            report::too_many(self.vm, self.me);
            return Err(Stop::system_limit());
        };
        let mut heap = Heap::for_process();
        let list = copy(list, &self.me.heap, &mut heap);
        let code = self.vm.code.entry(module, function, arity as u8);
        let args = list.elements().collect();
        let mut process = Box::new(Process::new(id, heap, code, args, self.me.group_leader));
        process.initial = (module, function, arity as u8);
        process.parent = self.me.pid();
        options.apply(&mut process);
        if self.vm.tables.system.changed {
            options.apply_defaults(&self.vm.tables.system, &mut process);
        }
        self.vm.run_queues.push(id, process.priority);
        self.vm.processes.put(process);
        if self.me.marks != 0 || self.vm.tracing.new.0 != 0 {
            let given = [(options.link, atom::LINK), (options.monitor.is_some(), atom::MONITOR)];
            let given: Vec<Atom> = given.iter().filter(|given| given.0).map(|given| given.1).collect();
            self.trace_spawn(id, [module.into(), function.into(), args_list], &given);
        }
        if options.link {
            self.link_to(id);
        }
        let monitor = options.monitor.as_ref();
        Ok((
            id,
            monitor.map(|options| self.monitor(tie::Target::Process(id), options)),
        ))
    }

    /// Link to another process; whether it is there.
    pub(crate) fn link_to(&mut self, id: u64) -> bool {
        let me = self.me.pid();
        let Some(other) = self.vm.processes.get_mut(id) else {
            return false;
        };
        other.ties.link(me);
        self.me.ties.link(Term::pid(id));
        true
    }
}

/// What the answer to a `spawn_request` is: built for the one who asked.
pub(crate) fn reply(heap: &mut Heap, options: &Options, reference: Term, result: Atom, what: Term) -> Term {
    let tag = options.reply_tag.unwrap_or(atom::SPAWN_REPLY.into());
    heap.tuple(&[tag, reference, result.into(), what])
}

impl tie::Options {
    /// Read the options of `monitor/3`; none if one of them is unknown.
    pub(crate) fn parse(list: Term, with_priority: bool) -> Option<Self> {
        let mut options = Self::default();
        let mut elements = list.elements();
        for option in elements.by_ref() {
            if with_priority && option.same(atom::PRIORITY.into()) {
                options.urgent = true;
                continue;
            }
            let [name, value] = option.as_tuple_of()?;
            match name.as_atom()? {
                atom::TAG => options.tag = Some(value),
                atom::ALIAS => options.alias = Some(tie::Alias::of_monitor(value)?),
                _ => return None,
            }
        }
        elements.rest().is_nil().then_some(options)
    }

    /// The tag, kept for later; `own` is the heap that it lies on.
    pub(crate) fn packed_tag(&self) -> Option<Box<Parcel>> {
        self.tag.map(|tag| Box::new(Parcel::copy_all(tag)))
    }
}
