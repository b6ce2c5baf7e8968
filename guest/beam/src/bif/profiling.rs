//! Profiling: there is none, no watching of the system and no counting of locks; what programs hear who ask.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Atom, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "system_monitor", 0, |_, _| Ok(atom::UNDEFINED.into())),
    ("erlang", "system_monitor", 1, watch),
    ("erlang", "system_monitor", 2, watch),
    ("erlang", "system_profile", 0, |_, _| Ok(atom::UNDEFINED.into())),
    ("erlang", "system_profile", 2, watch),
    ("erts_internal", "system_monitor", 1, |_, _| Ok(atom::UNDEFINED.into())),
    ("erts_internal", "system_monitor", 3, |cx, args| watch(cx, &args[1..])),
    ("erts_debug", "lcnt_clear", 0, |_, _| Ok(atom::ERROR.into())),
    ("erts_debug", "lcnt_collect", 0, |_, _| Ok(atom::ERROR.into())),
    ("erts_debug", "lcnt_control", 1, |_, _| Err(Stop::badarg())),
    ("erts_debug", "lcnt_control", 2, |_, _| Err(Stop::badarg())),
    ("erts_internal", "scheduler_wall_time", 1, |_, _| Ok(Term::bool(false))),
    ("error_logger", "warning_map", 0, |_, _| Ok(Atom::new("warning").into())),
];

/// Nobody watches, and turning that off is all that can be done.
fn watch(_: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0] == atom::UNDEFINED.into() {
        Ok(atom::UNDEFINED.into())
    } else {
        Err(Stop::badarg())
    }
}
