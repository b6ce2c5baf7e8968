//! Calls: what a traced function does when it is called, when it returns, and when it is left by an exception.

use super::{
    Frame, Pattern, flags,
    frame::{self, Kind},
    verdict,
};
use crate::{
    bif::{Answer, Class, Stop, StopKind},
    code::Key,
    op,
    proc::Process,
    term::{Heap, Term, atom},
    vm::{Context, Vm},
};

/// How a function was called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// By an external call.
    Export,
    /// By any call.
    Entry,
}

/// A function is called that has a break. The frames are to be put on the stack, the first one first.
pub(crate) fn called(vm: &mut Vm, me: &mut Process, place: Place, key: Key, args: &[Term]) -> Vec<Frame> {
    let mut frames = Vec::new();
    let Some(entry) = vm.code.breaks.get(key) else {
        return frames;
    };
    let local = place == Place::Entry;
    let pattern = if local { &entry.local } else { &entry.global };
    let (pattern, meta) = (pattern.clone(), entry.meta.clone());
    let is_timed = entry.time.as_ref().is_some_and(|time| !time.paused);
    let (caller, passed) = frame::return_address(me, me.cp, Kind::Caller);
    if let Some(pattern) = pattern {
        ours(vm, me, key, &pattern, args, (local, caller, passed), &mut frames);
    }
    if !local {
        return frames;
    }
    if let Some((pattern, who)) = meta
        && !who.same(me.pid())
    {
        metas(vm, me, key, (&pattern, who), args, caller, &mut frames);
    }
    if let Some(count) = vm.code.breaks.get_mut(key).and_then(|entry| entry.count.as_mut())
        && !count.paused
    {
        count.calls += 1;
    }
    if is_timed && me.traced(flags::CALL).is_some() {
        let before = start_clock(vm, me, key);
        if frame::kind_at(me.cp) != Some(Kind::Time) || !frames.is_empty() {
            frames.push(Frame::new(Kind::Time, before, Term::NIL));
        }
    }
    frames
}

/// For the tracer of the process.
fn ours(
    vm: &mut Vm,
    me: &mut Process,
    key: Key,
    pattern: &Pattern,
    args: &[Term],
    (local, caller, passed): (bool, *const u32, bool),
    frames: &mut Vec<Frame>,
) {
    let Some(tracer) = me.traced(flags::CALL).map(|traced| traced.tracer) else {
        return;
    };
    if !vm.is_tracer(tracer) {
        me.change_trace(!0, 0, Term::NIL);
        return;
    }
    if let Some(traced) = me.traced(flags::GARBAGE_COLLECTION) {
        vm.tell_of_collections(me, traced);
    }
    let verdict = verdict::ask(vm, me, pattern, args, Some(caller));
    // The specification may have changed the flags; this call is told all the same, unless it demanded silence.
    let all = me.trace_flags();
    if all & flags::SILENT != 0 {
        return;
    }
    if local && verdict.told && all & flags::RETURN_TO != 0 && !passed {
        frames.push(Frame::new(Kind::Caller, None, Term::NIL));
    }
    push_return(&verdict, key, Term::NIL, frames);
    if verdict.told {
        let mut heap = Heap::default();
        let call = call_term(&mut heap, key, args, all & flags::ARITY != 0);
        let mut rest = vec![call];
        rest.extend(verdict.message.as_ref().map(|message| message.term()));
        vm.tell_tracer(tracer, me.pid(), all, "call", &rest);
    }
}

/// For who traces the function, whatever process calls it.
fn metas(
    vm: &mut Vm,
    me: &mut Process,
    key: Key,
    (pattern, who): (&Pattern, Term),
    args: &[Term],
    caller: *const u32,
    frames: &mut Vec<Frame>,
) {
    let verdict = verdict::ask(vm, me, pattern, args, Some(caller));
    push_return(&verdict, key, who, frames);
    if verdict.told {
        let mut heap = Heap::default();
        let call = call_term(&mut heap, key, args, false);
        let mut rest = vec![call];
        rest.extend(verdict.message.as_ref().map(|message| message.term()));
        vm.tell_tracer(who, me.pid(), flags::TIMESTAMP, "call", &rest);
    }
}

fn push_return(verdict: &verdict::Verdict, key: Key, who: Term, frames: &mut Vec<Frame>) {
    if verdict.exception_trace {
        frames.push(Frame::new(Kind::Exception, Some(key), who));
    } else if verdict.return_trace {
        frames.push(Frame::new(Kind::Return, Some(key), who));
    }
}

fn call_term(heap: &mut Heap, (module, function, arity): Key, args: &[Term], only_arity: bool) -> Term {
    let args = if only_arity {
        Term::small(arity.into())
    } else {
        heap.list(args.iter().copied())
    };
    heap.tuple(&[module.into(), function.into(), args])
}

fn name_term(heap: &mut Heap, (module, function, arity): Key) -> Term {
    heap.tuple(&[module.into(), function.into(), Term::small(arity.into())])
}

/// A function has returned to a frame of that kind, which holds these words and goes on at `back`.
pub(crate) fn returned(vm: &mut Vm, me: &mut Process, frame: &Frame, back: *const u32, result: Term) {
    match (frame.kind, frame.key()) {
        (Kind::Return | Kind::Exception, Some(key)) => tell_end(vm, me, key, frame.words[3], "return_from", result),
        (Kind::Caller, _) => {
            // The frames between are at the top of the stack, the present one first.
            let mut words = me.heap.stack_terms().skip(frame::WORDS);
            let mut address = back;
            while frame::kind_at(address).is_some() {
                let Some(next) = words.next() else { break };
                address = next.0 as usize as *const u32;
                words.nth(frame::WORDS - 2);
            }
            drop(words);
            tell_caller(vm, me, address.wrapping_sub(1));
        }
        (Kind::Time, before) => stop_clock(vm, me, before),
        _ => {}
    }
}

/// What a function has come to, to the tracer of the process or to another.
fn tell_end(vm: &mut Vm, me: &Process, key: Key, who: Term, tag: &str, value: Term) {
    let mut heap = Heap::default();
    let rest = [name_term(&mut heap, key), value];
    if !who.is_nil() {
        vm.tell_tracer(who, me.pid(), flags::TIMESTAMP, tag, &rest);
    } else {
        vm.tell(me, flags::CALL, tag, &rest);
    }
}

/// The process is back in the function that an address is in.
fn tell_caller(vm: &mut Vm, me: &Process, at: *const u32) {
    if me.traced(flags::RETURN_TO).is_none() || me.traced(flags::CALL).is_none() {
        return;
    }
    let mut heap = Heap::default();
    let place = vm.code.locate(at);
    let place = place.map(|place| (place.module, place.function, place.arity));
    let place = place.map_or(atom::UNDEFINED.into(), |key| name_term(&mut heap, key));
    vm.tell(me, flags::RETURN_TO, "return_to", &[place]);
}

/// An exception has left these frames, the innermost first, and goes on at `handler`, if anywhere.
pub(crate) fn unwound(
    vm: &mut Vm,
    me: &mut Process,
    frames: &[Frame],
    (class, reason): (Class, Term),
    handler: Option<*const u32>,
) {
    let mut heap = Heap::default();
    let exception = heap.tuple(&[class.atom().into(), reason]);
    let mut returns = false;
    for frame in frames {
        match (frame.kind, frame.key()) {
            (Kind::Exception, Some(key)) => tell_end(vm, me, key, frame.words[3], "exception_from", exception),
            (Kind::Caller, _) => returns = true,
            (Kind::Time, before) => stop_clock(vm, me, before),
            _ => {}
        }
    }
    if let Some(handler) = handler.filter(|_| returns) {
        tell_caller(vm, me, handler);
    }
}

/// The function whose time is taken from now on. The one before is the answer.
fn start_clock(vm: &mut Vm, me: &mut Process, key: Key) -> Option<Key> {
    let before = take_time(vm, me);
    let now = vm.host.monotonic();
    me.rare().traced.timing = Some((key, now));
    if let Some(time) = vm.code.breaks.get_mut(key).and_then(|entry| entry.time.as_mut()) {
        time.of.entry(me.id).or_default().0 += 1;
    }
    before
}

/// The function before goes on.
fn stop_clock(vm: &mut Vm, me: &mut Process, before: Option<Key>) {
    take_time(vm, me);
    let now = vm.host.monotonic();
    me.rare().traced.timing = before.map(|key| (key, now));
}

/// Note the time that the process was in its function up to now.
pub(super) fn take_time(vm: &mut Vm, me: &mut Process) -> Option<Key> {
    let (key, since) = me.rare.as_mut()?.traced.timing.as_mut()?;
    let now = vm.host.monotonic();
    let spent = now.saturating_sub(std::mem::replace(since, now));
    let key = *key;
    if let Some(time) = vm.code.breaks.get_mut(key).and_then(|entry| entry.time.as_mut())
        && let Some(of) = time.of.get_mut(&me.id)
    {
        of.1 += spent;
    }
    Some(key)
}

/// In the place of a built-in function that is traced.
pub(crate) fn built_in(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (number, is_call) = op::built_in_at(cx.me.ip);
    let bif = cx.vm.code.breaks.built_in(number).ok_or_else(Stop::badarg)?;
    // What an instruction computes within a function is not called.
    let resumes = is_call
        && cx
            .me
            .rare
            .as_mut()
            .is_some_and(|rare| std::mem::take(&mut rare.traced.resumes));
    if !is_call || resumes {
        return bif(cx, args);
    }
    let export = cx.vm.code.exports.get(number);
    let key = (export.module, export.function, export.arity);
    let (ip, cp) = (cx.me.ip, cx.me.cp);
    // Called last it returns where its caller would have; what tells callers apart is where it is called.
    let here = cx.vm.code.locate(ip).map(|at| (at.module, at.function, at.arity));
    if (here.is_some() || key.2 == 3) && (key.0, key.1) == (atom::ERLANG, atom::APPLY) {
        // To ERTS an application is an instruction, of which nobody is told.
        return bif(cx, args);
    }
    if here.is_some_and(|here| here != key) {
        cx.me.cp = ip.wrapping_add(1);
    }
    let place = match cx.vm.code.breaks.get(key) {
        Some(entry) if entry.global.is_some() => Place::Export,
        _ => Place::Entry,
    };
    let frames = called(cx.vm, cx.me, place, key, args);
    let back = cx.me.cp;
    cx.me.cp = cp;
    let answer = bif(cx, args);
    match &answer {
        Ok(result) => {
            for frame in frames.iter().rev() {
                match frame.kind {
                    Kind::Caller => tell_caller(cx.vm, cx.me, back.wrapping_sub(1)),
                    _ => returned(cx.vm, cx.me, frame, back, *result),
                }
            }
        }
        Err(stop) => match *stop.0 {
            StopKind::Raise { class, reason, .. } => {
                let frames: Vec<Frame> = frames.into_iter().rev().collect();
                let handler = cx.me.heap.stack_terms().find_map(Term::as_catch);
                let handler = handler.map(|handler| cx.vm.code.catches[handler as usize]);
                unwound(cx.vm, cx.me, &frames, (class, reason), handler);
            }
            StopKind::Yield { .. } => cx.me.rare().traced.resumes = true,
            _ => {}
        },
    }
    answer
}
