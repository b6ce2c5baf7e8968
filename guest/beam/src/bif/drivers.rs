//! Drivers of others, for `erl_ddll`: the one that is built in cannot be unloaded, and there are none to load.

use super::{Answer, Entry, Stop, iolist};
use crate::{
    term::{Atom, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erl_ddll", "demonitor", 1, demonitor),
    ("erl_ddll", "format_error_int", 1, format_error),
    ("erl_ddll", "info", 2, info),
    ("erl_ddll", "loaded_drivers", 0, loaded_drivers),
    ("erl_ddll", "monitor", 2, monitor),
    ("erl_ddll", "try_load", 3, try_load),
    ("erl_ddll", "try_unload", 2, try_unload),
];

/// The only driver.
const OWN: &str = "ram_file_drv";

const LINKED_IN: &str = "linked_in_driver";

/// What opening a driver ends with where that is not possible.
const OPEN_ERROR: i64 = -10;

fn loaded_drivers(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let heap = cx.heap();
    let name = heap.string(OWN);
    let names = heap.cons(name, Term::NIL);
    Ok(heap.tuple(&[atom::OK.into(), names]))
}

/// The name of a driver.
fn name(term: Term) -> Result<Vec<u8>, Stop> {
    iolist::name(term).ok_or_else(Stop::badarg)
}

/// Read each of a list of options; `badarg` if one is none.
fn options(list: Term, mut known: impl FnMut(Option<&str>, Option<(&str, Term)>) -> bool) -> Result<(), Stop> {
    let mut elements = list.elements();
    let all = elements.by_ref().all(|option| {
        let pair = option.as_tuple_of();
        let pair = pair.and_then(|[name, value]| Some((name.as_atom()?.name(), value)));
        known(option.as_atom().map(Atom::name), pair)
    });
    let proper = all && elements.rest().is_nil();
    proper.then_some(()).ok_or_else(Stop::badarg)
}

fn is_pending(value: Term) -> bool {
    matches!(value.as_atom().map(Atom::name), Some("pending" | "pending_driver"))
}

fn try_load(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    name(args[0])?;
    let name = name(args[1])?;
    let mut reload = false;
    options(args[2], |_, pair| match pair {
        Some(("driver_options", list)) => list
            .elements()
            .all(|option| option.as_atom().map(Atom::name) == Some("kill_ports")),
        Some(("monitor", value)) => is_pending(value),
        Some(("reload", value)) => {
            reload = true;
            is_pending(value)
        }
        _ => false,
    })?;
    let heap = cx.heap();
    let reason = if name == OWN.as_bytes() {
        Atom::new(LINKED_IN).into()
    } else if reload {
        Atom::new("not_loaded").into()
    } else {
        heap.tuple(&[Atom::new("open_error").into(), Term::small(OPEN_ERROR)])
    };
    Ok(heap.tuple(&[atom::ERROR.into(), reason]))
}

fn try_unload(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = name(args[0])?;
    options(args[1], |word, pair| match (word, pair) {
        (Some("kill_ports"), _) => true,
        (_, Some(("monitor", value))) => is_pending(value),
        _ => false,
    })?;
    let reason = if name == OWN.as_bytes() {
        LINKED_IN
    } else {
        "not_loaded"
    };
    Ok(cx.heap().tuple(&[atom::ERROR.into(), Atom::new(reason).into()]))
}

fn info(_: &mut Context<'_>, args: &[Term]) -> Answer {
    if name(args[0])? != OWN.as_bytes() {
        return Err(Stop::badarg());
    }
    match args[1].as_atom().map(Atom::name) {
        Some("processes" | "driver_options" | "port_count" | "awaiting_load" | "awaiting_unload") => {
            Ok(Atom::new(LINKED_IN).into())
        }
        Some(LINKED_IN) => Ok(atom::TRUE.into()),
        Some("permanent") => Ok(atom::FALSE.into()),
        _ => Err(Stop::badarg()),
    }
}

/// A driver that is not loaded is told of at once.
fn monitor(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some([driver, when]) = args[1].as_tuple_of() else {
        return Err(Stop::badarg());
    };
    let loads = match when.as_atom().map(Atom::name) {
        Some("loaded") => true,
        Some("unloaded" | "unloaded_only") => false,
        _ => return Err(Stop::badarg()),
    };
    if args[0].as_atom().map(Atom::name) != Some("driver") {
        return Err(Stop::badarg());
    }
    let known = name(driver)? == OWN.as_bytes();
    let identity = cx.vm.next_ref();
    let reference = cx.heap().reference(identity);
    let (event, state) = match (known, loads) {
        (true, true) => ("UP", "loaded"),
        (true, false) => return Ok(reference),
        (false, _) => ("DOWN", "unloaded"),
    };
    let message = [
        Atom::new(event).into(),
        reference,
        args[0],
        driver,
        Atom::new(state).into(),
    ];
    let message = cx.heap().tuple(&message);
    cx.send_to_process(cx.me.id, message);
    Ok(reference)
}

fn demonitor(_: &mut Context<'_>, args: &[Term]) -> Answer {
    match args[0].is_reference() {
        true => Ok(atom::TRUE.into()),
        false => Err(Stop::badarg()),
    }
}

fn format_error(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let text = match args[0].as_tuple() {
        Some([kind, _]) if *kind == Atom::new("open_error").into() => {
            "Driver could not be opened: this machine has no native code"
        }
        _ => match args[0].as_atom().map(Atom::name) {
            Some("not_loaded") => "DDLL driver is not loaded",
            Some(LINKED_IN) => "Driver is statically linked and cannot be loaded/unloaded",
            _ => return Err(Stop::badarg()),
        },
    };
    Ok(cx.heap().string(text))
}
