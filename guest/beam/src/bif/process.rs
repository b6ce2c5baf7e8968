//! Process: functions that make, name and end processes.

use super::{Answer, Entry, Stop, StopKind};
use crate::{
    op::arguments,
    proc::spawn::{self, Options},
    term::{
        Atom, Term, View, atom,
        external::{External, Foreign},
    },
    vm::Context,
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "bump_reductions", 1, bump_reductions),
    ("erlang", "exit", 2, exit),
    ("erlang", "exit", 3, exit_with),
    ("erlang", "exit_signal", 2, exit_signal),
    ("erlang", "exit_signal", 3, |cx, args| {
        let urgent = only_priority(args[2])?;
        urgently(cx, urgent, args[0], |cx| exit_signal(cx, &args[..2]))
    }),
    ("erlang", "exit_signal", 2, exit),
    ("erlang", "group_leader", 0, |cx, _| Ok(cx.me.group_leader)),
    // Of OTP 28: the calls that the process is in stay.
    ("erlang", "hibernate", 0, |cx, _| match cx.me.mailbox.len() {
        0 => Err(Stop(Box::new(StopKind::Sleep))),
        _ => Ok(atom::OK.into()),
    }),
    ("erlang", "hibernate", 3, hibernate),
    ("erlang", "is_process_alive", 1, is_alive),
    ("erlang", "link", 1, link),
    ("erlang", "link", 2, |cx, args| {
        let urgent = only_priority(args[1])?;
        let linked = link(cx, &args[..1])?;
        if urgent && !args[0].same(cx.me.pid()) {
            cx.me.rare().urgent_links.insert(args[0].0);
        }
        Ok(linked)
    }),
    ("erlang", "processes", 0, processes),
    ("erlang", "self", 0, |cx, _| Ok(cx.me.pid())),
    ("erlang", "spawn", 3, |cx, args| spawn(cx, args, &Options::default())),
    ("erlang", "spawn_link", 3, |cx, args| {
        spawn(cx, args, &Options::linked())
    }),
    ("erlang", "spawn_opt", 4, spawn_opt),
    ("erlang", "spawn_request_abandon", 1, abandon),
    ("erlang", "unlink", 1, unlink),
    ("erlang", "yield", 0, yield_),
    ("erts_internal", "dist_spawn_request", 4, spawn_elsewhere),
    ("erts_internal", "group_leader", 2, set_group_leader),
    ("erts_internal", "group_leader", 3, group_leader_by_message),
    ("erts_internal", "is_process_alive", 2, is_alive_by_message),
    ("erts_internal", "is_system_process", 1, is_system_process),
    ("erts_internal", "processes_next", 1, processes_next),
    ("erts_internal", "spawn_request", 4, spawn_request),
    ("erts_internal", "spawn_system_process", 3, spawn_system_process),
];

fn bump_reductions(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let reductions = args[0].as_small().filter(|reductions| *reductions >= 0);
    let reductions = reductions.ok_or_else(Stop::badarg)?;
    let reductions = i32::try_from(reductions).unwrap_or(i32::MAX / 2);
    cx.me.reductions_left = cx.me.reductions_left.saturating_sub(reductions);
    Ok(atom::TRUE.into())
}

fn yield_(cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    cx.me.reductions_left = 0;
    Ok(atom::TRUE.into())
}

fn exit(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match args[0].view() {
        View::Pid(id) => cx.exit_process(id, args[1])?,
        View::Port(id) => {
            let reason = args[1].as_atom().unwrap_or(atom::EXIT);
            cx.vm.tables.ports.exit(id, cx.me.id, reason);
        }
        View::External(words) if External::of_words(words).kind != Foreign::Ref => {}
        View::Ref(reference) if cx.vm.tables.system.release() >= 28 => {
            if let Some(owner) = cx.owner_of_alias(reference) {
                cx.exit_process(owner, args[1])?;
            }
        }
        _ => return Err(Stop::badarg()),
    }
    Ok(atom::TRUE.into())
}

/// Whether a link or an exit signal has priority, as OTP 28 and later may be told.
fn only_priority(options: Term) -> Result<bool, Stop> {
    let mut elements = options.elements();
    let known = elements.by_ref().all(|option| option.same(atom::PRIORITY.into()));
    match known && elements.rest().is_nil() {
        true => Ok(options.is_cons()),
        false => Err(Stop::badarg_because(atom::BADOPT)),
    }
}

/// Send something through an alias that it may come through with priority, if it is one.
pub(super) fn urgently(
    cx: &mut Context<'_>,
    urgent: bool,
    to: Term,
    send: impl FnOnce(&mut Context<'_>) -> Answer,
) -> Answer {
    let alias = if urgent { cx.urgent_alias(to) } else { None };
    let answer = send(cx)?;
    if let Some(alias) = alias {
        cx.promote(alias);
    }
    Ok(answer)
}

fn exit_with(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let urgent = only_priority(args[2])?;
    urgently(cx, urgent, args[0], |cx| exit(cx, &args[..2]))
}

/// As `exit/2`, but that `normal` does not end the caller.
fn exit_signal(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let spares = args[1].same(atom::NORMAL.into()) && !cx.me.trap_exit;
    match spares && args[0].same(cx.me.pid()) {
        true => Ok(atom::TRUE.into()),
        false => exit(cx, args),
    }
}

fn link(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if let Some(rare) = &mut cx.me.rare {
        rare.urgent_links.remove(&args[0].0);
    }
    let linked = match args[0].view() {
        View::Pid(id) if id == cx.me.id => true,
        View::Pid(id) => {
            let me = cx.me.pid();
            cx.tell_of(cx.me.id, "link", &[args[0]]);
            let linked = cx.link_to(id);
            cx.vm.tell_of(id, "getting_linked", &[me]);
            linked
        }
        View::Port(id) => {
            let open = cx.vm.tables.ports.link(id, cx.me.id);
            if open {
                cx.me.ties.link(args[0]);
            }
            open
        }
        View::External(words) if External::of_words(words).kind != Foreign::Ref => {
            cx.exit_signal_from(args[0], atom::NOCONNECTION);
            true
        }
        _ => return Err(Stop::badarg()),
    };
    if !linked && !cx.me.trap_exit {
        return Err(Stop::error(atom::NOPROC));
    }
    if !linked {
        // Who does not trap exits learns of it at once.
        if !cx.me.trap_exit {
            return Err(Stop::error(atom::NOPROC));
        }
        cx.exit_signal_from(args[0], atom::NOPROC);
    }
    Ok(atom::TRUE.into())
}

fn unlink(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match args[0].view() {
        View::Pid(id) => {
            let me = cx.me.pid();
            cx.tell_of(cx.me.id, "unlink", &[args[0]]);
            if cx.me.ties.unlink(args[0])
                && let Some(other) = cx.process(id)
            {
                other.ties.unlink(me);
                cx.vm.tell_of(id, "getting_unlinked", &[me]);
            }
        }
        View::Port(id) => {
            cx.me.ties.unlink(args[0]);
            cx.vm.tables.ports.unlink(id, cx.me.id);
        }
        View::External(words) if External::of_words(words).kind != Foreign::Ref => {}
        _ => return Err(Stop::badarg()),
    }
    Ok(atom::TRUE.into())
}

fn processes(cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    let ids: Vec<u64> = cx.vm.processes.ids().collect();
    cx.work(ids.len());
    Ok(cx.heap().list(ids.into_iter().map(Term::pid)))
}

/// `{Next, Pids}` of the processes from one place of their table on, or `none`: what OTP 28 and later iterate with.
fn processes_next(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let from = args[0].as_small().and_then(|from| usize::try_from(from).ok());
    let from = from.ok_or_else(Stop::badarg)?;
    let slots = cx.vm.processes.slots();
    if from >= slots {
        return Ok(Atom::new("none").into());
    }
    let end = slots.min(from + SLOTS_AT_ONCE);
    let ids: Vec<u64> = cx.vm.processes.ids_within(from..end).collect();
    cx.work(end - from);
    let pids = cx.heap().list(ids.into_iter().map(Term::pid));
    Ok(cx.heap().tuple(&[Term::small(end as i64), pids]))
}

/// How far one step of such an iteration looks.
const SLOTS_AT_ONCE: usize = 1000;

fn is_alive(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let id = args[0].as_local_pid().ok_or_else(Stop::badarg)?;
    Ok(Term::bool(cx.vm.processes.is_alive(id)))
}

/// `Ref` is answered by a message `{Ref, IsAlive}`.
fn is_alive_by_message(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let alive = is_alive(cx, args)?;
    let message = cx.heap().tuple(&[args[1], alive]);
    cx.send_to_process(cx.me.id, message);
    Ok(atom::OK.into())
}

fn is_system_process(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let id = args[0].as_local_pid().ok_or_else(Stop::badarg)?;
    let system = cx.process(id).and_then(|process| process.rare.as_ref());
    Ok(Term::bool(system.is_some_and(|rare| rare.system)))
}

fn set_group_leader(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (leader, id) = (args[0].as_local_pid(), args[1].as_local_pid());
    let process = id.filter(|_| leader.is_some()).and_then(|id| cx.process(id));
    Ok(match process {
        Some(process) => {
            process.group_leader = args[0];
            atom::TRUE.into()
        }
        None => atom::BADARG.into(),
    })
}

fn group_leader_by_message(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let done = set_group_leader(cx, args)?;
    let message = cx.heap().tuple(&[args[2], done]);
    cx.send_to_process(cx.me.id, message);
    Ok(atom::OK.into())
}

fn spawn(cx: &mut Context<'_>, args: &[Term], options: &Options) -> Answer {
    let (id, reference) = cx.spawn([args[0], args[1], args[2]], options)?;
    Ok(match reference {
        Some(reference) => {
            let reference = cx.heap().reference(reference);
            cx.heap().tuple(&[Term::pid(id), reference])
        }
        None => Term::pid(id),
    })
}

fn spawn_opt(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let options = Options::parse(args[3], false, cx.vm.tables.system.release()).filter(|options| !options.unknown);
    let options = options.ok_or_else(|| Stop::badarg_because(atom::BADOPT))?;
    spawn(cx, args, &options)
}

fn spawn_system_process(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (id, _) = cx.spawn([args[0], args[1], args[2]], &Options::default())?;
    if let Some(process) = cx.process(id) {
        process.rare().system = true;
    }
    Ok(Term::pid(id))
}

/// The reference of the request; or `badopt` or `badarg`. What comes of it is told by a message.
fn spawn_request(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let possible = args[0].is_atom() && args[1].is_atom() && arguments(args[2]).is_some();
    if !possible {
        return Ok(atom::BADARG.into());
    }
    let Some(options) = Options::parse(args[3], true, cx.vm.tables.system.release()) else {
        return Ok(atom::BADOPT.into());
    };
    let spawned = if options.unknown {
        None
    } else {
        cx.spawn([args[0], args[1], args[2]], &options).ok()
    };
    let identity = spawned.and_then(|(_, monitor)| monitor);
    let identity = identity.unwrap_or_else(|| cx.vm.next_ref());
    let reference = cx.heap().reference(identity);
    let message = match spawned {
        Some((id, _)) if options.reply_on_success => Some((atom::OK, Term::pid(id))),
        None if options.unknown && options.reply_on_error => Some((atom::ERROR, atom::BADOPT.into())),
        None if options.reply_on_error => Some((atom::ERROR, atom::SYSTEM_LIMIT.into())),
        _ => None,
    };
    if let Some((result, what)) = message {
        let message = spawn::reply(cx.heap(), &options, reference, result, what);
        cx.send_to_process(cx.me.id, message);
    }
    Ok(reference)
}

/// A request that has been answered already cannot be abandoned, and each is answered at once.
fn abandon(_cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match args[0].as_local_ref() {
        Some(_) => Ok(atom::FALSE.into()),
        None => Err(Stop::badarg()),
    }
}

/// There is no other node: the answer is a message, `{spawn_reply, Ref, error, noconnection}`.
fn spawn_elsewhere(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let called = match args[1].as_tuple_of() {
        Some([module, function, list]) => module.is_atom() && function.is_atom() && arguments(list).is_some(),
        None => true,
    };
    let Some(kind) = args[3].as_atom().filter(|_| args[0].is_atom() && called) else {
        return Ok(atom::BADARG.into());
    };
    let identity = cx.vm.next_ref();
    let reference = cx.heap().reference(identity);
    let is_request = kind.name() == "spawn_request";
    let options = Options::parse(args[2], is_request, cx.vm.tables.system.release())
        .filter(|options| is_request || !options.unknown);
    let Some(options) = options else {
        return Ok(atom::BADARG.into());
    };
    let why = if options.unknown {
        atom::BADOPT
    } else {
        atom::NOCONNECTION
    };
    if options.reply_on_error {
        let message = spawn::reply(cx.heap(), &options, reference, atom::ERROR, why.into());
        cx.send_to_process(cx.me.id, message);
    }
    if is_request {
        return Ok(reference);
    }
    let monitors = Term::bool(options.monitor.is_some());
    Ok(cx.heap().tuple(&[reference, monitors]))
}

fn hibernate(_cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (module, function): (Option<Atom>, _) = (args[0].as_atom(), args[1].as_atom());
    match (module, function, arguments(args[2])) {
        (Some(module), Some(function), Some(args)) => {
            Err(Stop(Box::new(StopKind::Hibernate { module, function, args })))
        }
        _ => Err(Stop::badarg()),
    }
}
