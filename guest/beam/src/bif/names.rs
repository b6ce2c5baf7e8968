//! Names: functions of registered names, and those that send to whoever has one.

use super::{Answer, Entry, Stop, process};
use crate::{
    term::{Atom, Term, View, atom},
    vm::Context,
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "!", 2, |cx, args| {
        cx.send(args[0], args[1])?;
        Ok(args[1])
    }),
    ("erlang", "register", 2, register),
    ("erlang", "registered", 0, registered),
    ("erlang", "send", 2, |cx, args| {
        cx.send(args[0], args[1])?;
        Ok(args[1])
    }),
    ("erlang", "send", 3, send),
    ("erlang", "unregister", 1, unregister),
    ("erlang", "whereis", 1, whereis),
];

fn send(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (mut connects, mut urgent) = (true, false);
    let mut elements = args[2].elements();
    for option in elements.by_ref() {
        match option.as_atom().map(Atom::name) {
            Some("noconnect") => connects = false,
            Some("nosuspend") => {}
            Some("priority") if cx.vm.tables.system.release() >= 28 => urgent = true,
            _ => return Err(Stop::badarg_because(atom::BADOPT)),
        }
    }
    if !elements.rest().is_nil() {
        return Err(Stop::badarg_because(atom::BADOPT));
    }
    process::urgently(cx, urgent, args[0], |cx| {
        cx.send(args[0], args[1])?;
        Ok(args[1])
    })?;
    let elsewhere = match args[0].view() {
        View::Tuple([_, node]) => *node != atom::NONODE.into(),
        View::External(_) => true,
        _ => false,
    };
    Ok(if elsewhere && !connects {
        Atom::new("noconnect").into()
    } else {
        atom::OK.into()
    })
}

fn register(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let bad = || Stop::badarg_because(atom::NONE);
    let name = args[0]
        .as_atom()
        .filter(|name| *name != atom::UNDEFINED)
        .ok_or_else(bad)?;
    match args[1].view() {
        View::Pid(id) => {
            let process = cx.process(id).ok_or_else(|| Stop::badarg_because(atom::NOT_ALIVE))?;
            if process.name.is_some() {
                return Err(Stop::badarg_because(atom::REGISTERED_NAME));
            }
            if !cx.vm.names.register(name, args[1]) {
                return Err(bad());
            }
            if let Some(process) = cx.process(id) {
                process.name = Some(name);
            }
            cx.tell_of(id, "register", &[name.into()]);
        }
        View::Port(id) => {
            if !cx.vm.tables.ports.is_open(id) {
                return Err(Stop::badarg_because(atom::NOT_ALIVE));
            }
            if cx.vm.names.of(args[1]).is_some() {
                return Err(Stop::badarg_because(atom::REGISTERED_NAME));
            }
            if !cx.vm.names.register(name, args[1]) {
                return Err(bad());
            }
        }
        _ => return Err(bad()),
    }
    Ok(atom::TRUE.into())
}

fn unregister(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = args[0].as_atom().ok_or_else(Stop::badarg)?;
    let whom = cx.vm.names.unregister(name).ok_or_else(Stop::badarg)?;
    if let Some(process) = whom.as_local_pid().and_then(|id| cx.process(id)) {
        process.name = None;
        if let Some(id) = whom.as_local_pid() {
            cx.tell_of(id, "unregister", &[name.into()]);
        }
    }
    Ok(atom::TRUE.into())
}

fn whereis(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = args[0].as_atom().ok_or_else(Stop::badarg)?;
    Ok(cx.vm.names.get(name).unwrap_or(atom::UNDEFINED.into()))
}

fn registered(cx: &mut Context<'_>, _args: &[Term]) -> Answer {
    let names: Vec<Term> = cx.vm.names.iter().map(Term::from).collect();
    cx.work(names.len());
    Ok(cx.heap().list(names.into_iter()))
}
