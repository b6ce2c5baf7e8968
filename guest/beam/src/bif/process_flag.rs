//! Process flags: what a process may change about itself.

use super::{Answer, Entry, Stop, system};
use crate::{
    proc::{
        Priority,
        rare::{MIN_BINARY_WORDS, MaxHeap},
    },
    term::{Atom, Heap, Term, atom, map},
    vm::Context,
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "process_flag", 2, process_flag),
    ("erts_internal", "process_flag", 3, flag_of_other),
];

fn process_flag(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = match args[0].as_tuple_of() {
        // What `net_kernel:monitor_nodes/2` uses.
        Some([name, _options]) => name.as_atom(),
        None => args[0].as_atom(),
    };
    let name = name.map_or("", Atom::name);
    // It came with OTP 25.3.
    let unknown = name == "async_dist" && cx.vm.tables.system.release() < 26;
    if unknown || !FLAGS.contains(&name) {
        return Err(Stop::badarg_because(atom::BADOPT));
    }
    match set(cx, name, args[1]) {
        Some(before) => Ok(before),
        None if name == "save_calls" => Err(Stop::badarg_because(Atom::new("none"))),
        None => Err(Stop::badarg()),
    }
}

const FLAGS: [&str; 13] = [
    "async_dist",
    "trap_exit",
    "error_handler",
    "fullsweep_after",
    "min_heap_size",
    "min_bin_vheap_size",
    "max_heap_size",
    "message_queue_data",
    "priority",
    "save_calls",
    "scheduler",
    "sensitive",
    "monitor_nodes",
];

/// Set a flag to a value. The answer is the value before; none when it cannot have that value.
fn set(cx: &mut Context<'_>, flag: &str, value: Term) -> Option<Term> {
    let (number, switch) = (value.as_small().and_then(|n| usize::try_from(n).ok()), value.as_bool());
    let number_term = |number: usize| Term::small(number as i64);
    let release = cx.vm.tables.system.release();
    let me = &mut *cx.me;
    Some(match flag {
        "trap_exit" => Term::bool(std::mem::replace(&mut me.trap_exit, switch?)),
        "error_handler" => std::mem::replace(&mut me.error_handler, value.as_atom()?).into(),
        "priority" => std::mem::replace(&mut me.priority, Priority::from_term(value)?)
            .atom()
            .into(),
        "async_dist" => {
            let switch = switch?;
            Term::bool(std::mem::replace(&mut me.rare().async_dist, switch))
        }
        "min_heap_size" => number_term(me.set_min_heap(number?)),
        "min_bin_vheap_size" => {
            let words = number?.max(MIN_BINARY_WORDS);
            number_term(std::mem::replace(&mut me.rare().min_binary_words, words))
        }
        "fullsweep_after" => {
            let number = number?;
            number_term(std::mem::replace(&mut me.rare().fullsweep_after, number as u64) as usize)
        }
        "max_heap_size" => {
            let before = std::mem::replace(&mut me.rare().max_heap, MaxHeap::parse(value)?);
            max_heap(&mut me.heap, before, release)
        }
        "message_queue_data" => {
            let off_heap = match value.as_atom()?.name() {
                "on_heap" => false,
                "off_heap" => true,
                _ => return None,
            };
            message_queue_data(std::mem::replace(&mut me.rare().off_heap_messages, off_heap))
        }
        "save_calls" => {
            let calls = u16::try_from(number?).ok().filter(|calls| *calls <= 10_000)?;
            number_term(std::mem::replace(&mut me.rare().save_calls, calls).into())
        }
        "sensitive" => {
            let switch = switch?;
            Term::bool(std::mem::replace(&mut me.rare().sensitive, switch))
        }
        "scheduler" => {
            let number = number.filter(|number| *number <= system::SCHEDULERS)?;
            number_term(std::mem::replace(&mut me.rare().scheduler, number))
        }
        // How often it was asked for: of a node that is not distributed there is nothing to tell.
        "monitor_nodes" => {
            let rare = me.rare();
            let before = rare.monitor_nodes;
            rare.monitor_nodes = if switch? { before + 1 } else { 0 };
            Term::small(before.into())
        }
        _ => return None,
    })
}

/// A limit as a map, as that release shows it.
pub(super) fn max_heap(heap: &mut Heap, limit: MaxHeap, release: u32) -> Term {
    let size = heap.unsigned(limit.size);
    let mut pairs = vec![
        (Atom::new("error_logger").into(), Term::bool(limit.error_logger)),
        (atom::KILL.into(), Term::bool(limit.kill)),
        (Atom::new("size").into(), size),
    ];
    if release >= 27 {
        pairs.push((
            Atom::new("include_shared_binaries").into(),
            Term::bool(limit.shared_binaries),
        ));
    }
    map::from_pairs(heap, pairs)
}

/// `on_heap` or `off_heap`.
pub(super) fn message_queue_data(off_heap: bool) -> Term {
    Atom::new(if off_heap { "off_heap" } else { "on_heap" }).into()
}

/// `save_calls` of any process, the only flag that others may set.
fn flag_of_other(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let calls = args[2].as_small().and_then(|calls| u16::try_from(calls).ok());
    let (Some("save_calls"), Some(calls)) = (args[1].as_atom().map(Atom::name), calls) else {
        return Ok(atom::BADARG.into());
    };
    let Some(id) = args[0].as_local_pid() else {
        return Ok(atom::BADTYPE.into());
    };
    Ok(match cx.process(id) {
        Some(process) => Term::small(std::mem::replace(&mut process.rare().save_calls, calls).into()),
        None => atom::BADTYPE.into(),
    })
}
