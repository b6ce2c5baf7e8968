//! Statistics: what the machine has done so far, and what memory it takes, told as `erlang:memory/0,1` wants to hear it.

use rustc_hash::FxHashMap;

use super::{Answer, Entry, Stop};
use crate::{
    term::{Atom, Term, atom},
    vm::{Context, Vm},
};

pub(crate) const TABLE: &[Entry] = &[("erlang", "statistics", 1, statistics)];

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
    let waiting = cx.vm.run_queues.len() as i64;
    let (waiting, active) = (Term::small(waiting), Term::small(waiting + 1));
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
        "run_queue" | "total_run_queue_lengths" | "total_run_queue_lengths_all" => waiting,
        "run_queue_lengths" | "run_queue_lengths_all" => cx.heap().list([waiting].into_iter()),
        "total_active_tasks" | "total_active_tasks_all" => active,
        "active_tasks" | "active_tasks_all" => cx.heap().list([active].into_iter()),
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

/// Bytes that an atom takes, about: its entry and a name of usual length.
const ATOM_BYTES: usize = 64;

/// What `erlang:memory/0,1` adds up beside [`allocators`].
pub(super) fn allocated_areas(cx: &mut Context<'_>) -> Term {
    let atoms = Term::small((Atom::count() * ATOM_BYTES) as i64);
    let heap = cx.heap();
    let atoms = [
        heap.tuple(&[Atom::new("external_alloc").into(), atoms]),
        heap.tuple(&[Atom::new("atom_space").into(), atoms, atoms]),
    ];
    heap.list(atoms.into_iter())
}

/// What an allocator of ERTS would report for processes' heaps, binaries and tables.
pub(super) fn allocators(cx: &mut Context<'_>) -> Term {
    let processes = &cx.vm.processes;
    let others = processes
        .ids()
        .filter_map(|id| processes.get(id).map(|process| &process.heap));
    let (mut heaps, mut buffers) = (0, FxHashMap::<u64, usize>::default());
    let mut add = |found: Vec<(u64, usize, usize)>| {
        buffers.extend(found.into_iter().map(|(identity, size, _)| (identity, size)));
    };
    for heap in others.chain([&cx.me.heap]) {
        heaps += heap.total_words() * 8;
        add(heap.buffers());
    }
    cx.vm.tables.ets.each_object(&mut |object| add(object.buffers()));
    cx.vm.tables.persistent.each_heap(|heap| add(heap.buffers()));
    let binaries = buffers.into_values().sum::<usize>();
    let tables = cx.vm.tables.ets.words() * 8;
    let kinds = [
        ("eheap_alloc", heaps),
        ("binary_alloc", binaries),
        ("ets_alloc", tables),
    ];
    let kinds = kinds.map(|(kind, bytes)| {
        let size = named(cx, "size", bytes);
        let heap = cx.heap();
        let kind = Atom::new(kind).into();
        let sizes = heap.list([size].into_iter());
        let blocks = heap.tuple(&[kind, sizes]);
        let blocks = heap.list([blocks].into_iter());
        let blocks = heap.tuple(&[Atom::new("blocks").into(), blocks]);
        let carriers = heap.list([blocks].into_iter());
        let carriers = heap.tuple(&[Atom::new("mbcs").into(), carriers]);
        let carriers = heap.list([carriers].into_iter());
        heap.tuple(&[kind, Term::small(0), carriers])
    });
    cx.heap().list(kinds.into_iter())
}
