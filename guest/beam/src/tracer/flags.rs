//! Flags: what is told of a process, as bits: those that `process_info(Pid, trace)` shows.

use crate::term::{Atom, Heap, Term};

pub(crate) const TIMESTAMP: u32 = 1;
pub(crate) const STRICT_MONOTONIC_TIMESTAMP: u32 = 1 << 1;
pub(crate) const MONOTONIC_TIMESTAMP: u32 = 1 << 2;
pub(crate) const SEND: u32 = 1 << 4;
pub(crate) const RECEIVE: u32 = 1 << 5;
pub(crate) const SET_ON_SPAWN: u32 = 1 << 6;
pub(crate) const SET_ON_FIRST_SPAWN: u32 = 1 << 7;
pub(crate) const SET_ON_LINK: u32 = 1 << 8;
pub(crate) const SET_ON_FIRST_LINK: u32 = 1 << 9;
pub(crate) const CALL: u32 = 1 << 10;
pub(crate) const PROCS: u32 = 1 << 11;
pub(crate) const RUNNING: u32 = 1 << 13;
pub(crate) const GARBAGE_COLLECTION: u32 = 1 << 14;
pub(crate) const ARITY: u32 = 1 << 15;
pub(crate) const RETURN_TO: u32 = 1 << 16;
pub(crate) const SILENT: u32 = 1 << 17;
pub(crate) const RUNNING_PROCS: u32 = 1 << 21;
pub(crate) const SCHEDULER_ID: u32 = 1 << 23;
pub(crate) const EXITING: u32 = 1 << 24;

const PORTS: u32 = 1 << 22;
const RUNNING_PORTS: u32 = 1 << 20;
const TIMES: u32 = TIMESTAMP | STRICT_MONOTONIC_TIMESTAMP | MONOTONIC_TIMESTAMP;

/// Those that ports can have.
pub(crate) const OF_PORTS: u32 = SEND | RECEIVE | PORTS | RUNNING_PORTS | SCHEDULER_ID | TIMES;

/// Those that processes can have.
pub(crate) const OF_PROCESSES: u32 = !(PORTS | RUNNING_PORTS);

/// All of them, in the order in which `trace_info/2` lists them.
const NAMES: [(&str, u32); 21] = [
    ("running_procs", RUNNING_PROCS),
    ("running_ports", RUNNING_PORTS),
    ("ports", PORTS),
    ("scheduler_id", SCHEDULER_ID),
    ("silent", SILENT),
    ("return_to", RETURN_TO),
    ("arity", ARITY),
    ("garbage_collection", GARBAGE_COLLECTION),
    ("exiting", EXITING),
    ("running", RUNNING),
    ("set_on_first_link", SET_ON_FIRST_LINK),
    ("set_on_link", SET_ON_LINK),
    ("set_on_first_spawn", SET_ON_FIRST_SPAWN),
    ("procs", PROCS),
    ("call", CALL),
    ("set_on_spawn", SET_ON_SPAWN),
    ("receive", RECEIVE),
    ("send", SEND),
    ("monotonic_timestamp", MONOTONIC_TIMESTAMP),
    ("strict_monotonic_timestamp", STRICT_MONOTONIC_TIMESTAMP),
    ("timestamp", TIMESTAMP),
];

/// The flags of a list, or a single one, and the tracer that it names; none if an element is no flag.
pub(crate) fn parse(list: Term) -> Option<(u32, Option<Term>)> {
    if list.is_atom() {
        return Some((flag(list)?, None));
    }
    let (mut flags, mut tracer) = (0, None);
    let mut elements = list.elements();
    for element in elements.by_ref() {
        match element.as_tuple_of() {
            Some([key, who]) if key.as_atom()?.name() == "tracer" => tracer = Some(who),
            _ => flags |= flag(element)?,
        }
    }
    elements.rest().is_nil().then_some((flags, tracer))
}

fn flag(term: Term) -> Option<u32> {
    let name = term.as_atom()?.name();
    if name == "all" {
        return Some(NAMES.iter().fold(0, |all, (_, flag)| all | flag));
    }
    NAMES.iter().find(|(other, _)| *other == name).map(|(_, flag)| *flag)
}

/// The list of their names.
pub(crate) fn list(heap: &mut Heap, flags: u32) -> Term {
    let names: Vec<Term> = NAMES
        .iter()
        .filter(|(_, flag)| flags & flag != 0)
        .map(|(name, _)| Atom::new(name).into())
        .collect();
    heap.list(names.into_iter())
}
