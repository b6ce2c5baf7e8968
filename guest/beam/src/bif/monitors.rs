//! Monitors: functions that set and take back monitors and aliases.

use super::{Answer, Entry, Stop};
use crate::{
    proc::tie::{Alias, Options, Target},
    term::{Atom, Term, View, atom, external::Foreign},
    vm::Context,
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "alias", 1, alias),
    ("erlang", "demonitor", 1, |cx, args| demonitor(cx, args[0], Term::NIL)),
    ("erlang", "demonitor", 2, |cx, args| demonitor(cx, args[0], args[1])),
    ("erlang", "monitor", 2, |cx, args| {
        monitor(cx, args, &Options::default())
    }),
    ("erlang", "monitor", 3, monitor_with),
    ("erlang", "unalias", 1, unalias),
];

fn monitor_with(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let with_priority = cx.vm.tables.system.release() >= 28;
    let options = Options::parse(args[2], with_priority).ok_or_else(|| Stop::badarg_because(atom::BADOPT))?;
    monitor(cx, args, &options)
}

fn monitor(cx: &mut Context<'_>, args: &[Term], options: &Options) -> Answer {
    if args[0] == atom::PROCESS.into() && args[1].as_external().is_some_and(|whom| whom.kind == Foreign::Pid) {
        let reference = cx.monitor_elsewhere(args[1], options);
        return Ok(cx.heap().reference(reference));
    }
    let target = match args[0].as_atom() {
        Some(kind @ (atom::PROCESS | atom::PORT)) => target(cx, kind, args[1]),
        Some(atom::TIME_OFFSET) => (args[1] == atom::CLOCK_SERVICE.into()).then_some(Target::Clock),
        _ => return Err(Stop::badarg_because(atom::BADTYPE)),
    };
    let reference = cx.monitor(target.ok_or_else(Stop::badarg)?, options);
    Ok(cx.heap().reference(reference))
}

/// What is meant by a pid, port, name, or `{Name, Node}`.
fn target(cx: &Context<'_>, kind: Atom, item: Term) -> Option<Target> {
    let process = kind == atom::PROCESS;
    match item.view() {
        View::Pid(id) if process => Some(Target::Process(id)),
        View::Port(id) if !process => Some(Target::Port(id)),
        View::Atom(name) => Some(named(cx, kind, name)),
        View::Tuple([name, node]) if *node == atom::NONODE.into() => Some(named(cx, kind, name.as_atom()?)),
        _ => None,
    }
}

fn named(cx: &Context<'_>, kind: Atom, name: Atom) -> Target {
    let whom = cx.vm.names.get(name);
    if kind == atom::PROCESS {
        whom.and_then(Term::as_local_pid)
            .map_or(Target::Nobody(kind, name), |id| Target::NamedProcess(id, name))
    } else {
        whom.and_then(Term::as_local_port)
            .map_or(Target::Nobody(kind, name), |id| Target::NamedPort(id, name))
    }
}

fn demonitor(cx: &mut Context<'_>, reference: Term, options: Term) -> Answer {
    let identity = reference.as_local_ref().ok_or_else(Stop::badarg)?;
    let (mut flush, mut info) = (false, false);
    let mut elements = options.elements();
    for option in elements.by_ref() {
        match option.as_atom() {
            Some(atom::FLUSH) => flush = true,
            Some(atom::INFO) => info = true,
            _ => return Err(Stop::badarg()),
        }
    }
    if !elements.rest().is_nil() {
        return Err(Stop::badarg());
    }
    let found = cx.demonitor(identity[0]);
    if flush && !found {
        cx.work(cx.me.mailbox.len());
        cx.flush_monitor(identity);
    }
    Ok(Term::bool(found || !info))
}

fn alias(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (mut alias, mut urgent) = (Alias::Explicit, false);
    let mut elements = args[0].elements();
    for option in elements.by_ref() {
        alias = match option.as_atom() {
            Some(atom::EXPLICIT_UNALIAS) => Alias::Explicit,
            Some(atom::REPLY) => Alias::Reply,
            Some(atom::PRIORITY) if cx.vm.tables.system.release() >= 28 => {
                urgent = true;
                alias
            }
            _ => return Err(Stop::badarg()),
        };
    }
    if !elements.rest().is_nil() {
        return Err(Stop::badarg());
    }
    let reference = cx.alias(alias, urgent);
    Ok(cx.heap().reference(reference))
}

fn unalias(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let reference = args[0].as_local_ref().ok_or_else(Stop::badarg)?;
    Ok(Term::bool(cx.unalias(reference)))
}
