//! Apply: functions and funs called with a list of arguments.

use super::{Answer, Entry, Stop, StopKind};
use crate::{
    op::arguments,
    term::{Atom, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[("erlang", "apply", 2, apply_fun), ("erlang", "apply", 3, apply)];

/// `apply/2`
fn apply_fun(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let fun = args[0];
    let args = arguments(args[1]).ok_or_else(Stop::badarg)?;
    Err(Stop(Box::new(StopKind::Apply { fun, args })))
}

/// `apply/3`
fn apply(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let (module, function, list) = (args[0], args[1], args[2]);
    let args = arguments(list).ok_or_else(Stop::badarg)?;
    match (module.as_atom(), function.as_atom()) {
        (Some(module), Some(function)) => {
            let last = !raises(module, function, args.len());
            Err(Stop(Box::new(StopKind::Call {
                module,
                function,
                args,
                last,
            })))
        }
        _ => Err(Stop::badarg()),
    }
}

/// Whether a function raises what it is told to: the stack trace then begins with whoever applied it, last or not, as on ERTS.
fn raises(module: Atom, function: Atom, arity: usize) -> bool {
    module == atom::ERLANG && matches!((function.name(), arity), ("error", 1..=2) | ("exit" | "throw", 1))
}
