//! Info: what is known of ports.

use super::super::Answer;
use super::{Port, command};
use crate::{
    term::{Atom, Heap, Term, atom},
    vm::Context,
};

/// What `port_info/1` tells, in its order; a registered name comes first.
const ALL: [&str; 7] = ["name", "links", "id", "connected", "input", "output", "os_pid"];

/// `ports/0`
pub(super) fn ports(cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    let ids: Vec<_> = cx.vm.tables.ports.all.keys().copied().collect();
    Ok(cx.heap().list(ids.into_iter().map(Term::port)))
}

/// `erts_internal:port_info/1`
pub(super) fn all(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if !args[0].is_atom() && !args[0].is_port() {
        return Ok(atom::BADARG.into());
    }
    let Some(id) = command::port(cx, args[0]) else {
        return Ok(atom::UNDEFINED.into());
    };
    let Some(port) = cx.vm.tables.ports.all.get(&id) else {
        return Ok(atom::UNDEFINED.into());
    };
    let heap = &mut cx.me.heap;
    let mut items: Vec<_> = ALL.iter().filter_map(|item| known(heap, id, port, item)).collect();
    if let Some(name) = cx.vm.names.of(Term::port(id)) {
        let name = heap.tuple(&[Atom::new("registered_name").into(), name.into()]);
        items.insert(0, name);
    }
    Ok(heap.list(items.into_iter()))
}

/// `erts_internal:port_info/2`
pub(super) fn one(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some(id) = command::port(cx, args[0]) else {
        return Ok(atom::UNDEFINED.into());
    };
    let (Some(port), Some(item)) = (cx.vm.tables.ports.all.get(&id), args[1].as_atom()) else {
        return Ok(atom::BADARG.into());
    };
    let heap = &mut cx.me.heap;
    if item.name() == "registered_name" {
        let name = cx.vm.names.of(Term::port(id));
        return Ok(name.map_or(Term::NIL, |name| heap.tuple(&[item.into(), name.into()])));
    }
    Ok(known(heap, id, port, item.name()).unwrap_or(atom::BADARG.into()))
}

fn known(heap: &mut Heap, id: u64, port: &Port, item: &str) -> Option<Term> {
    let processes = |heap: &mut Heap, of: &mut dyn Iterator<Item = u64>| {
        let pids: Vec<_> = of.map(Term::pid).collect();
        heap.list(pids.into_iter())
    };
    let value = match item {
        "name" => heap.string(&port.name),
        "links" => processes(heap, &mut port.links.iter().copied()),
        "monitored_by" => processes(heap, &mut port.watchers.values().copied()),
        "monitors" => Term::NIL,
        // As ERTS numbers them: the low bits of the index are a class of lock.
        "id" => heap.unsigned(id * 8),
        "connected" => Term::pid(port.owner),
        "input" => heap.unsigned(port.taken),
        "output" => heap.unsigned(port.given),
        "os_pid" => atom::UNDEFINED.into(),
        "queue_size" | "memory" => Term::small(0),
        "parallelism" => atom::FALSE.into(),
        "locking" => atom::FALSE.into(),
        _ => return None,
    };
    Some(heap.tuple(&[Atom::new(item).into(), value]))
}
