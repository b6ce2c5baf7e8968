//! Statistics: what the machine has done so far, and what memory it takes.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Atom, Term, atom},
    vm::{Context, Vm},
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "memory", 0, |cx, _| Ok(memory_of(cx, &KINDS))),
    ("erlang", "memory", 1, memory),
    ("erlang", "statistics", 1, statistics),
];

/// What was told the last time, for items that tell the difference too.
#[derive(Default)]
pub(crate) struct Told {
    wall_clock: u64,
    runtime: u64,
    reductions: u64,
    exact_reductions: u64,
}

fn statistics(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let item = args[0].as_atom().ok_or_else(Stop::badarg)?.name();
    let one = Term::small(1);
    Ok(match item {
        "wall_clock" => {
            let now = elapsed(cx.vm);
            let before = std::mem::replace(&mut cx.vm.tables.told.wall_clock, now);
            pair(cx, now, now - before)
        }
        // The host says nothing about the processor's time; a program that runs alone has all of it.
        "runtime" => {
            let now = elapsed(cx.vm);
            let before = std::mem::replace(&mut cx.vm.tables.told.runtime, now);
            pair(cx, now, now - before)
        }
        "reductions" => {
            let now = reductions(cx);
            let before = std::mem::replace(&mut cx.vm.tables.told.reductions, now);
            pair(cx, now, now.saturating_sub(before))
        }
        "exact_reductions" => {
            let now = reductions(cx);
            let before = std::mem::replace(&mut cx.vm.tables.told.exact_reductions, now);
            pair(cx, now, now.saturating_sub(before))
        }
        "context_switches" => pair(cx, 0, 0),
        "garbage_collection" => cx.heap().tuple(&[Term::small(0); 3]),
        "io" => {
            let (input, output) = (named(cx, "input", 0), named(cx, "output", 0));
            cx.heap().tuple(&[input, output])
        }
        "run_queue" | "total_run_queue_lengths" | "total_run_queue_lengths_all" => Term::small(0),
        "run_queue_lengths" | "run_queue_lengths_all" => cx.heap().list([Term::small(0)].into_iter()),
        "total_active_tasks" | "total_active_tasks_all" => one,
        "active_tasks" | "active_tasks_all" => cx.heap().list([one].into_iter()),
        "scheduler_wall_time" | "scheduler_wall_time_all" | "microstate_accounting" => atom::UNDEFINED.into(),
        _ => return Err(Stop::badarg()),
    })
}

/// Milliseconds since the machine began.
fn elapsed(vm: &mut Vm) -> u64 {
    vm.host.monotonic().saturating_sub(vm.tables.system.started) / 1_000_000
}

fn reductions(cx: &Context<'_>) -> u64 {
    let processes = &cx.vm.processes;
    let others = processes.ids().filter_map(|id| processes.get(id));
    cx.me.reductions + others.map(|process| process.reductions).sum::<u64>()
}

fn pair(cx: &mut Context<'_>, first: u64, second: u64) -> Term {
    let heap = cx.heap();
    let both = [heap.unsigned(first), heap.unsigned(second)];
    heap.tuple(&both)
}

fn named(cx: &mut Context<'_>, name: &str, number: usize) -> Term {
    cx.heap().tuple(&[Atom::new(name).into(), Term::small(number as i64)])
}

/// The kinds of memory, in the order of `erlang:memory/0`.
const KINDS: [&str; 9] = [
    "total",
    "processes",
    "processes_used",
    "system",
    "atom",
    "atom_used",
    "binary",
    "code",
    "ets",
];

/// Bytes that an atom takes, about: its entry and a name of usual length.
const ATOM_BYTES: usize = 64;

/// Bytes of a kind of memory.
fn bytes(cx: &Context<'_>, kind: &str) -> usize {
    let processes = &cx.vm.processes;
    let others = processes
        .ids()
        .filter_map(|id| processes.get(id).map(|process| &process.heap));
    let heaps = others.chain([&cx.me.heap]);
    match kind {
        "total" => bytes(cx, "processes") + bytes(cx, "system"),
        "processes" => heaps.map(|heap| heap.total_words() * 8).sum(),
        "processes_used" => heaps.map(|heap| heap.used_words() * 8).sum(),
        "system" => ["atom", "binary", "ets"].map(|kind| bytes(cx, kind)).iter().sum(),
        "ets" => cx.vm.tables.ets.words() * 8,
        "atom" | "atom_used" => Atom::count() * ATOM_BYTES,
        "binary" => heaps.map(|heap| heap.off_heap_bytes).sum(),
        // Not counted.
        _ => 0,
    }
}

fn memory_of(cx: &mut Context<'_>, kinds: &[&str]) -> Term {
    let pairs: Vec<Term> = kinds
        .iter()
        .map(|kind| {
            let bytes = bytes(cx, kind);
            named(cx, kind, bytes)
        })
        .collect();
    cx.heap().list(pairs.into_iter())
}

fn kind(term: Term) -> Result<&'static str, Stop> {
    let name = term.as_atom().map(Atom::name);
    let known = name.and_then(|name| KINDS.into_iter().find(|kind| *kind == name));
    known.ok_or_else(Stop::badarg)
}

/// Bytes of one kind, or a list of pairs for a list of kinds.
fn memory(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if !args[0].is_list() {
        return Ok(Term::small(bytes(cx, kind(args[0])?) as i64));
    }
    let mut elements = args[0].elements();
    let kinds: Vec<&str> = elements.by_ref().map(kind).collect::<Result<_, _>>()?;
    if !elements.rest().is_nil() || kinds.len() > 1000 {
        return Err(Stop::badarg());
    }
    Ok(memory_of(cx, &kinds))
}
