//! Process information: what can be asked about a process.

use super::{Answer, Entry, Stop, process_flag};
use crate::{
    op,
    proc::{Process, State, TURN, rare::Rare, tie::Target},
    term::{Atom, Heap, Parcel, Term, atom, copy, copy_all},
    vm::{Context, Vm},
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "process_info", 1, all),
    ("erlang", "process_info", 2, some),
    ("erts_internal", "process_display", 2, display),
];

/// What `process_info/1` says, `registered_name` before it if there is one.
const ALL: [&str; 16] = [
    "current_function",
    "initial_call",
    "status",
    "message_queue_len",
    "links",
    "dictionary",
    "trap_exit",
    "error_handler",
    "priority",
    "group_leader",
    "total_heap_size",
    "heap_size",
    "stack_size",
    "reductions",
    "garbage_collection",
    "suspending",
];

/// What else can be asked.
const MORE: [&str; 25] = [
    "async_dist",
    "label",
    "registered_name",
    "current_location",
    "current_stacktrace",
    "messages",
    "monitors",
    "monitored_by",
    "memory",
    "binary",
    "backtrace",
    "catchlevel",
    "fullsweep_after",
    "garbage_collection_info",
    "last_calls",
    "magic_ref",
    "max_heap_size",
    "message_queue_data",
    "min_bin_vheap_size",
    "min_heap_size",
    "parent",
    "sequential_trace_token",
    "trace",
    "reductions",
    "status",
];

fn all(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let id = args[0].as_local_pid().ok_or_else(Stop::badarg)?;
    let named = cx.process(id).is_some_and(|process| process.name.is_some());
    let mut items = Vec::from(if named { &["registered_name"][..] } else { &[] });
    items.extend(ALL);
    tell(cx, id, |info, heap| {
        let pairs: Vec<Term> = items.iter().map(|item| info.pair(heap, item)).collect();
        heap.list(pairs.into_iter())
    })
}

fn some(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let id = args[0].as_local_pid().ok_or_else(Stop::badarg)?;
    let release = cx.vm.tables.system.release();
    if !args[1].is_list() {
        let item = Item::parse(args[1], release)?;
        return tell(cx, id, |info, heap| match item {
            Item::Named("registered_name") if info.process.name.is_none() => Term::NIL,
            item => item.tell(info, heap),
        });
    }
    let mut items = Vec::new();
    let mut elements = args[1].elements();
    for item in elements.by_ref() {
        items.push(Item::parse(item, release)?);
    }
    if !elements.rest().is_nil() {
        return Err(Stop::badarg());
    }
    tell(cx, id, |info, heap| {
        let pairs: Vec<Term> = items.iter().map(|item| item.tell(info, heap)).collect();
        heap.list(pairs.into_iter())
    })
}

/// What is asked.
#[derive(Clone, Copy)]
enum Item {
    Named(&'static str),
    /// `{dictionary, Key}`, with the key on the heap of whoever asks.
    Entry(Term),
}

impl Item {
    /// Of what that release knows.
    fn parse(item: Term, release: u32) -> Result<Self, Stop> {
        if release >= 26
            && let Some([what, key]) = item.as_tuple_of()
            && what == Atom::new("dictionary").into()
        {
            return Ok(Self::Entry(key));
        }
        let name = item.as_atom().ok_or_else(Stop::badarg)?.name();
        let known = ALL.iter().chain(&MORE).any(|other| *other == name);
        let known = known
            && match name {
                "async_dist" => release >= 26,
                "label" => release >= 27,
                _ => true,
            };
        known.then_some(Self::Named(name)).ok_or_else(Stop::badarg)
    }

    fn tell(self, info: &Info<'_>, heap: &mut Heap) -> Term {
        match self {
            Self::Named(name) => info.pair(heap, name),
            Self::Entry(key) => {
                let value = info.entry(heap, key);
                let key = copy_all(key, heap);
                let what = heap.tuple(&[Atom::new("dictionary").into(), key]);
                heap.tuple(&[what, value])
            }
        }
    }
}

/// Say it of a process, or `undefined` if there is none.
fn tell(cx: &mut Context<'_>, id: u64, what: impl FnOnce(&Info<'_>, &mut Heap) -> Term) -> Answer {
    let running = id == cx.me.id;
    let process = if running {
        Some(&*cx.me)
    } else {
        cx.vm.processes.get(id)
    };
    let Some(process) = process else {
        return Ok(atom::UNDEFINED.into());
    };
    let default = Rare::default();
    let info = Info {
        vm: cx.vm,
        process,
        rare: process.rare.as_deref().unwrap_or(&default),
        running,
    };
    let parcel = Parcel::build(|heap| what(&info, heap));
    let goes_on = !running && process.state == State::Runnable;
    cx.work(parcel.words());
    if goes_on {
        // On ERTS the other process answers, which means that it gets a turn: a program that asks twice sees it go on.
        cx.me.reductions_left = 0;
    }
    Ok(parcel.unpack(&mut cx.me.heap))
}

/// A process that is asked about.
struct Info<'a> {
    vm: &'a Vm,
    process: &'a Process,
    rare: &'a Rare,
    running: bool,
}

impl Info<'_> {
    /// `{Item, Value}`
    fn pair(&self, heap: &mut Heap, item: &str) -> Term {
        let value = self.value(heap, item);
        heap.tuple(&[Atom::new(item).into(), value])
    }

    /// What its dictionary has for a key.
    fn entry(&self, heap: &mut Heap, key: Term) -> Term {
        let value = self.process.dictionary.get(key);
        value.map_or(atom::UNDEFINED.into(), |value| copy(value, &self.process.heap, heap))
    }

    fn value(&self, heap: &mut Heap, item: &str) -> Term {
        let process = self.process;
        let number = |number: usize| Term::small(number as i64);
        match item {
            "registered_name" => process.name.map_or(Term::NIL, Term::from),
            "initial_call" => {
                let (module, function, arity) = process.initial;
                heap.tuple(&[module.into(), function.into(), number(arity.into())])
            }
            "status" => self.status().into(),
            "message_queue_len" => number(process.mailbox.len()),
            "messages" if self.rare.sensitive => Term::NIL,
            "messages" => {
                let messages: Vec<Term> = process.mailbox.terms().collect();
                let copies = messages.into_iter().map(|term| copy(term, &process.heap, heap));
                let copies: Vec<Term> = copies.collect();
                heap.list(copies.into_iter())
            }
            "links" => heap.list(process.ties.links()),
            "monitors" => self.monitors(heap),
            "monitored_by" => heap.list(process.ties.watchers.values().map(|id| Term::pid(*id))),
            "dictionary" if self.rare.sensitive => Term::NIL,
            "dictionary" => {
                let own = &process.heap;
                let pairs = process.dictionary.iter().map(|(key, value)| {
                    let pair = [copy(key, own, heap), copy(value, own, heap)];
                    heap.tuple(&pair)
                });
                let pairs: Vec<Term> = pairs.collect();
                heap.list(pairs.into_iter())
            }
            "trap_exit" => Term::bool(process.trap_exit),
            "error_handler" => process.error_handler.into(),
            "priority" => process.priority.atom().into(),
            "group_leader" => process.group_leader,
            "parent" => process.parent,
            "total_heap_size" => number(process.heap.total_words()),
            "heap_size" => number(process.heap.young.words()),
            "stack_size" => number(process.stack_words() + 1),
            "memory" => number((process.heap.total_words() + process.mailbox.len()) * 8 + size_of::<Process>()),
            "reductions" => heap.unsigned(process.reductions + self.present_reductions()),
            "min_heap_size" => number(process.min_heap as usize),
            "min_bin_vheap_size" => number(self.rare.min_binary_words),
            "fullsweep_after" => heap.unsigned(self.rare.fullsweep_after),
            "max_heap_size" => process_flag::max_heap(heap, self.rare.max_heap, self.vm.tables.system.release()),
            "async_dist" => Term::bool(self.rare.async_dist),
            // Where `proc_lib:set_label/1` puts it.
            "label" => self.entry(heap, Atom::new("$process_label").into()),
            "message_queue_data" => process_flag::message_queue_data(self.rare.off_heap_messages),
            "garbage_collection" => self.pairs(
                heap,
                &[
                    "max_heap_size",
                    "min_bin_vheap_size",
                    "min_heap_size",
                    "fullsweep_after",
                    "minor_gcs",
                ],
            ),
            "minor_gcs" => number(process.heap.minor_count.into()),
            "garbage_collection_info" => process.collection_info(heap),
            "suspending" => {
                let all = self.rare.suspending.iter();
                let all: Vec<Term> = all
                    .map(|(id, times)| heap.tuple(&[Term::pid(*id), number(*times as usize), number(0)]))
                    .collect();
                heap.list(all.into_iter())
            }
            "current_function" => self.current_function(heap),
            "current_location" => self.frames(heap, 1).first().copied().unwrap_or(atom::UNDEFINED.into()),
            "current_stacktrace" if process.hibernates => Term::NIL,
            "current_stacktrace" => {
                let frames = self.frames(heap, self.vm.tables.system.backtrace_depth);
                heap.list(frames.into_iter())
            }
            "backtrace" if self.rare.sensitive => heap.binary(&[]),
            "backtrace" => {
                let text = op::backtrace(self.vm, self.process);
                heap.binary(text.as_bytes())
            }
            "catchlevel" => number(process.catches()),
            "trace" => number(process.trace_flags() as usize),
            "sequential_trace_token" => process.token_term(heap),
            // They are not kept: to save them slows each call.
            "last_calls" if self.rare.save_calls > 0 => Term::NIL,
            "last_calls" => atom::FALSE.into(),
            "binary" => heap.told_buffers(process.heap.buffers()),
            // `magic_ref`: what nobody but ERTS's own tests asks for.
            _ => Term::NIL,
        }
    }

    fn pairs(&self, heap: &mut Heap, items: &[&str]) -> Term {
        let pairs: Vec<Term> = items.iter().map(|item| self.pair(heap, item)).collect();
        heap.list(pairs.into_iter())
    }

    /// What it has used of the turn that it has now.
    fn present_reductions(&self) -> u64 {
        if !self.running {
            return 0;
        }
        u64::try_from(TURN - self.process.reductions_left).unwrap_or(0)
    }

    fn status(&self) -> Atom {
        let name = match self.process.state {
            _ if self.process.suspended > 0 => "suspended",
            _ if self.running => "running",
            State::Runnable => "runnable",
            State::Waiting => "waiting",
            State::Exiting => "exiting",
        };
        Atom::new(name)
    }

    fn monitors(&self, heap: &mut Heap) -> Term {
        let all: Vec<Term> = self
            .process
            .ties
            .monitors
            .values()
            .map(|monitor| {
                let kind = match monitor.target {
                    Target::Clock => atom::TIME_OFFSET,
                    target => target.kind(),
                };
                let target = heap.target(monitor.target);
                heap.tuple(&[kind.into(), target])
            })
            .collect();
        heap.list(all.into_iter())
    }

    /// Frames of its stack, the present one first.
    fn frames(&self, heap: &mut Heap, depth: usize) -> Vec<Term> {
        if self.process.hibernates {
            let name = [
                atom::ERLANG.into(),
                Atom::new("hibernate").into(),
                Term::small(3),
                Term::NIL,
            ];
            return vec![heap.tuple(&name)];
        }
        op::addresses(self.process, depth)
            .into_iter()
            .filter_map(|address| op::frame(self.vm, heap, address, None))
            .collect()
    }

    fn current_function(&self, heap: &mut Heap) -> Term {
        let frames = self.frames(heap, 1);
        match frames.first().and_then(|frame| frame.as_tuple_of()) {
            Some([module, function, arity, _]) => heap.tuple(&[module, function, arity]),
            None => atom::UNDEFINED.into(),
        }
    }
}

/// Show a process's stack on standard error.
fn display(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some(id) = args[0].as_local_pid().filter(|id| cx.vm.processes.is_alive(*id)) else {
        return Ok(atom::BADARG.into());
    };
    if args[1].as_atom().map(Atom::name) != Some("backtrace") {
        return Ok(atom::BADOPT.into());
    }
    let text = tell(cx, id, |info, heap| {
        heap.binary(op::backtrace(info.vm, info.process).as_bytes())
    })?;
    // If nobody reads, nobody misses it.
    let _ = cx
        .vm
        .host
        .write(crate::host::Output::Err, text.as_aligned_bytes().unwrap_or_default());
    Ok(atom::TRUE.into())
}
