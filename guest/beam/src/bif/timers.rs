//! Timers: functions that let a message come later.

use super::{Answer, Entry, Stop};
use crate::{
    proc::timer::{LONGEST, Note, TICK, tick_from},
    term::{Atom, Parcel, Term, View, atom},
    vm::Context,
};

pub(super) const TABLE: &[Entry] = &[
    ("erlang", "cancel_timer", 1, |cx, args| cancel(cx, args[0], Term::NIL)),
    ("erlang", "cancel_timer", 2, |cx, args| cancel(cx, args[0], args[1])),
    ("erlang", "read_timer", 1, |cx, args| read(cx, args[0], Term::NIL)),
    ("erlang", "read_timer", 2, |cx, args| read(cx, args[0], args[1])),
    ("erlang", "send_after", 3, |cx, args| start(cx, args, Term::NIL, false)),
    ("erlang", "send_after", 4, |cx, args| start(cx, args, args[3], false)),
    ("erlang", "start_timer", 3, |cx, args| start(cx, args, Term::NIL, true)),
    ("erlang", "start_timer", 4, |cx, args| start(cx, args, args[3], true)),
];

fn start(cx: &mut Context<'_>, args: &[Term], options: Term, wrapped: bool) -> Answer {
    let absolute = flags(options, ["abs"]).ok_or_else(|| Stop::badarg_because(atom::BADOPT))?;
    let now = cx.vm.host.monotonic();
    let due = due(cx, now, args[0], absolute == [Some(true)]).ok_or_else(|| Stop::badarg_because(atom::TIME))?;
    let note = || Note::new(Parcel::copy_all(args[2]), wrapped);
    let identity = match args[1].view() {
        View::Pid(id) if cx.vm.processes.is_alive(id) => {
            let (note, unique) = (note(), cx.vm.next_unique());
            let mut first = cx.process(id).map_or(0, |process| process.first_timer);
            let identity = cx.vm.timers.start(now, due, unique, id, &mut first, note);
            if let Some(process) = cx.process(id) {
                process.first_timer = first;
            }
            identity
        }
        View::Pid(_) => cx.vm.next_ref(),
        View::Atom(name) => {
            let (note, unique) = (note(), cx.vm.next_unique());
            cx.vm.timers.start_named(now, due, unique, name, note)
        }
        _ => return Err(Stop::badarg()),
    };
    Ok(cx.heap().reference(identity))
}

/// The tick that is so many milliseconds away, or that many after the beginning of Erlang's monotonic time.
fn due(cx: &Context<'_>, now: u64, time: Term, absolute: bool) -> Option<u64> {
    let time = time.as_small()?;
    if time.unsigned_abs() > LONGEST {
        return None;
    }
    if absolute {
        let since = i128::from(cx.vm.tables.system.started) + i128::from(time) * i128::from(TICK);
        return Some(tick_from(u64::try_from(since.max(0)).ok()?));
    }
    Some(tick_from(now) + u64::try_from(time).ok()?)
}

/// What options of the form `{Name, Boolean}` say of these names; none if there is another.
fn flags<const N: usize>(options: Term, names: [&str; N]) -> Option<[Option<bool>; N]> {
    let mut flags = [None; N];
    let mut elements = options.elements();
    for option in elements.by_ref() {
        let [name, value] = option.as_tuple_of()?;
        let name = name.as_atom()?.name();
        let place = names.iter().position(|other| *other == name)?;
        flags[place] = Some(value.as_bool()?);
    }
    elements.rest().is_nil().then_some(flags)
}

fn cancel(cx: &mut Context<'_>, reference: Term, options: Term) -> Answer {
    let identity = reference.as_local_ref().ok_or_else(Stop::badarg)?;
    let [later, told] = flags(options, ["async", "info"]).ok_or_else(Stop::badarg)?;
    let due = cx.vm.timers.cancel(identity).map(|(due, unlinked)| {
        if let Some(unlinked) = unlinked
            && let Some(process) = cx.process(unlinked.process)
        {
            unlinked.from(&mut process.first_timer);
        }
        due
    });
    let left = left(cx, due);
    if told == Some(false) {
        return Ok(atom::OK.into());
    }
    Ok(answer(cx, "cancel_timer", reference, left, later))
}

fn read(cx: &mut Context<'_>, reference: Term, options: Term) -> Answer {
    let identity = reference.as_local_ref().ok_or_else(Stop::badarg)?;
    let [later] = flags(options, ["async"]).ok_or_else(Stop::badarg)?;
    let due = cx.vm.timers.due(identity);
    let left = left(cx, due);
    Ok(answer(cx, "read_timer", reference, left, later))
}

/// Milliseconds until a tick, or `false` if there is no timer.
fn left(cx: &mut Context<'_>, due: Option<u64>) -> Term {
    let Some(due) = due else { return atom::FALSE.into() };
    let now = tick_from(cx.vm.host.monotonic());
    cx.heap().unsigned(due.saturating_sub(now))
}

/// The result, or a message with it.
fn answer(cx: &mut Context<'_>, name: &str, reference: Term, left: Term, later: Option<bool>) -> Term {
    if later != Some(true) {
        return left;
    }
    let message = cx.heap().tuple(&[Atom::new(name).into(), reference, left]);
    cx.send_to_process(cx.me.id, message);
    atom::OK.into()
}
