//! Os: the environment, the process's number and the system's clock, of module `os`.

use super::{Answer, Entry, Stop, time};
use crate::{
    term::{Atom, Term, atom},
    vm::{Context, Vm},
};

/// The functions of `os` that are not written in Erlang.
pub(super) const TABLE: &[Entry] = &[
    ("file", "native_name_encoding", 0, native_name_encoding),
    ("os", "env", 0, env),
    ("os", "getenv", 1, getenv),
    ("os", "putenv", 2, putenv),
    ("os", "unsetenv", 1, unsetenv),
    ("os", "getpid", 0, getpid),
    ("os", "set_signal", 2, set_signal),
    ("os", "system_time", 0, system_time),
    ("os", "system_time", 1, system_time_in),
    ("os", "perf_counter", 0, perf_counter),
    ("os", "timestamp", 0, timestamp),
];

/// The program's environment: the host's to begin with, and then what the program makes of it.
#[derive(Default)]
pub(crate) struct Environment(Option<Vec<(String, String)>>);

/// The most bytes that a name or a value may have; a system would refuse less.
const LONGEST: usize = 1 << 20;

fn variables(vm: &mut Vm) -> &mut Vec<(String, String)> {
    let host = &mut vm.host;
    vm.tables.environment.0.get_or_insert_with(|| host.env())
}

/// The value of a variable.
pub(super) fn variable(vm: &mut Vm, name: &str) -> Option<String> {
    let found = variables(vm).iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.clone())
}

fn env(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    let variables = variables(context.vm).clone();
    let heap = context.heap();
    let pairs: Vec<_> = variables
        .iter()
        .map(|(name, value)| {
            let pair = [heap.string(name), heap.string(value)];
            heap.tuple(&pair)
        })
        .collect();
    Ok(heap.list(pairs.into_iter()))
}

fn getenv(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = name(args[0])?;
    let found = variables(context.vm).iter().find(|(known, _)| *known == name);
    let value = found.map(|(_, value)| value.clone());
    Ok(match value {
        Some(value) => context.heap().string(&value),
        None => atom::FALSE.into(),
    })
}

fn putenv(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let (name, value) = (name(args[0])?, text(args[1])?);
    let variables = variables(context.vm);
    match variables.iter_mut().find(|(known, _)| *known == name) {
        Some((_, old)) => *old = value,
        None => variables.push((name, value)),
    }
    Ok(atom::TRUE.into())
}

fn unsetenv(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = name(args[0])?;
    variables(context.vm).retain(|(known, _)| *known != name);
    Ok(atom::TRUE.into())
}

/// A name has no `=`, which would end it.
fn name(term: Term) -> Result<String, Stop> {
    let name = text(term)?;
    match name.contains('=') {
        true => Err(Stop::badarg()),
        false => Ok(name),
    }
}

/// A list of characters without NUL.
fn text(term: Term) -> Result<String, Stop> {
    let mut text = String::new();
    let mut elements = term.elements();
    for element in &mut elements {
        let character = element.as_small().and_then(|character| u32::try_from(character).ok());
        match character.and_then(char::from_u32) {
            Some(character) if character != '\0' && text.len() < LONGEST => text.push(character),
            _ => return Err(Stop::badarg()),
        }
    }
    match elements.rest().is_nil() {
        true => Ok(text),
        false => Err(Stop::badarg()),
    }
}

fn getpid(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    let pid = context.vm.host.pid().to_string();
    Ok(context.heap().string(&pid))
}

const SIGNALS: [&str; 10] = [
    "sighup", "sigquit", "sigabrt", "sigalrm", "sigterm", "sigusr1", "sigusr2", "sigchld", "sigstop", "sigtstp",
];

/// No signal comes into a sandbox, whatever would be done with it.
fn set_signal(context: &mut Context<'_>, args: &[Term]) -> Answer {
    const SINCE_28: [&str; 2] = ["sigcont", "sigwinch"];
    let is_one_of = |term: Term, names: &[&str]| term.as_atom().is_some_and(|atom| names.contains(&atom.name()));
    let is_later = context.vm.tables.system.release() >= 28 && is_one_of(args[0], &SINCE_28);
    let is_option = is_one_of(args[1], &["default", "ignore", "handle"]);
    if is_option && !is_later && !is_one_of(args[0], &SIGNALS) {
        return Err(Stop::badarg());
    }
    match is_option {
        true => Ok(atom::OK.into()),
        false => Err(Stop::badarg_because(Atom::new("badopt"))),
    }
}

fn system_time(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    let now = context.vm.host.now();
    Ok(context.heap().integer(now))
}

fn system_time_in(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let unit = time::parts_per_second(args[0]).ok_or_else(Stop::badarg)?;
    let now = i128::from(context.vm.host.now());
    let parts = (now * i128::from(unit)).div_euclid(1_000_000_000);
    Ok(context.heap().big(&parts.into()))
}

fn perf_counter(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    let now = context.vm.host.monotonic();
    Ok(context.heap().unsigned(now))
}

/// Mega-seconds, seconds and microseconds.
fn timestamp(context: &mut Context<'_>, _args: &[Term]) -> Answer {
    let micros = context.vm.host.now().div_euclid(1_000);
    let seconds = micros.div_euclid(1_000_000);
    let parts = [
        seconds.div_euclid(1_000_000),
        seconds.rem_euclid(1_000_000),
        micros.rem_euclid(1_000_000),
    ];
    Ok(context.heap().tuple(&parts.map(Term::small)))
}

/// File names are UTF-8, as ERTS takes them to be in such a locale.
fn native_name_encoding(_: &mut Context<'_>, _args: &[Term]) -> Answer {
    Ok(atom::UTF8.into())
}
