//! Halt: the end of the system.

use super::{Answer, Entry, Stop, StopKind};
use crate::{
    host::Output,
    term::{Atom, Term, atom},
    vm::Context,
};

/// `erlang:halt/2`, on which stock `erlang` builds the others.
pub(super) const TABLE: &[Entry] = &[("erlang", "halt", 2, halt)];

/// The most of a slogan that is shown, as ERTS has it.
const LONGEST_SLOGAN: usize = 1_023;

/// The status of a process that SIGABRT ended.
const ABORTED: u32 = 134;

/// With a status, with `abort`, or with a slogan: there is nowhere to dump to, so a slogan is all that is told of a crash.
fn halt(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    check_options(args[1])?;
    let status = if let Some(status) = args[0].as_small() {
        u32::try_from(status & 0xffff_ffff).ok().filter(|_| status >= 0)
    } else if args[0].as_atom().is_some_and(|atom| atom.name() == "abort") {
        Some(ABORTED)
    } else if let Some(slogan) = slogan(args[0]) {
        let slogan = slogan.replace('\n', "\r\n");
        // If that fails, nobody could be told.
        let _ = cx.vm.host.write(Output::Err, format!("{slogan}\r\n").as_bytes());
        Some(1)
    } else {
        None
    };
    cx.vm.halted = Some(status.ok_or_else(Stop::badarg)?);
    // Output is written when it is given, so there is nothing to wait for.
    Err(Stop(Box::new(StopKind::Yield { args: args.to_vec() })))
}

/// `{flush, Boolean}`, which is all the same here.
fn check_options(list: Term) -> Result<(), Stop> {
    let bad = || Stop::badarg_because(Atom::new("badopt"));
    let mut elements = list.elements();
    for option in &mut elements {
        let [name, value] = option.as_tuple_of().ok_or_else(bad)?;
        if name.as_atom() != Some(atom::FLUSH) || value.as_bool().is_none() {
            return Err(bad());
        }
    }
    match elements.rest().is_nil() {
        true => Ok(()),
        false => Err(bad()),
    }
}

fn slogan(list: Term) -> Option<String> {
    let mut slogan = String::new();
    let mut elements = list.elements();
    for element in elements.by_ref() {
        let character = u32::try_from(element.as_small()?).ok()?;
        let character = char::from_u32(character)?;
        if slogan.len() < LONGEST_SLOGAN {
            slogan.push(character);
        }
    }
    elements.rest().is_nil().then_some(slogan)
}
