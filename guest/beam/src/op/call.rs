//! Call: where a call goes that is not known when code is linked: exports, funs, applications.

use super::Op;
use crate::{
    proc::Process,
    term::{Atom, Kind, Term, View, atom},
    tracer::{self, Frame, Place},
    vm::Vm,
};

/// The most arguments that a built-in function has.
pub(super) const BIF_ARITY_MAX: usize = 10;

/// The most arguments that a function has.
const ARITY_MAX: usize = 255;

/// Where a call goes, and how many X registers are live there; or why it goes nowhere.
type Target = Result<(*const u32, usize), Term>;

fn register(pool: *mut u64, number: usize) -> Term {
    debug_assert!(number < 1024);
    // SAFETY: there are 1024.
    Term(unsafe { *pool.add(number) })
}

fn set_register(pool: *mut u64, number: usize, term: Term) {
    debug_assert!(number < 1024);
    // SAFETY: there are 1024.
    unsafe { *pool.add(number) = term.0 }
}

/// The entry of a function, defined or not.
pub(super) fn function(vm: &mut Vm, module: Atom, function: Atom, arity: usize) -> *const u32 {
    vm.code.entry(module, function, arity as u8)
}

/// `Module:Function(…)` of terms, whose arguments are in registers.
pub(super) fn named(vm: &mut Vm, module: Term, name: Term, arity: usize) -> Target {
    match (module.as_atom(), name.as_atom()) {
        (Some(module), Some(name)) => Ok((function(vm, module, name, arity), arity)),
        _ => Err(atom::BADARG.into()),
    }
}

/// A function that nobody defines is the error handler's. Its arguments are in registers; none when there is no such handler.
pub(super) fn undefined(vm: &mut Vm, me: &mut Process, pool: *mut u64, number: u32) -> Option<*const u32> {
    let export = vm.code.exports.get(number);
    let (module, function, arity) = (export.module, export.function, export.arity);
    let handler = vm.code.exports.find(me.error_handler, atom::UNDEFINED_FUNCTION, 3)?;
    let handler = vm.code.exports.get(handler).code;
    if handler.is_null() || (module == me.error_handler && function == atom::UNDEFINED_FUNCTION) {
        return None;
    }
    let args = me
        .heap
        .list((0..usize::from(arity)).map(|number| register(pool, number)));
    set_register(pool, 0, module.into());
    set_register(pool, 1, function.into());
    set_register(pool, 2, args);
    Some(handler)
}

/// A fun whose arguments are in registers; its free variables follow them.
#[inline]
pub(super) fn fun(vm: &mut Vm, me: &mut Process, pool: *mut u64, fun: Term, arity: usize) -> Target {
    if fun.is(Kind::FUN) {
        let words = fun.words();
        let entry = vm.code.funs.get(Term(words[0]).small_value() as u32);
        if usize::from(entry.arity) == arity && !entry.code.is_null() {
            let free = &words[2..];
            for (number, word) in free.iter().enumerate() {
                set_register(pool, arity + number, Term(*word));
            }
            return Ok((entry.code, arity + free.len()));
        }
    }
    other_fun(vm, me, pool, fun, arity)
}

#[cold]
fn other_fun(vm: &mut Vm, me: &mut Process, pool: *mut u64, fun: Term, arity: usize) -> Target {
    match fun.view() {
        View::Fun(local) => {
            let entry = vm.code.funs.get(local.entry);
            if usize::from(entry.arity) != arity {
                return Err(bad_arity(me, pool, fun, arity));
            }
            // Its module is not loaded: the error handler loads it and calls the fun. If it is loaded, in a version that
            // does not have the fun, nothing can be done; while a purge is going on, its end is waited for.
            let module = entry.module;
            let (handler, name) = match vm.code.current(module) {
                _ if vm.code.is_purging(module) => (Atom::new("erts_code_purger"), Atom::new("pending_purge_lambda")),
                None => (me.error_handler, atom::UNDEFINED_LAMBDA),
                Some(_) => return Err(me.heap.tuple(&[atom::BADFUN.into(), fun])),
            };
            let args = me.heap.list((0..arity).map(|number| register(pool, number)));
            for (number, term) in [module.into(), fun, args].into_iter().enumerate() {
                set_register(pool, number, term);
            }
            Ok((function(vm, handler, name, 3), 3))
        }
        View::Export(number) => {
            let export = vm.code.exports.get(number);
            if usize::from(export.arity) != arity {
                return Err(bad_arity(me, pool, fun, arity));
            }
            Ok((export.entry(), arity))
        }
        _ => Err(me.heap.tuple(&[atom::BADFUN.into(), fun])),
    }
}

fn bad_arity(me: &mut Process, pool: *mut u64, fun: Term, arity: usize) -> Term {
    let args = me.heap.list((0..arity).map(|number| register(pool, number)));
    let call = me.heap.tuple(&[fun, args]);
    me.heap.tuple(&[atom::BADARITY.into(), call])
}

/// A function is called whose local calls are traced: it begins at `me.ip`.
#[cold]
pub(super) fn traced(vm: &mut Vm, me: &mut Process, args: &[Term]) -> Vec<Frame> {
    let Some(at) = vm.code.locate(me.ip) else {
        return Vec::new();
    };
    let key = (at.module, at.function, at.arity);
    tracer::called(vm, me, Place::Entry, key, args)
}

/// A function is called whose external calls are traced.
#[cold]
pub(super) fn traced_export(vm: &mut Vm, me: &mut Process, number: u32, args: &[Term]) -> Vec<Frame> {
    let export = vm.code.exports.get(number);
    let key = (export.module, export.function, export.arity);
    tracer::called(vm, me, Place::Export, key, args)
}

/// A function has returned to a frame of a tracer, at the top of the stack. The answer is where it goes on.
#[cold]
pub(super) fn returned(vm: &mut Vm, me: &mut Process, ip: *const u32, result: Term) -> *const u32 {
    let (back, frame) = frame(me.heap.stack, ip);
    if let Some(frame) = frame {
        tracer::returned(vm, me, &frame, back, result);
    }
    back
}

/// What a frame at that place of the stack holds, to which `address` returns: where it goes on, and the frame if it is a tracer's.
pub(super) fn frame(place: *const u64, address: *const u32) -> (*const u32, Option<Frame>) {
    // SAFETY: a frame begins with the return address, and a tracer's has so many words.
    unsafe {
        let back = *place as usize as *const u32;
        let kind = tracer::kind_at(address);
        let frame = kind.map(|kind| Frame {
            kind,
            words: [1, 2, 3, 4].map(|word| Term(*place.add(word))),
        });
        (back, frame)
    }
}

/// The number of the built-in function that an instruction names, and whether it is a call.
pub(crate) fn built_in_at(ip: *const u32) -> (u32, bool) {
    // SAFETY: at `ip` is an instruction, of these operands.
    unsafe {
        match *ip.cast::<Op>() {
            Op::CallBif | Op::CallBifOnly => (*ip.add(1), true),
            Op::Bif0 => (*ip.add(1), false),
            Op::Bif1 | Op::Bif2 => (*ip.add(2), false),
            Op::GcBif1 | Op::GcBif2 | Op::GcBif3 => (*ip.add(3), false),
            Op::Add | Op::Subtract | Op::Multiply | Op::Quotient | Op::Remainder => (*ip.add(3), false),
            _ => (0, false),
        }
    }
}

/// Whether it is a fun of that arity; none when the arity is none.
pub(super) fn is_function_of(vm: &Vm, fun: Term, arity: Term) -> Option<bool> {
    let arity = arity.as_small()?;
    Some(match fun.view() {
        View::Fun(fun) => i64::from(vm.code.funs.get(fun.entry).arity) == arity,
        View::Export(number) => i64::from(vm.code.exports.get(number).arity) == arity,
        _ => false,
    })
}

/// The arguments of an application, from a list; none if it is no proper one, or too long.
pub(crate) fn arguments(list: Term) -> Option<Vec<Term>> {
    let mut elements = list.elements();
    let args: Vec<Term> = elements.by_ref().take(ARITY_MAX + 1).collect();
    (elements.rest().is_nil() && args.len() <= ARITY_MAX).then_some(args)
}
