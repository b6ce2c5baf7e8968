//! Trace: where an exception came from: addresses first, and names and lines only for whoever asks.
//!
//! A raw trace is `[Head | Words]`. `Words` is an object without terms: the class, the address that the head's line is of (or 0), and the addresses of the calls.
//! The head is `[]`, `{M, F, ArityOrArgs, Info}` for a call that has no address, or a list of frames that were given to `erlang:raise/3`.

use super::bits::Failure;
use crate::{
    bif::{Class, Trace},
    code::Location,
    proc::Process,
    term::{Atom, Heap, Kind, Term, atom, map},
    tracer,
    vm::Vm,
};

/// The least entries of a stack trace: however low the flag is, where an exception was raised is told.
fn depth(vm: &Vm) -> usize {
    vm.tables.system.backtrace_depth.max(1)
}

/// What a stack trace begins with.
pub(super) enum Head {
    /// The instruction itself.
    Here,
    /// The instruction itself and then, as ERTS tells it of a call of what is no such fun, what it would return to.
    Twice,
    /// Whoever called the instruction, which is in no module.
    Caller,
    /// A function that the instruction called: `{M, F, ArityOrArgs, Info}`.
    Function(Term),
    /// A function that is itself what the instruction is in, as a native function of a module is: told by the same tuple.
    Native(Term),
    /// The function that the instruction is in, told by the same tuple.
    Instead(Term),
    /// The same where the instruction is in no module: the function that it returns to.
    InsteadOfCaller(Term),
    /// A raw trace or a list of frames: that and nothing else.
    Given(Term),
}

/// What a trace begins with when a built-in function failed.
pub(super) fn head(vm: &mut Vm, me: &mut Process, number: u32, args: &[Term], trace: Trace) -> Head {
    match trace {
        Trace::Arguments => arguments(vm, me, number, args),
        Trace::Cause(cause) => {
            let info = error_info(vm, me, number, Some(cause));
            function(vm, me, number, args, info)
        }
        Trace::Caller if vm.code.locate(me.ip).is_none() => Head::Caller,
        Trace::Caller => Head::Here,
        Trace::CallerArguments(args, info) => {
            let info = if info.is_none() { Term::NIL } else { info };
            // A built-in function that was applied is called from no module's code.
            let here = vm.code.locate(me.ip);
            let applied = here.is_none();
            let Some(location) = here.or_else(|| vm.code.locate(me.cp.wrapping_sub(1))) else {
                return Head::Here;
            };
            let (module, function) = (location.module.into(), location.function.into());
            let args = if args.is_none() {
                Term::small(i64::from(location.arity))
            } else {
                args
            };
            let function = me.heap.tuple(&[module, function, args, info]);
            if applied {
                Head::InsteadOfCaller(function)
            } else {
                Head::Instead(function)
            }
        }
        Trace::Given(list) => Head::Given(list),
    }
}

/// A built-in function and its arguments.
pub(super) fn arguments(vm: &Vm, me: &mut Process, number: u32, args: &[Term]) -> Head {
    let info = error_info(vm, me, number, None);
    function(vm, me, number, args, info)
}

/// The same of an addition or subtraction of a small constant.
pub(super) fn increment(vm: &Vm, me: &mut Process, number: u32, args: &[Term]) -> Head {
    if vm.tables.system.release() <= 25 {
        return Head::Here;
    }
    arguments(vm, me, number, args)
}

/// A function of `erlang` that is an instruction, and its arguments.
pub(super) fn inner(vm: &Vm, me: &mut Process, name: &str, args: &[Term]) -> Head {
    match vm.code.exports.find(atom::ERLANG, Atom::new(name), args.len() as u8) {
        Some(number) => arguments(vm, me, number, args),
        None => Head::Here,
    }
}

/// A function no clause of which fits its arguments.
pub(super) fn clause(vm: &Vm, me: &mut Process, ip: *const u32, args: &[Term]) -> Head {
    let Some(location) = vm.code.locate(ip) else {
        return Head::Here;
    };
    let args = me.heap.list(args.iter().copied());
    Head::Instead(
        me.heap
            .tuple(&[location.module.into(), location.function.into(), args, Term::NIL]),
    )
}

/// A function that could not construct a binary.
pub(super) fn construction(vm: &Vm, me: &mut Process, ip: *const u32, failure: &Failure) -> Head {
    let Some(location) = vm.code.locate(ip) else {
        return Head::Here;
    };
    let cause = failure.cause(&mut me.heap);
    let info = map::from_pairs(
        &mut me.heap,
        vec![
            (atom::CAUSE.into(), cause),
            (atom::FUNCTION.into(), Atom::new("format_bs_fail").into()),
            (atom::MODULE.into(), Atom::new("erl_erts_errors").into()),
        ],
    );
    let arity = Term::small(i64::from(location.arity));
    Head::Instead(
        me.heap
            .tuple(&[location.module.into(), location.function.into(), arity, info]),
    )
}

fn function(vm: &Vm, me: &mut Process, number: u32, args: &[Term], info: Term) -> Head {
    let export = vm.code.exports.get(number);
    let args = me.heap.list(args.iter().copied());
    let function = (me.heap).tuple(&[export.module.into(), export.function.into(), args, info]);
    let own = |at: Location<'_>| (at.module, at.function, at.arity) == (export.module, export.function, export.arity);
    match vm.code.locate(me.ip).is_some_and(own) {
        true => Head::Native(function),
        false => Head::Function(function),
    }
}

/// The module that explains errors of a built-in function, as OTP's `erl_erts_errors` and its like do.
fn error_info(vm: &Vm, me: &mut Process, number: u32, cause: Option<Term>) -> Term {
    let module = match vm.code.exports.get(number).module.name() {
        "erlang" | "erts_internal" | "atomics" | "counters" | "persistent_term" => "erl_erts_errors",
        "binary" | "ets" | "lists" | "maps" | "math" | "re" | "unicode" | "io" => "erl_stdlib_errors",
        "os" | "code" => "erl_kernel_errors",
        _ => return Term::NIL,
    };
    let mut pairs = vec![(atom::MODULE.into(), Atom::new(module).into())];
    pairs.extend(cause.map(|cause| (atom::CAUSE.into(), cause)));
    map::from_pairs(&mut me.heap, pairs)
}

/// A raw trace.
pub(super) fn raw(vm: &Vm, me: &mut Process, ip: *const u32, cp: *const u32, class: Class, head: Head) -> Term {
    let most = depth(vm);
    let mut words = vec![class as u64, 0];
    let head = match head {
        Head::Given(raw) if is_raw(raw) => {
            words.clear();
            words.extend_from_slice(raw.tail().words());
            words[0] = class as u64;
            let tail = me.heap.boxed(Kind::BIG_POSITIVE, &words);
            return me.heap.cons(raw.head(), tail);
        }
        Head::Given(frames) => frames,
        Head::Here => {
            words.push(ip as usize as u64);
            calls(me, cp, &mut words, most);
            Term::NIL
        }
        Head::Twice => {
            words.extend([ip as usize as u64, ip.wrapping_add(1) as usize as u64]);
            calls(me, cp, &mut words, most);
            Term::NIL
        }
        Head::Caller => {
            calls(me, cp, &mut words, most);
            Term::NIL
        }
        Head::Function(function) => {
            words.push(ip as usize as u64);
            calls(me, cp, &mut words, most);
            function
        }
        Head::Native(function) => {
            calls(me, cp, &mut words, most);
            function
        }
        Head::Instead(function) => {
            words[1] = ip as usize as u64;
            calls(me, cp, &mut words, most);
            function
        }
        Head::InsteadOfCaller(function) => {
            words[1] = cp.wrapping_sub(1) as usize as u64;
            calls(me, std::ptr::null(), &mut words, most);
            function
        }
    };
    let tail = me.heap.boxed(Kind::BIG_POSITIVE, &words);
    me.heap.cons(head, tail)
}

/// The addresses of the calls on the stack, behind two words, so that there are `most`. A return address is one word behind its call.
fn calls(me: &Process, cp: *const u32, words: &mut Vec<u64>, most: usize) {
    if words.len() >= most.saturating_add(2) {
        return;
    }
    let mut push = |address: u64| {
        let of_tracer = tracer::kind_at(address as usize as *const u32).is_some();
        if address != 0 && !of_tracer && words.last() != Some(&(address - 4)) {
            words.push(address - 4);
        }
        words.len() < most.saturating_add(2)
    };
    if !push(cp as usize as u64) {
        return;
    }
    let mut word = me.heap.stack;
    while word < me.heap.young.end() {
        // SAFETY: between the two is the stack.
        let content = unsafe { *word };
        if Term::is_header(content) && !push(content) {
            return;
        }
        word = word.wrapping_add(1);
    }
}

fn is_raw(trace: Term) -> bool {
    trace.is_cons() && trace.tail().is(Kind::BIG_POSITIVE)
}

/// The class of the exception that a raw trace is of.
pub(super) fn class_of(raw: Term) -> Class {
    match is_raw(raw).then(|| raw.tail().word(0)) {
        Some(1) => Class::Exit,
        Some(2) => Class::Throw,
        _ => Class::Error,
    }
}

/// The list of frames of a raw trace: `[{M, F, ArityOrArgs, [{file, F}, {line, L}]}]`.
pub(crate) fn stack_of(vm: &Vm, heap: &mut Heap, raw: Term) -> Term {
    if !is_raw(raw) {
        return raw;
    }
    let (head, words) = (raw.head(), raw.tail().words());
    let mut frames: Vec<Term> = words[2..]
        .iter()
        .filter_map(|address| frame(vm, heap, *address as usize as *const u32, None))
        .collect();
    if let Some([module, function, args, info]) = head.as_tuple_of() {
        let mut items = match vm.code.locate(words[1] as usize as *const u32) {
            Some(location) => line_items(vm, heap, &location),
            None => Vec::new(),
        };
        if !info.is_nil() {
            items.push(heap.tuple(&[atom::ERROR_INFO.into(), info]));
        }
        let location = heap.list(items.into_iter());
        frames.insert(0, heap.tuple(&[module, function, args, location]));
        frames.truncate(depth(vm));
    }
    let tail = if head.is_cons() { head } else { Term::NIL };
    heap.list_before(frames.into_iter(), tail)
}

/// The frame of an address, with the function's arity or these arguments.
pub(crate) fn frame(vm: &Vm, heap: &mut Heap, address: *const u32, args: Option<Term>) -> Option<Term> {
    let location = vm.code.locate(address)?;
    let arity = args.unwrap_or(Term::small(i64::from(location.arity)));
    let lines = line_items(vm, heap, &location);
    let lines = heap.list(lines.into_iter());
    Some(heap.tuple(&[location.module.into(), location.function.into(), arity, lines]))
}

/// `{file, F}` and `{line, L}`, if they are known. Of the preloaded modules ERTS knows no lines, and nor do we.
fn line_items(vm: &Vm, heap: &mut Heap, location: &Location<'_>) -> Vec<Term> {
    let Some((file, line)) = location.line.filter(|_| !vm.preloaded.contains(&location.module)) else {
        return Vec::new();
    };
    let file = heap.string(file);
    let file = heap.tuple(&[atom::FILE.into(), file]);
    let line = heap.tuple(&[atom::LINE.into(), Term::small(i64::from(line))]);
    vec![file, line]
}

/// The stack of a process that does not run: where it is, and its calls, as addresses; at most `depth`.
pub(crate) fn addresses(process: &Process, depth: usize) -> Vec<*const u32> {
    let mut words = vec![process.ip as usize as u64];
    calls(process, process.cp, &mut words, depth);
    words.truncate(depth);
    words
        .into_iter()
        .map(|address| address as usize as *const u32)
        .collect()
}

/// The stack of a process as text, in the manner of ERTS; values are not shown.
pub(crate) fn backtrace(vm: &Vm, process: &Process) -> String {
    let mut text = String::new();
    for (number, address) in addresses(process, usize::MAX).into_iter().enumerate() {
        let what = if number == 0 { "Program counter:" } else { "Return addr" };
        let place = vm.code.locate(address).map(|place| {
            let (module, function) = (place.module.name(), place.function.name());
            format!("{module}:{function}/{}", place.arity)
        });
        let place = place.unwrap_or_else(|| "unknown function".to_owned());
        text += &format!("{what} {address:p} ({place})\n\n");
    }
    text + "Return addr (<terminate process normally>)\n"
}
