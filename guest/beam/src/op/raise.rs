//! Raise: an exception finds whoever catches it.

use super::{
    call,
    trace::{self, Head},
};
use crate::{
    bif::Class,
    proc::Process,
    term::{Term, atom},
    tracer,
    vm::Vm,
};

/// Where an exception goes on.
pub(super) enum Caught {
    /// At this handler, with the exception in the registers.
    At(*const u32),
    /// Nowhere: the process ends with this reason, which is worth a report if the flag is set.
    Nowhere(Term, bool),
}

/// Raise an exception at the instruction `ip` of a function that returns to `cp`, if that is not null.
#[cold]
#[inline(never)]
pub(super) fn raise(
    vm: &mut Vm,
    me: &mut Process,
    ip: *const u32,
    cp: *const u32,
    class: Class,
    reason: Term,
    head: Head,
) -> Caught {
    let raw = trace::raw(vm, me, ip, cp, class, head);
    let mut frame = me.heap.stack;
    let mut word = frame;
    // What is returned to at the next frame.
    let mut back = cp;
    let mut left = Vec::new();
    while word < me.heap.young.end() {
        // SAFETY: between the two is the stack.
        let content = unsafe { *word };
        if Term::is_header(content) {
            frame = word;
            let (next, tracers) = call::frame(word, back);
            left.extend(tracers);
            back = next;
        } else if let Some(handler) = Term(content).as_catch() {
            me.heap.stack = frame;
            for (number, term) in [Term::NONE, class.atom().into(), reason, raw].into_iter().enumerate() {
                vm.code.pool.set(number as u32 * 8, term.0);
            }
            let handler = vm.code.catches[handler as usize];
            if !left.is_empty() {
                tracer::unwound(vm, me, &left, (class, reason), Some(handler));
            }
            return Caught::At(handler);
        }
        word = word.wrapping_add(1);
    }
    let (class, reason) = match class {
        Class::Throw => (Class::Error, me.heap.tuple(&[atom::NOCATCH.into(), reason])),
        class => (class, reason),
    };
    if !left.is_empty() {
        tracer::unwound(vm, me, &left, (class, reason), None);
    }
    let reason = match class {
        Class::Exit => reason,
        _ => with_stack(vm, me, reason, raw),
    };
    Caught::Nowhere(reason, class != Class::Exit)
}

fn with_stack(vm: &Vm, me: &mut Process, reason: Term, raw: Term) -> Term {
    let stack = trace::stack_of(vm, &mut me.heap, raw);
    me.heap.tuple(&[reason, stack])
}

/// What `catch Expression` comes to.
pub(super) fn caught(vm: &Vm, me: &mut Process, class: Term, value: Term, raw: Term) -> Term {
    let reason = match class_named(class) {
        Some(Class::Throw) => return value,
        Some(Class::Exit) => value,
        _ => with_stack(vm, me, value, raw),
    };
    me.heap.tuple(&[atom::EXIT_SIGNAL.into(), reason])
}

/// The class with that name.
pub(super) fn class_named(class: Term) -> Option<Class> {
    match class.as_atom()? {
        atom::ERROR => Some(Class::Error),
        atom::EXIT => Some(Class::Exit),
        atom::THROW => Some(Class::Throw),
        _ => None,
    }
}
