//! Drivers: there are none to load, and no tracing, profiling or counting of locks; what programs hear who ask.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Atom, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erl_ddll", "format_error_int", 1, format_error),
    ("erl_ddll", "info", 2, |_, _| Err(Stop::badarg())),
    ("erl_ddll", "loaded_drivers", 0, loaded_drivers),
    ("erl_ddll", "try_load", 3, try_load),
    ("erl_ddll", "try_unload", 2, try_unload),
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

fn loaded_drivers(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    Ok(cx.heap().tuple(&[atom::OK.into(), Term::NIL]))
}

/// The only reason there is, that of a file which is no driver for this machine.
const OPEN_ERROR: &str = "Driver could not be opened: this machine has no native code";

fn try_load(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let heap = cx.heap();
    let reason = heap.tuple(&[Atom::new("open_error").into(), Term::small(-1)]);
    Ok(heap.tuple(&[atom::ERROR.into(), reason]))
}

fn try_unload(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    Ok(cx.heap().tuple(&[atom::ERROR.into(), Atom::new("not_loaded").into()]))
}

fn format_error(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match args[0].as_tuple() {
        Some([kind, _]) if *kind == Atom::new("open_error").into() => Ok(cx.heap().string(OPEN_ERROR)),
        _ => Err(Stop::badarg()),
    }
}

/// Nobody watches, and turning that off is all that can be done.
fn watch(_: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0] == atom::UNDEFINED.into() {
        Ok(atom::UNDEFINED.into())
    } else {
        Err(Stop::badarg())
    }
}
