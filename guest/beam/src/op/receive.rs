//! Receive: what instructions do with the mailbox beyond looking at the next message.

use crate::{
    proc::{Process, Timeout},
    term::{Term, atom},
    tracer::sequence,
    vm::Vm,
};

/// The longest time that `after` takes, in milliseconds.
const AFTER_MAX: i64 = 0xFFFF_FFFF;

/// When a `receive … after` gives up.
pub(super) enum Until {
    Now,
    Later,
    /// The time is no time.
    Never,
}

/// Wait for a message or so many milliseconds; then go on at `then`.
pub(super) fn wait_until(vm: &mut Vm, me: &mut Process, time: Term, then: *const u32) -> Until {
    // Once it waits, the register that held the time may hold anything.
    match me.receive_timer {
        Timeout::Fired => return Until::Now,
        Timeout::Running(_) | Timeout::Endless => return Until::Later,
        Timeout::None => {}
    }
    me.timeout = then;
    // The loader lets any word pass here, so that only an immediate is looked at.
    me.receive_timer = match time.as_small() {
        Some(0) => return Until::Now,
        Some(time @ 1..=AFTER_MAX) => {
            let now = vm.host.monotonic();
            Timeout::Running(vm.timers.start_receive(now, me.id, time as u64))
        }
        None if time.as_atom() == Some(atom::INFINITY) => Timeout::Endless,
        _ => return Until::Never,
    };
    Until::Later
}

/// A process that is traced or has a token takes a message.
#[cold]
pub(super) fn tell(vm: &mut Vm, me: &mut Process) {
    if let Some(message) = me.mailbox.current() {
        let place = me.mailbox.place();
        sequence::received(vm, me, place, message);
    }
}

/// The message has come, or the time is over.
pub(super) fn stop_waiting(vm: &mut Vm, me: &mut Process) {
    if let Timeout::Running(timer) = std::mem::take(&mut me.receive_timer) {
        vm.timers.stop_receive(timer);
    }
    me.timeout = std::ptr::null();
}

/// A place in the mailbox, as a term for a Y register.
pub(super) fn reserve_marker(me: &Process) -> Term {
    Term::small(me.mailbox.mark() as i64)
}

/// No message from before the marker names this reference.
pub(super) fn bind_marker(me: &mut Process, marker: Term, reference: Term) {
    if let (Some(mark), Some(id)) = (marker.as_small(), reference.as_local_ref()) {
        me.mailbox.bind(id, mark as u64);
    }
}

/// The reference is not waited for any more.
pub(super) fn clear_marker(me: &mut Process, reference: Term) {
    if let Some(id) = reference.as_local_ref() {
        me.mailbox.unbind(id);
    }
}

/// Look only at messages that may name the reference.
pub(super) fn use_marker(me: &mut Process, reference: Term) {
    if let Some(mark) = reference.as_local_ref().and_then(|id| me.mailbox.bound(id)) {
        me.mailbox.seek(mark);
    }
}
