//! Run: the loop that executes instructions.
//!
//! Each arm is one instruction: it reads its operands, does what is quick and common in place, and leaves the rest to the other rooms.
//! `ip`, `cp` and the top of the stack `e` are kept in locals; the X registers are in memory, where the operands' offsets find them.

use super::{
    Op,
    bits::{self, Matcher},
    call, native, number,
    operands::Operands,
    raise, receive, record, trace,
};
use crate::{
    bif::{Class, StopKind},
    load::old::UNKNOWN_LIVE,
    proc::Process,
    term::{Kind, Term, atom, copy_terms, map, order},
    tracer,
    vm::{Context, Vm},
};

/// Why a process stops running.
#[derive(Debug)]
pub(crate) enum Switch {
    /// It has had its turn.
    Yielded,
    /// It waits for a message, or until its timer.
    Waiting,
    /// It has come to its end, with this reason; after an exception that nobody caught the flag is set.
    Ended(Term, bool),
    /// It was ended from outside while it ran.
    Exited,
}

/// Execute a process until it stops.
#[allow(clippy::cognitive_complexity)]
pub(crate) fn run(vm: &mut Vm, me: &mut Process) -> Switch {
    let pool = vm.code.pool.base();
    let mut ip = me.ip;
    let mut cp = me.cp;
    let mut e = me.heap.stack;
    let mut reductions = me.reductions_left;

    macro_rules! operands {
        () => {
            Operands { ip, stack: e, pool }
        };
    }
    macro_rules! word {
        ($n:expr) => {
            operands!().word($n)
        };
    }
    macro_rules! at {
        ($offset:expr) => {
            operands!().at($offset)
        };
    }
    macro_rules! get {
        ($n:expr) => {
            operands!().get($n)
        };
    }
    macro_rules! put {
        ($n:expr, $term:expr) => {{
            let term: Term = $term;
            operands!().put($n, term)
        }};
    }
    // The same where it is known on which side they are.
    macro_rules! pool_at {
        ($n:expr) => {
            // SAFETY: as `Operands::at` says.
            Term(unsafe { *pool.wrapping_byte_add(word!($n) as usize) })
        };
    }
    macro_rules! stack_at {
        ($n:expr) => {
            // SAFETY: as above.
            Term(unsafe { *e.wrapping_byte_add(word!($n) as usize) })
        };
    }
    macro_rules! pool_put {
        ($n:expr, $term:expr) => {{
            let term: Term = $term;
            // SAFETY: as above.
            unsafe { *pool.wrapping_byte_add(word!($n) as usize) = term.0 }
        }};
    }
    macro_rules! stack_put {
        ($n:expr, $term:expr) => {{
            let term: Term = $term;
            // SAFETY: as above.
            unsafe { *e.wrapping_byte_add(word!($n) as usize) = term.0 }
        }};
    }
    macro_rules! get_list {
        ($from:ident, $head:ident, $tail:ident) => {{
            let list = $from!(1);
            let (head, tail) = (list.head(), list.tail());
            $head!(2, head);
            $tail!(3, tail);
            next!(4)
        }};
    }
    macro_rules! put_list {
        ($head:ident, $tail:ident, $to:ident) => {{
            let (head, tail) = ($head!(1), $tail!(2));
            let cell = me.heap.top;
            me.heap.top = cell.wrapping_add(2);
            // SAFETY: a `TestHeap` has made room.
            unsafe {
                *cell = head.0;
                *cell.add(1) = tail.0;
            }
            $to!(3, Term::from_list(cell));
            next!(4)
        }};
    }
    macro_rules! get_element {
        ($from:ident, $to:ident) => {{
            let tuple = $from!(1);
            // SAFETY: the compiler has tested the arity.
            $to!(3, Term(unsafe { *tuple.address().byte_add(word!(2) as usize) }));
            next!(4)
        }};
    }
    macro_rules! is_tagged_tuple {
        ($from:ident) => {{
            let term = $from!(2);
            test!(
                term.is_boxed() && term.boxed_header() == u64::from(word!(3)) && term.word(0) == u64::from(word!(4)),
                5
            )
        }};
    }
    // Compare with a small that is in the instruction.
    macro_rules! compare_small {
        ($from:ident, $operator:tt, $is:ident) => {{
            let (a, b) = ($from!(2), i64::from(word!(3) as i32));
            if a.is_small() {
                test!((a.0 as i64) $operator b, 4)
            }
            test!(order::compare(a, Term(b as u64)).$is(), 4)
        }};
    }
    // Add or subtract a small that is in the instruction.
    macro_rules! with_small {
        ($from:ident, $to:ident, $checked:ident, $operation:path) => {{
            let a = $from!(4);
            if a.is_small()
                && let Some(result) = (a.0 as i64).$checked(i64::from(word!(7) as i32) - 15)
            {
                $to!(6, Term(result as u64));
                next!(8)
            }
            let b = get!(5);
            with_small!(@slow $to, a, b, $operation)
        }};
        (@slow $to:ident, $a:ident, $b:ident, $operation:path) => {
            match $operation(&mut me.heap, $a, $b) {
                Ok(result) => {
                    let result = tidy!(result, word!(2));
                    $to!(6, result);
                    next!(8)
                }
                Err(_) if word!(1) != 0 => jump!(1),
                // Up to OTP 25 its own instruction for this names no function in the stack trace either.
                Err(reason) => {
                    let head = trace::increment(vm, me, word!(3), &[$a, $b]);
                    raise!(Class::Error, reason, head)
                }
            }
        };
    }
    macro_rules! add {
        ($a:ident, $b:ident, $to:ident) => {{
            let (a, b) = ($a!(4), $b!(5));
            if a.both_small(b)
                && let Some(sum) = (a.0 as i64 - 15).checked_add(b.0 as i64)
            {
                $to!(6, Term(sum as u64));
                next!(7)
            }
            match number::add(&mut me.heap, a, b) {
                Ok(result) => {
                    let result = tidy!(result, word!(2));
                    $to!(6, result);
                    next!(7)
                }
                Err(_) if word!(1) != 0 => jump!(1),
                Err(reason) => {
                    let head = trace::arguments(vm, me, word!(3), &[a, b]);
                    raise!(Class::Error, reason, head)
                }
            }
        }};
    }
    macro_rules! x {
        ($n:expr) => {
            // SAFETY: there are 1024.
            Term(unsafe { *pool.add($n) })
        };
    }
    macro_rules! set_x {
        ($n:expr, $term:expr) => {{
            let term: Term = $term;
            // SAFETY: there are 1024.
            unsafe { *pool.add($n) = term.0 }
        }};
    }
    macro_rules! registers {
        ($live:expr) => {
            // SAFETY: there are 1024, and `Term` is a word.
            unsafe { std::slice::from_raw_parts_mut(pool.cast::<Term>(), $live as usize) }
        };
    }
    macro_rules! next {
        ($words:expr) => {{
            ip = ip.wrapping_add($words);
            continue;
        }};
    }
    macro_rules! jump {
        ($n:expr) => {{
            ip = ip.wrapping_byte_offset(word!($n) as i32 as isize);
            continue;
        }};
    }
    // Go on if it holds, else jump.
    macro_rules! test {
        ($holds:expr, $words:expr) => {{
            if $holds {
                next!($words);
            }
            jump!(1);
        }};
    }
    macro_rules! set_stack {
        ($to:expr) => {{
            e = $to;
            me.heap.stack = e;
        }};
    }
    // Room for `$bytes` more, the stack's too.
    macro_rules! room {
        ($bytes:expr, $live:expr) => {
            if (e as usize) - (me.heap.top as usize) < $bytes {
                me.collect(registers!($live), $bytes / 8);
                e = me.heap.stack;
                if me.is_doomed() {
                    reductions = 0;
                }
            }
        };
    }
    // Room for `$bytes` more, of heap only; `$term` lives on.
    macro_rules! room_beside {
        ($bytes:expr, $term:expr, $live:expr) => {{
            let mut term: Term = $term;
            if (e as usize) - (me.heap.top as usize) < $bytes {
                let live = $live as usize;
                set_x!(live, term);
                room!($bytes, live + 1);
                term = x!(live);
            }
            term
        }};
    }
    // Take in what functions have put into fragments; `$term` lives on.
    macro_rules! tidy {
        ($term:expr, $live:expr) => {{
            let mut term: Term = $term;
            if me.wants_collection() {
                let live = $live as usize;
                set_x!(live, term);
                me.collect(registers!(live + 1), 0);
                e = me.heap.stack;
                term = x!(live);
                if me.is_doomed() {
                    reductions = 0;
                }
            }
            term
        }};
    }
    macro_rules! leave {
        ($ip:expr, $live:expr, $switch:expr) => {{
            me.ip = $ip;
            me.cp = cp;
            me.reductions_left = reductions;
            me.saved.clear();
            me.saved.extend_from_slice(registers!($live));
            return $switch;
        }};
    }
    // An exception: on to whoever catches it.
    macro_rules! raise {
        ($class:expr, $reason:expr, $head:expr) => {{
            let (class, reason, head): (Class, Term, trace::Head) = ($class, $reason, $head);
            match raise::raise(vm, me, ip, cp, class, reason, head) {
                raise::Caught::At(handler) => {
                    ip = handler;
                    cp = std::ptr::null();
                    e = me.heap.stack;
                    continue;
                }
                raise::Caught::Nowhere(reason, logged) => {
                    me.reductions_left = reductions;
                    return Switch::Ended(reason, logged);
                }
            }
        }};
    }
    macro_rules! error {
        ($reason:expr) => {
            raise!(Class::Error, $reason.into(), trace::Head::Here)
        };
    }
    macro_rules! error_with {
        ($name:expr, $value:expr) => {{
            let reason = me.heap.tuple(&[$name.into(), $value]);
            error!(reason)
        }};
    }
    // Begin a function; its arguments are in the X registers.
    macro_rules! enter {
        ($to:expr, $arity:expr) => {{
            // The arity is read where the call is, before going on elsewhere.
            let arity = $arity as usize;
            ip = $to;
            reductions -= 1;
            if reductions <= 0 {
                // A loop may have built much and have had no place to collect.
                if me.wants_collection() {
                    me.collect(registers!(arity), 0);
                }
                leave!(ip, arity, Switch::Yielded);
            }
            continue;
        }};
    }
    // What a built-in function calls instead of having a value returns to the instruction behind the call; where the function is called last, a frame
    // is made for that, as ERTS has one there, unless it is an application: that takes its caller's place.
    macro_rules! return_to {
        ($back:expr, $live:expr, $last:expr) => {{
            let back: *const u32 = $back;
            if back != cp {
                cp = back;
            } else if !$last {
                room!(8, $live);
                set_stack!(e.wrapping_sub(1));
                // SAFETY: there is room.
                unsafe { *e = cp as usize as u64 };
                cp = ip.wrapping_add(3);
            }
        }};
    }
    // The result of a function that was called by the instruction at `ip`, or how to go on.
    macro_rules! built_in {
        ($answer:expr, $export:expr, $args:expr, $back:expr, |$result:ident| $then:expr) => {
            match $answer {
                Ok($result) => $then,
                Err(stop) => match *stop.0 {
                    StopKind::Raise { class, reason, trace } => {
                        let head = trace::head(vm, me, $export, $args, trace);
                        raise!(class, reason, head)
                    }
                    StopKind::Call {
                        module,
                        function,
                        args,
                        last,
                    } => {
                        copy_terms(&args, registers!(args.len()));
                        return_to!($back, args.len(), last);
                        enter!(call::function(vm, module, function, args.len()), args.len())
                    }
                    StopKind::Apply { fun, args } => {
                        copy_terms(&args, registers!(args.len()));
                        return_to!($back, args.len(), true);
                        match call::fun(vm, me, pool, fun, args.len()) {
                            Ok((to, arity)) => enter!(to, arity),
                            Err(reason) => error!(reason),
                        }
                    }
                    StopKind::Yield { args } => {
                        copy_terms(&args, registers!(args.len()));
                        leave!(ip, args.len(), Switch::Yielded)
                    }
                    StopKind::Hibernate {
                        module,
                        function,
                        args,
                    } => {
                        copy_terms(&args, registers!(args.len()));
                        me.forget_calls();
                        cp = me.cp;
                        me.mailbox.rewind();
                        me.collect_fully(registers!(args.len()), 0);
                        let to = call::function(vm, module, function, args.len());
                        leave!(to, args.len(), Switch::Waiting)
                    }
                    StopKind::Sleep => {
                        me.mailbox.rewind();
                        me.collect_fully(registers!(0), 0);
                        leave!(ip, 0, Switch::Waiting)
                    }
                    StopKind::Exited => return Switch::Exited,
                },
            }
        };
    }
    macro_rules! call_built_in {
        ($back:expr, |$result:ident| $then:expr) => {{
            let (number, arity) = (word!(1), word!(2) as usize);
            let mut args = [Term::NIL; call::BIF_ARITY_MAX];
            copy_terms(registers!(arity), &mut args);
            let args = &args[..arity];
            let Some(bif) = vm.code.exports.get(number).bif else {
                unreachable!("translated only for a function that is built in")
            };
            me.reductions_left = reductions - 1;
            (me.ip, me.cp) = (ip, cp);
            let answer = bif(&mut Context { vm, me }, args);
            reductions = me.reductions_left;
            built_in!(answer, number, args, $back, |$result| $then)
        }};
    }
    // A function with a result in the middle of another. Without a label to jump to, its failure is an exception.
    macro_rules! inner_built_in {
        ($export:expr, $args:expr, |$result:ident| $then:expr) => {{
            let number = $export;
            match vm.code.exports.get(number).bif {
                Some(bif) => {
                    me.reductions_left = reductions;
                    (me.ip, me.cp) = (ip, cp);
                    let answer = bif(&mut Context { vm, me }, $args);
                    reductions = me.reductions_left;
                    match answer {
                        Ok($result) => $then,
                        Err(_) if word!(1) != 0 => jump!(1),
                        Err(stop) => match *stop.0 {
                            StopKind::Raise { class, reason, trace } => {
                                let head = trace::head(vm, me, number, $args, trace);
                                raise!(class, reason, head)
                            }
                            _ => unreachable!("a function that guards may call has a value or fails"),
                        },
                    }
                }
                None => error!(atom::UNDEF),
            }
        }};
    }
    // An operation on numbers that did not fit the quick way.
    macro_rules! arithmetic {
        ($operation:path) => {{
            let (a, b) = (get!(4), get!(5));
            arithmetic!($operation, a, b, 7)
        }};
        ($operation:path, $a:expr, $b:expr, $words:expr) => {{
            let (a, b) = ($a, $b);
            match $operation(&mut me.heap, a, b) {
                Ok(result) => {
                    let result = tidy!(result, word!(2));
                    put!(6, result);
                    next!($words)
                }
                Err(_) if word!(1) != 0 => jump!(1),
                Err(reason) => {
                    let head = trace::arguments(vm, me, word!(3), &[a, b]);
                    raise!(Class::Error, reason, head)
                }
            }
        }};
    }
    macro_rules! float {
        ($n:expr) => {
            vm.floats[word!($n) as usize & 1023]
        };
    }
    macro_rules! float_operation {
        ($operator:tt) => {{
            let result = float!(2) $operator float!(3);
            if !result.is_finite() {
                if word!(1) != 0 {
                    jump!(1);
                }
                error!(atom::BADARITH);
            }
            float!(4) = result;
            next!(5)
        }};
    }
    macro_rules! kind_is {
        ($n:expr, $($kind:ident)|+) => {{
            let term = get!($n);
            term.is_boxed() && matches!(term.kind_of_boxed(), $(Kind::$kind)|+)
        }};
    }

    // Let a function return to whoever traces it.
    macro_rules! push_frames {
        ($frames:expr, $live:expr) => {{
            let frames = $frames;
            room!(frames.len() * tracer::WORDS * 8, $live);
            for frame in frames {
                set_stack!(e.wrapping_sub(tracer::WORDS));
                // SAFETY: there is room.
                unsafe {
                    *e = cp as usize as u64;
                    copy_terms(&frame.words, std::slice::from_raw_parts_mut(e.add(1).cast::<Term>(), 4));
                }
                cp = frame.address();
            }
        }};
    }

    // What functions begin and end with that take a list apart and build one.
    macro_rules! take_apart {
        ($head:ident, $tail:ident) => {{
            if !pool_at!(2).is_cons() {
                jump!(1);
            }
            let bytes = word!(3) as usize;
            room!(bytes, word!(4));
            set_stack!(e.wrapping_byte_sub(bytes));
            // SAFETY: there is room.
            unsafe { *e = cp as usize as u64 };
            cp = std::ptr::null();
            let list = pool_at!(2);
            $head!(5, list.head());
            $tail!(6, list.tail());
            next!(7)
        }};
    }
    macro_rules! cons_return {
        ($head:ident, $tail:ident) => {{
            room!(word!(1) as usize, word!(2));
            let (head, tail) = ($head!(3), $tail!(4));
            let cell = me.heap.top;
            me.heap.top = cell.wrapping_add(2);
            // SAFETY: there is room now, and a frame begins with the return address.
            let back = unsafe {
                *cell = head.0;
                *cell.add(1) = tail.0;
                *e as usize as *const u32
            };
            set_x!(0, Term::from_list(cell));
            set_stack!(e.wrapping_byte_add(word!(5) as usize));
            ip = back;
            cp = std::ptr::null();
        }};
    }

    loop {
        // SAFETY: code consists of instructions, and every way through it ends in a jump or a return.
        let op = unsafe { *ip.cast::<Op>() };
        match op {
            Op::Move => {
                put!(2, get!(1));
                next!(3)
            }
            Op::MoveTwo => {
                put!(2, get!(1));
                put!(4, get!(3));
                next!(5)
            }
            Op::MoveReturn => {
                set_x!(0, get!(1));
                ip = cp;
                cp = std::ptr::null();
            }
            Op::Swap => {
                let (one, two) = (get!(1), get!(2));
                put!(1, two);
                put!(2, one);
                next!(3)
            }

            // Functions.
            Op::Return => {
                ip = cp;
                cp = std::ptr::null();
            }
            Op::DeallocateReturn => {
                let bytes = word!(1) as usize;
                // SAFETY: a frame begins with the return address.
                ip = unsafe { *e } as usize as *const u32;
                cp = std::ptr::null();
                set_stack!(e.wrapping_byte_add(bytes));
            }
            Op::Call => {
                cp = ip.wrapping_add(3);
                let to = ip.wrapping_byte_offset(word!(2) as i32 as isize);
                enter!(to, word!(1))
            }
            Op::CallOnly => {
                let to = ip.wrapping_byte_offset(word!(2) as i32 as isize);
                enter!(to, word!(1))
            }
            Op::CallLast => {
                let to = ip.wrapping_byte_offset(word!(2) as i32 as isize);
                // SAFETY: a frame begins with the return address.
                cp = unsafe { *e } as usize as *const u32;
                set_stack!(e.wrapping_byte_add(word!(3) as usize));
                enter!(to, word!(1))
            }
            Op::CallExt => {
                cp = ip.wrapping_add(3);
                let to = at!(word!(2)).0 as usize as *const u32;
                enter!(to, word!(1))
            }
            Op::CallExtOnly => {
                let to = at!(word!(2)).0 as usize as *const u32;
                enter!(to, word!(1))
            }
            Op::CallExtLast => {
                let to = at!(word!(2)).0 as usize as *const u32;
                // SAFETY: a frame begins with the return address.
                cp = unsafe { *e } as usize as *const u32;
                set_stack!(e.wrapping_byte_add(word!(3) as usize));
                enter!(to, word!(1))
            }
            Op::CallBif => call_built_in!(ip.wrapping_add(3), |result| {
                let result = tidy!(result, 0);
                set_x!(0, result);
                if reductions <= 0 {
                    leave!(ip.wrapping_add(3), 1, Switch::Yielded);
                }
                next!(3)
            }),
            Op::CallBifOnly => call_built_in!(cp, |result| {
                let result = tidy!(result, 0);
                set_x!(0, result);
                ip = cp;
                cp = std::ptr::null();
                if reductions <= 0 {
                    leave!(ip, 1, Switch::Yielded);
                }
            }),
            Op::Undefined => {
                let number = word!(1);
                match call::undefined(vm, me, pool, number) {
                    Some(to) => enter!(to, 3),
                    None => {
                        let head = trace::arguments(vm, me, number, registers!(word!(2)));
                        raise!(Class::Error, atom::UNDEF.into(), head)
                    }
                }
            }
            Op::Traced => {
                // SAFETY: the arity is the word before.
                let arity = unsafe { *ip.wrapping_sub(1) } as usize;
                (me.ip, me.cp) = (ip, cp);
                let frames = call::traced(vm, me, registers!(arity));
                push_frames!(frames, arity);
                next!(1)
            }
            Op::TracedExport => {
                let (number, arity) = (word!(1), word!(2) as usize);
                (me.ip, me.cp) = (ip, cp);
                let frames = call::traced_export(vm, me, number, registers!(arity));
                push_frames!(frames, arity);
                ip = vm.code.exports.get(number).code;
            }
            Op::Returned => {
                me.cp = cp;
                ip = call::returned(vm, me, ip, x!(0));
                set_stack!(e.wrapping_add(tracer::WORDS));
                cp = std::ptr::null();
            }
            Op::CallFunLast => match call::fun(vm, me, pool, get!(2), word!(1) as usize) {
                Ok((to, arity)) => {
                    // SAFETY: a frame begins with the return address.
                    cp = unsafe { *e } as usize as *const u32;
                    set_stack!(e.wrapping_byte_add(word!(3) as usize));
                    enter!(to, arity)
                }
                Err(reason) => error!(reason),
            },
            Op::CallFun => match call::fun(vm, me, pool, get!(2), word!(1) as usize) {
                Ok((to, arity)) => {
                    cp = ip.wrapping_add(3);
                    enter!(to, arity)
                }
                Err(reason) => raise!(Class::Error, reason, trace::Head::Twice),
            },
            Op::Apply => {
                let arity = word!(1) as usize;
                match call::named(vm, x!(arity), x!(arity + 1), arity) {
                    Ok((to, arity)) => {
                        cp = ip.wrapping_add(2);
                        // SAFETY: there is an instruction behind this one, and one at every entry.
                        let (behind, first) = unsafe { (*cp.cast::<Op>(), *to.cast::<Op>()) };
                        if behind == Op::DeallocateReturn && first != Op::CallBifOnly {
                            // A last application, for which the frame is given up; a built-in function is called from it.
                            // SAFETY: a frame begins with the return address.
                            unsafe {
                                let bytes = *cp.add(1) as usize;
                                cp = *e as usize as *const u32;
                                set_stack!(e.wrapping_byte_add(bytes));
                            }
                        }
                        enter!(to, arity)
                    }
                    Err(reason) => {
                        let args = me.heap.list(registers!(arity).iter().copied());
                        let head = trace::inner(vm, me, "apply", &[x!(arity), x!(arity + 1), args]);
                        raise!(Class::Error, reason, head)
                    }
                }
            }
            Op::FuncInfo => {
                let head = trace::clause(vm, me, ip, registers!(word!(1)));
                raise!(Class::Error, atom::FUNCTION_CLAUSE.into(), head)
            }
            Op::NormalExit => return Switch::Ended(atom::NORMAL.into(), false),

            // Frames and room.
            Op::Allocate => {
                let bytes = word!(1) as usize;
                room!(bytes, word!(2));
                set_stack!(e.wrapping_byte_sub(bytes));
                // SAFETY: there is room.
                unsafe { *e = cp as usize as u64 };
                cp = std::ptr::null();
                next!(3)
            }
            Op::AllocateHeap => {
                let bytes = word!(1) as usize;
                room!(bytes + word!(2) as usize, word!(3));
                set_stack!(e.wrapping_byte_sub(bytes));
                // SAFETY: there is room.
                unsafe { *e = cp as usize as u64 };
                cp = std::ptr::null();
                next!(4)
            }
            Op::Deallocate => {
                // SAFETY: a frame begins with the return address.
                cp = unsafe { *e } as usize as *const u32;
                set_stack!(e.wrapping_byte_add(word!(1) as usize));
                next!(2)
            }
            Op::Trim => {
                // SAFETY: the frame is larger than what is given up of it.
                unsafe {
                    let return_address = *e;
                    set_stack!(e.wrapping_byte_add(word!(1) as usize));
                    *e = return_address;
                }
                next!(2)
            }
            Op::TestHeap => {
                room!(word!(1) as usize, word!(2));
                next!(3)
            }
            Op::InitY => {
                let count = word!(1) as usize;
                for register in 2..count + 2 {
                    put!(register, Term::NIL);
                }
                next!(count + 2)
            }

            // Choices.
            Op::Jump => jump!(1),
            Op::IsLess => {
                let (a, b) = (get!(2), get!(3));
                if a.both_small(b) {
                    test!((a.0 as i64) < b.0 as i64, 4)
                }
                test!(order::compare(a, b).is_lt(), 4)
            }
            Op::IsAtLeast => {
                let (a, b) = (get!(2), get!(3));
                if a.both_small(b) {
                    test!((a.0 as i64) >= b.0 as i64, 4)
                }
                test!(order::compare(a, b).is_ge(), 4)
            }
            Op::IsLessThanSmall => compare_small!(get, <, is_lt),
            Op::IsAtLeastSmall => compare_small!(get, >=, is_ge),
            Op::IsEqual => {
                let (a, b) = (get!(2), get!(3));
                test!(a.same(b) || order::equal_loosely(a, b), 4)
            }
            Op::IsNotEqual => {
                let (a, b) = (get!(2), get!(3));
                test!(!(a.same(b) || order::equal_loosely(a, b)), 4)
            }
            Op::IsExactlyEqual => {
                let (a, b) = (get!(2), get!(3));
                test!(a.same(b) || (!a.is_immediate() && order::equal(a, b)), 4)
            }
            Op::IsNotExactlyEqual => {
                let (a, b) = (get!(2), get!(3));
                test!(!(a.same(b) || (!a.is_immediate() && order::equal(a, b))), 4)
            }
            Op::IsExactly => test!(get!(2).0 == i64::from(word!(3) as i32) as u64, 4),
            Op::IsNotExactly => test!(get!(2).0 != i64::from(word!(3) as i32) as u64, 4),
            Op::IsInteger => {
                let term = get!(2);
                test!(term.is_small() || term.is_integer(), 3)
            }
            Op::IsFloat => test!(kind_is!(2, FLOAT), 3),
            Op::IsNumber => {
                let term = get!(2);
                test!(term.is_small() || term.is_integer() || term.is(Kind::FLOAT), 3)
            }
            Op::IsAtom => test!(get!(2).is_atom(), 3),
            Op::IsPid => test!(get!(2).is_pid(), 3),
            Op::IsReference => test!(get!(2).is_reference(), 3),
            Op::IsPort => test!(get!(2).is_port(), 3),
            Op::IsNil => test!(get!(2).is_nil(), 3),
            Op::IsBinary => test!(get!(2).as_bits().is_some_and(|bits| bits.size % 8 == 0), 3),
            Op::IsBitstring => test!(kind_is!(2, SUB_BIN | HEAP_BIN | REFC_BIN), 3),
            Op::IsList => test!(get!(2).is_list(), 3),
            Op::IsNonemptyList => test!(get!(2).is_cons(), 3),
            Op::IsTuple => test!(kind_is!(2, TUPLE), 3),
            Op::IsBoolean => test!(get!(2).as_bool().is_some(), 3),
            Op::IsMap => test!(kind_is!(2, MAP | TREE), 3),
            Op::IsFunction => test!(kind_is!(2, FUN | EXPORT), 3),
            Op::IsFunctionOf => match call::is_function_of(vm, get!(2), get!(3)) {
                Some(is) => test!(is, 4),
                None => jump!(1),
            },
            Op::TestArity => test!(get!(2).boxed_header() == u64::from(word!(3)), 4),
            Op::IsTaggedTuple => is_tagged_tuple!(get),
            Op::IsNonemptyGetList => {
                let list = get!(2);
                if !list.is_cons() {
                    jump!(1);
                }
                let (head, tail) = (list.head(), list.tail());
                put!(3, head);
                put!(4, tail);
                next!(5)
            }
            Op::IsNonemptyAllocateGetList => take_apart!(put, put),
            Op::ConsReturn => cons_return!(get, get),
            Op::SelectLinear => {
                let value = get!(1).0;
                let count = word!(3) as usize;
                let operands = operands!();
                match (0..count).find(|choice| u64::from(operands.word(4 + choice * 2)) == value) {
                    Some(choice) => jump!(5 + choice * 2),
                    None => jump!(2),
                }
            }
            Op::SelectBinary => {
                let value = get!(1).0;
                let (mut low, mut high) = (0, word!(3) as usize);
                while low < high {
                    let middle = (low + high) / 2;
                    if u64::from(word!(4 + middle * 2)) < value {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                if low < word!(3) as usize && u64::from(word!(4 + low * 2)) == value {
                    jump!(5 + low * 2);
                }
                jump!(2)
            }
            Op::SelectArity => {
                let term = get!(1);
                if !term.is_boxed() {
                    jump!(2);
                }
                let header = term.boxed_header();
                let count = word!(3) as usize;
                let operands = operands!();
                match (0..count).find(|choice| u64::from(operands.word(4 + choice * 2)) == header) {
                    Some(choice) => jump!(5 + choice * 2),
                    None => jump!(2),
                }
            }
            Op::SelectDense => {
                let value = get!(1);
                let index = value.small_value().wrapping_sub(i64::from(word!(3) as i32)) as u64;
                if !value.is_small() || index >= u64::from(word!(4)) {
                    jump!(2);
                }
                jump!(5 + index as usize)
            }

            // Exceptions.
            Op::Catch => {
                put!(1, Term::catch(word!(2)));
                next!(3)
            }
            Op::CatchEnd => {
                put!(1, Term::NIL);
                if x!(0).is_none() {
                    let caught = raise::caught(vm, me, x!(1), x!(2), x!(3));
                    set_x!(0, caught);
                    let caught = tidy!(caught, 0);
                    set_x!(0, caught);
                }
                next!(2)
            }
            Op::TryEnd => {
                put!(1, Term::NIL);
                next!(2)
            }
            Op::TryCase => {
                put!(1, Term::NIL);
                set_x!(0, x!(1));
                set_x!(1, x!(2));
                set_x!(2, x!(3));
                next!(2)
            }
            Op::TryCaseEnd => error_with!(atom::TRY_CLAUSE, get!(1)),
            Op::Raise => {
                let (raw, value) = (get!(1), get!(2));
                raise!(trace::class_of(raw), value, trace::Head::Given(raw))
            }
            Op::RawRaise => match raise::class_named(x!(0)) {
                Some(class) => raise!(class, x!(1), trace::Head::Given(x!(2))),
                None => {
                    set_x!(0, atom::BADARG.into());
                    // What follows may be a handler.
                    set_x!(3, Term::NIL);
                    next!(1)
                }
            },
            Op::BuildStacktrace => {
                let stack = trace::stack_of(vm, &mut me.heap, x!(0));
                let stack = tidy!(stack, 0);
                set_x!(0, stack);
                next!(1)
            }
            Op::Badmatch => error_with!(atom::BADMATCH, get!(1)),
            Op::IfEnd => error!(atom::IF_CLAUSE),
            Op::CaseEnd => error_with!(atom::CASE_CLAUSE, get!(1)),
            Op::Badrecord => error_with!(atom::BADRECORD, get!(1)),

            // Terms.
            Op::GetList => get_list!(get, put, put),
            Op::GetHead => {
                put!(2, get!(1).head());
                next!(3)
            }
            Op::GetTail => {
                put!(2, get!(1).tail());
                next!(3)
            }
            Op::PutList => put_list!(get, get, put),
            Op::GetElement => get_element!(get, put),
            Op::SetElement => {
                let (element, tuple) = (get!(1), get!(2));
                // SAFETY: the compiler has just made the tuple, with `setelement/3`.
                unsafe { *tuple.address().byte_add(word!(3) as usize) = element.0 };
                next!(4)
            }
            Op::PutTuple => {
                let count = word!(2) as usize;
                let tuple = me.heap.top;
                me.heap.top = tuple.wrapping_add(count + 1);
                // SAFETY: a `TestHeap` has made room.
                unsafe {
                    *tuple = Term::header(Kind::TUPLE, count);
                    for element in 0..count {
                        *tuple.add(element + 1) = get!(element + 3).0;
                    }
                }
                put!(1, Term::from_boxed(tuple));
                next!(count + 3)
            }
            Op::UpdateRecord => {
                let count = word!(4) as usize;
                let operands = operands!();
                let record = record::update(
                    &mut me.heap,
                    get!(1),
                    (0..count)
                        .map(move |update| (operands.word(5 + update * 2) as usize, operands.get(6 + update * 2))),
                );
                put!(2, record);
                next!(5 + count * 2)
            }
            Op::NewMap => {
                let count = word!(4) as usize;
                let map = me.heap.alloc(count + 2);
                // SAFETY: that many words are ours.
                unsafe {
                    *map = Term::header(Kind::MAP, count + 1);
                    *map.add(1) = get!(1).0;
                    for value in 0..count {
                        *map.add(value + 2) = get!(value + 5).0;
                    }
                }
                let map = tidy!(Term::from_boxed(map), word!(3));
                put!(2, map);
                next!(count + 5)
            }
            Op::PutMapAssoc => {
                let count = word!(5) as usize;
                let base = get!(2);
                if !base.is_map() {
                    error_with!(atom::BADMAP, base);
                }
                let map = match count {
                    1 => map::put(&mut me.heap, base, get!(6), get!(7)),
                    _ => {
                        let pairs = operands!().pairs(6, count);
                        map::put_many(&mut me.heap, base, &pairs)
                    }
                };
                let map = tidy!(map, word!(4));
                put!(3, map);
                next!(6 + count * 2)
            }
            Op::PutMapExact => {
                let count = word!(5) as usize;
                let base = get!(2);
                if !base.is_map() {
                    error_with!(atom::BADMAP, base);
                }
                let pairs = operands!().pairs(6, count);
                match map::update_many(&mut me.heap, base, &pairs) {
                    Ok(map) => {
                        let map = tidy!(map, word!(4));
                        put!(3, map);
                        next!(6 + count * 2)
                    }
                    Err(key) => error_with!(atom::BADKEY, key),
                }
            }
            Op::HasMapFields => {
                let count = word!(3) as usize;
                let map = get!(2);
                let operands = operands!();
                test!(
                    (0..count).all(move |key| map::get(map, operands.get(4 + key)).is_some()),
                    4 + count
                )
            }
            Op::GetMapElements => {
                let count = word!(3) as usize;
                let map = get!(2);
                if !map.is_map() {
                    jump!(1);
                }
                // A destination may be the map's own register, so that no value is written before the last is found.
                let operands = operands!();
                let found = (0..count).all(move |pair| match map::get(map, operands.get(4 + pair * 2)) {
                    Some(value) => {
                        operands.put(5 + pair * 2, value);
                        true
                    }
                    None => false,
                });
                test!(found, 4 + count * 2)
            }
            Op::MakeFun => {
                let count = word!(3) as usize;
                let mut free = [Term::NIL; 256];
                for (variable, free) in free[..count].iter_mut().enumerate() {
                    *free = get!(4 + variable);
                }
                let fun = me.heap.fun(word!(1), me.pid(), &free[..count]);
                put!(2, fun);
                next!(4 + count)
            }

            // Messages.
            Op::Send => {
                let (to, message) = (x!(0), x!(1));
                me.reductions_left = reductions - 1;
                (me.ip, me.cp) = (ip, cp);
                let answer = Context { vm, me }.send(to, message);
                reductions = me.reductions_left;
                match answer {
                    Ok(()) => {
                        set_x!(0, message);
                        if reductions <= 0 {
                            leave!(ip.wrapping_add(1), 1, Switch::Yielded);
                        }
                        next!(1)
                    }
                    Err(stop) => match *stop.0 {
                        StopKind::Raise { class, reason, .. } => {
                            let send = vm.code.exports.find(atom::ERLANG, crate::term::Atom::new("send"), 2);
                            let head = match send {
                                Some(number) => trace::arguments(vm, me, number, &[to, message]),
                                None => trace::Head::Here,
                            };
                            raise!(class, reason, head)
                        }
                        _ => return Switch::Exited,
                    },
                }
            }
            Op::LoopReceive => match me.mailbox.current() {
                Some(message) => {
                    put!(2, message);
                    next!(3)
                }
                None => jump!(1),
            },
            Op::LoopReceiveEnd => {
                me.mailbox.skip();
                reductions -= 1;
                jump!(1)
            }
            Op::RemoveMessage => {
                if me.marks != 0 {
                    receive::tell(vm, me);
                }
                me.mailbox.take();
                receive::stop_waiting(vm, me);
                next!(1)
            }
            Op::Wait => {
                let to = ip.wrapping_byte_offset(word!(1) as i32 as isize);
                leave!(to, 0, Switch::Waiting)
            }
            Op::WaitTimeout => {
                let to = ip.wrapping_byte_offset(word!(1) as i32 as isize);
                match receive::wait_until(vm, me, get!(2), ip.wrapping_add(3)) {
                    receive::Until::Now => next!(3),
                    receive::Until::Later => leave!(to, 0, Switch::Waiting),
                    receive::Until::Never => error!(atom::TIMEOUT_VALUE),
                }
            }
            Op::Timeout => {
                me.mailbox.rewind();
                receive::stop_waiting(vm, me);
                if me.marks != 0 {
                    tracer::timed_out(vm, me);
                }
                next!(1)
            }
            Op::MarkerBind => {
                receive::bind_marker(me, get!(1), get!(2));
                next!(3)
            }
            Op::MarkerClear => {
                receive::clear_marker(me, get!(1));
                next!(2)
            }
            Op::MarkerReserve => {
                let marker = receive::reserve_marker(me);
                put!(1, marker);
                next!(2)
            }
            Op::MarkerUse => {
                receive::use_marker(me, get!(1));
                next!(2)
            }

            // Functions built in.
            Op::SelfPid => {
                put!(1, me.pid());
                next!(2)
            }
            Op::Bif0 => {
                let number = word!(1);
                let Some(bif) = vm.code.exports.get(number).bif else {
                    error!(atom::UNDEF)
                };
                me.ip = ip;
                match bif(&mut Context { vm, me }, &[]) {
                    Ok(result) => put!(2, result),
                    Err(_) => error!(atom::BADARG),
                }
                next!(3)
            }
            Op::Bif1 => {
                let args = [get!(3)];
                inner_built_in!(word!(2), &args, |result| {
                    put!(4, result);
                    next!(5)
                })
            }
            Op::Bif2 => {
                let args = [get!(3), get!(4)];
                inner_built_in!(word!(2), &args, |result| {
                    put!(5, result);
                    next!(6)
                })
            }
            Op::Bif3 => {
                let args = [get!(3), get!(4), get!(5)];
                inner_built_in!(word!(2), &args, |result| {
                    put!(6, result);
                    next!(7)
                })
            }
            Op::GcBif1 => {
                let args = [get!(4)];
                inner_built_in!(word!(3), &args, |result| {
                    let result = tidy!(result, word!(2));
                    put!(5, result);
                    next!(6)
                })
            }
            Op::GcBif2 => {
                let args = [get!(4), get!(5)];
                inner_built_in!(word!(3), &args, |result| {
                    let result = tidy!(result, word!(2));
                    put!(6, result);
                    next!(7)
                })
            }
            Op::GcBif3 => {
                let args = [get!(4), get!(5), get!(6)];
                inner_built_in!(word!(3), &args, |result| {
                    let result = tidy!(result, word!(2));
                    put!(7, result);
                    next!(8)
                })
            }
            Op::Head => {
                let list = get!(2);
                if list.is_cons() {
                    put!(3, list.head());
                    next!(4)
                }
                if word!(1) != 0 {
                    jump!(1);
                }
                let head = trace::inner(vm, me, "hd", &[list]);
                raise!(Class::Error, atom::BADARG.into(), head)
            }
            Op::Tail => {
                let list = get!(2);
                if list.is_cons() {
                    put!(3, list.tail());
                    next!(4)
                }
                if word!(1) != 0 {
                    jump!(1);
                }
                let head = trace::inner(vm, me, "tl", &[list]);
                raise!(Class::Error, atom::BADARG.into(), head)
            }
            Op::TupleSize => {
                let tuple = get!(2);
                if tuple.is(Kind::TUPLE) {
                    put!(3, Term::small(Term::header_words(tuple.boxed_header()) as i64));
                    next!(4)
                }
                if word!(1) != 0 {
                    jump!(1);
                }
                let head = trace::inner(vm, me, "tuple_size", &[tuple]);
                raise!(Class::Error, atom::BADARG.into(), head)
            }
            Op::Element => {
                let (index, tuple) = (get!(2), get!(3));
                if let (true, Some(elements)) = (index.is_small(), tuple.as_tuple())
                    && let Some(element) = elements.get((index.small_value() as usize).wrapping_sub(1))
                {
                    put!(4, *element);
                    next!(5)
                }
                if word!(1) != 0 {
                    jump!(1);
                }
                let head = trace::inner(vm, me, "element", &[index, tuple]);
                raise!(Class::Error, atom::BADARG.into(), head)
            }
            Op::Add => add!(get, get, put),
            Op::Subtract => {
                let (a, b) = (get!(4), get!(5));
                if a.both_small(b)
                    && let Some(difference) = (a.0 as i64).checked_sub(b.0 as i64 - 15)
                {
                    put!(6, Term(difference as u64));
                    next!(7)
                }
                arithmetic!(number::subtract)
            }
            Op::AddSmall => with_small!(get, put, checked_add, number::add),
            Op::SubtractSmall => with_small!(get, put, checked_sub, number::subtract),
            Op::Multiply => {
                let (a, b) = (get!(4), get!(5));
                if a.both_small(b)
                    && let Some(product) = number::small_product(a, b)
                {
                    put!(6, product);
                    next!(7)
                }
                arithmetic!(number::multiply)
            }
            Op::Quotient => {
                let (a, b) = (get!(4), get!(5));
                if a.both_small(b)
                    && b.small_value() != 0
                    && let Some(quotient) = Term::try_small(a.small_value() / b.small_value())
                {
                    put!(6, quotient);
                    next!(7)
                }
                arithmetic!(number::quotient)
            }
            Op::Remainder => {
                let (a, b) = (get!(4), get!(5));
                if a.both_small(b) && b.small_value() != 0 {
                    put!(6, Term::small(a.small_value() % b.small_value()));
                    next!(7)
                }
                arithmetic!(number::remainder)
            }
            Op::BitAnd => {
                let (a, b) = (get!(4), get!(5));
                if a.both_small(b) {
                    put!(6, Term(a.0 & b.0));
                    next!(7)
                }
                arithmetic!(number::bit_and)
            }
            Op::BitOr => {
                let (a, b) = (get!(4), get!(5));
                if a.both_small(b) {
                    put!(6, Term(a.0 | b.0));
                    next!(7)
                }
                arithmetic!(number::bit_or)
            }
            Op::BitXor => {
                let (a, b) = (get!(4), get!(5));
                if a.both_small(b) {
                    put!(6, Term::small(a.small_value() ^ b.small_value()));
                    next!(7)
                }
                arithmetic!(number::bit_xor)
            }
            Op::ShiftLeft => {
                let (a, b) = (get!(4), get!(5));
                if a.both_small(b)
                    && let Some(shifted) = number::small_shift(a.small_value(), b.small_value())
                {
                    put!(6, shifted);
                    next!(7)
                }
                arithmetic!(number::shift_left)
            }
            Op::ShiftRight => {
                let (a, b) = (get!(4), get!(5));
                if a.both_small(b)
                    && let Some(shifted) = number::small_shift(a.small_value(), -b.small_value())
                {
                    put!(6, shifted);
                    next!(7)
                }
                arithmetic!(number::shift_right)
            }

            // Floats.
            Op::FloatIn => match number::float_of(get!(1)) {
                Some(value) => {
                    float!(2) = value;
                    next!(3)
                }
                None => error!(atom::BADARITH),
            },
            Op::FloatConvert => match number::float_of(get!(1)) {
                Some(value) => {
                    float!(2) = value;
                    next!(3)
                }
                None => error!(atom::BADARITH),
            },
            Op::FloatOut => {
                let value = me.heap.float(float!(1));
                put!(2, value);
                next!(3)
            }
            Op::FloatMove => {
                float!(2) = float!(1);
                next!(3)
            }
            Op::FloatAdd => float_operation!(+),
            Op::FloatSubtract => float_operation!(-),
            Op::FloatMultiply => float_operation!(*),
            Op::FloatDivide => float_operation!(/),
            Op::FloatNegate => {
                // Up to OTP 26 its JIT makes 0.0 the negative of 0.0.
                let is_later = vm.tables.system.release() >= 27;
                float!(2) = if is_later { -float!(1) } else { 0.0 - float!(1) };
                next!(3)
            }
            // Bits.
            Op::BitsStart => {
                let source = room_beside!(4 * 8, get!(2), word!(3));
                match Matcher::start(&mut me.heap, source) {
                    Some(matcher) => {
                        put!(4, matcher.0);
                        next!(5)
                    }
                    None if word!(1) != 0 => jump!(1),
                    None => error!(atom::BADARG),
                }
            }
            Op::BitsPosition => {
                put!(2, Term::small(Matcher(get!(1)).position() as i64));
                next!(3)
            }
            Op::BitsSetPosition => {
                Matcher(get!(1)).go_back(get!(2));
                next!(3)
            }
            Op::BitsTail => {
                let matcher = Matcher(room_beside!(4 * 8, get!(1), word!(3)));
                let tail = matcher.tail(&mut me.heap);
                put!(2, tail);
                next!(4)
            }
            Op::BitsByte => match Matcher(get!(2)).byte() {
                Some(byte) => {
                    put!(3, Term::small(i64::from(byte)));
                    next!(4)
                }
                None => jump!(1),
            },
            Op::BitsInteger => {
                let found = bits::field(at!(word!(4)), word!(5))
                    .and_then(|count| Matcher(get!(2)).integer(&mut me.heap, count, word!(6) as u8));
                let Some(integer) = found else { jump!(1) };
                let integer = tidy!(integer, word!(3));
                put!(7, integer);
                next!(8)
            }
            Op::BitsFloat => {
                let found = bits::field(at!(word!(4)), word!(5))
                    .and_then(|count| Matcher(get!(2)).float(&mut me.heap, count, word!(6) as u8));
                let Some(float) = found else { jump!(1) };
                let float = tidy!(float, word!(3));
                put!(7, float);
                next!(8)
            }
            Op::BitsBinary => {
                let count = match word!(4) {
                    u32::MAX => None,
                    size => match bits::field(at!(size), word!(5)) {
                        None => jump!(1),
                        count => count,
                    },
                };
                let matcher = Matcher(room_beside!(4 * 8, get!(2), word!(3)));
                let found = match count {
                    Some(count) => matcher.binary(&mut me.heap, count),
                    None => matcher.rest(&mut me.heap, word!(5)),
                };
                let Some(binary) = found else { jump!(1) };
                put!(7, binary);
                next!(8)
            }
            Op::BitsSkip => {
                let matcher = Matcher(get!(2));
                if word!(3) == u32::MAX {
                    test!(matcher.skip_rest(word!(4)), 5)
                }
                match bits::field(at!(word!(3)), word!(4)) {
                    Some(count) => test!(matcher.skip(count), 5),
                    None => jump!(1),
                }
            }
            Op::BitsTestTail => test!(Matcher(get!(2)).test_left(word!(3) as usize), 4),
            Op::BitsTestUnit => test!(Matcher(get!(2)).test_unit(word!(3)), 4),
            Op::BitsAtLeast => test!(Matcher(get!(2)).has(word!(3) as usize, word!(4)), 5),
            Op::BitsValue => {
                let value = get!(4);
                test!(bits::is_value(Matcher(get!(2)), word!(3) as usize, value), 5)
            }
            Op::BitsString => {
                let count = word!(3) as usize;
                // SAFETY: the loader has seen to it that the bytes are in the module's strings, which live as long as its code.
                let text =
                    unsafe { std::slice::from_raw_parts(at!(word!(4)).0 as usize as *const u8, count.div_ceil(8)) };
                test!(Matcher(get!(2)).string(text, count), 5)
            }
            Op::BitsUtf8 => match Matcher(get!(2)).utf8() {
                Some(character) => {
                    put!(4, character);
                    next!(5)
                }
                None => jump!(1),
            },
            Op::BitsUtf16 => match Matcher(get!(2)).utf16(word!(3) as u8) {
                Some(character) => {
                    put!(4, character);
                    next!(5)
                }
                None => jump!(1),
            },
            Op::BitsUtf32 => match Matcher(get!(2)).utf32(word!(3) as u8) {
                Some(character) => {
                    put!(4, character);
                    next!(5)
                }
                None => jump!(1),
            },
            Op::BitsSkipUtf8 => test!(Matcher(get!(2)).utf8().is_some(), 4),
            Op::BitsSkipUtf16 => test!(Matcher(get!(2)).utf16(word!(3) as u8).is_some(), 4),
            Op::BitsSkipUtf32 => test!(Matcher(get!(2)).utf32(word!(3) as u8).is_some(), 4),
            Op::IsRecord => test!(kind_is!(2, RECORD), 3),
            Op::IsRecordOf => {
                let record = get!(2).as_record();
                test!(
                    record.is_some_and(|record| record.module().same(get!(3)) && record.name().same(get!(4))),
                    5
                )
            }
            Op::IsRecordOpen => {
                let record = get!(2).as_record();
                test!(record.is_some_and(|record| record.is_open_to(get!(3))), 4)
            }
            Op::GetRecordElements => {
                let count = word!(3) as usize;
                let Some(record) = get!(2).as_record() else { jump!(1) };
                // A destination may be the record's own register.
                let operands = operands!();
                if !(0..count).all(move |pair| record.place(operands.get(4 + pair * 2)).is_some()) {
                    jump!(1);
                }
                for pair in 0..count {
                    if let Some(place) = record.place(operands.get(4 + pair * 2)) {
                        operands.put(5 + pair * 2, record.values()[place]);
                    }
                }
                next!(4 + count * 2)
            }
            Op::GetRecordField => match native::field(&mut me.heap, get!(2), get!(3), get!(4), get!(5)) {
                Ok(value) => {
                    put!(6, value);
                    next!(7)
                }
                Err(_) if word!(1) != 0 => jump!(1),
                Err(reason) => error!(reason),
            },
            Op::NewRecord => {
                let count = word!(4) as usize;
                let record = me.heap.alloc(count + 2);
                // SAFETY: that many words are ours.
                unsafe {
                    *record = Term::header(Kind::RECORD, count + 1);
                    *record.add(1) = get!(1).0;
                    for value in 0..count {
                        *record.add(value + 2) = get!(value + 5).0;
                    }
                }
                let record = tidy!(Term::from_boxed(record), word!(3));
                put!(2, record);
                next!(count + 5)
            }
            Op::MakeRecord | Op::ChangeRecord => {
                let count = word!(5) as usize;
                let fields = operands!().pairs(6, count);
                let record = if op == Op::MakeRecord {
                    native::make(&vm.code, &mut me.heap, get!(2), ip, &fields)
                } else {
                    native::change(&mut me.heap, get!(2), &fields)
                };
                match record {
                    Ok(record) => {
                        let record = tidy!(record, word!(4));
                        put!(3, record);
                        next!(6 + count * 2)
                    }
                    Err(_) if word!(1) != 0 => jump!(1),
                    Err(reason) => error!(reason),
                }
            }
            Op::BitsWritable => {
                let writable = bits::init_writable(&mut me.heap, x!(0));
                let writable = tidy!(writable, 0);
                set_x!(0, writable);
                next!(1)
            }
            Op::BitsCreate | Op::BitsAppendByte => {
                let count = word!(4) as usize;
                if op == Op::BitsAppendByte
                    && let (source, byte) = (get!(8), get!(12))
                    && byte.is_small()
                    && (e as usize) - (me.heap.top as usize) >= 4 * 8 + word!(5) as usize
                    && let Some(binary) = bits::append_byte(&mut me.heap, source, byte.small_value() as u8)
                {
                    put!(3, binary);
                    next!(6 + count * 4)
                }
                let operands = operands!();
                let segment = move |number: usize| bits::segment(operands, 6 + number * 4);
                match bits::create(&mut me.heap, count, segment) {
                    Ok(binary) => {
                        let live = word!(2);
                        let mut binary = if live == UNKNOWN_LIVE {
                            binary
                        } else {
                            tidy!(binary, live)
                        };
                        // What follows builds terms without asking for room again.
                        let (live, need) = (live as usize, word!(5) as usize);
                        if (e as usize) - (me.heap.top as usize) < need {
                            set_x!(live, binary);
                            room!(need, live + 1);
                            binary = x!(live);
                        }
                        put!(3, binary);
                        next!(6 + count * 4)
                    }
                    Err(_) if word!(1) != 0 => jump!(1),
                    Err(failure) => {
                        let head = trace::construction(vm, me, ip, &failure);
                        raise!(Class::Error, failure.reason.into(), head)
                    }
                }
            }

            // What the loader has not proved.
            Op::CheckList => {
                if !get!(1).is_cons() {
                    error!(atom::BADARG)
                }
                next!(2)
            }
            Op::CheckTuple => {
                let tuple = get!(1);
                if !(tuple.is(Kind::TUPLE) && Term::header_words(tuple.boxed_header()) >= word!(2) as usize) {
                    error!(atom::BADARG)
                }
                next!(3)
            }
            Op::CheckRecord => {
                let tuple = get!(1);
                if !(tuple.is(Kind::TUPLE) && Term::header_words(tuple.boxed_header()) == word!(2) as usize) {
                    error!(atom::BADARG)
                }
                next!(3)
            }
            Op::CheckMap => {
                if !get!(1).is_map() {
                    error!(atom::BADARG)
                }
                next!(2)
            }
            Op::CheckContext => {
                if !get!(1).is(Kind::MATCH) {
                    error!(atom::BADARG)
                }
                next!(2)
            }

            // Forms of the commonest.
            Op::MovePp => {
                pool_put!(2, pool_at!(1));
                next!(3)
            }
            Op::MoveSp => {
                pool_put!(2, stack_at!(1));
                next!(3)
            }
            Op::MovePs => {
                stack_put!(2, pool_at!(1));
                next!(3)
            }
            Op::MoveReturnP => {
                set_x!(0, pool_at!(1));
                ip = cp;
                cp = std::ptr::null();
            }
            Op::GetListPpp => get_list!(pool_at, pool_put, pool_put),
            Op::GetListPsp => get_list!(pool_at, stack_put, pool_put),
            Op::GetListPss => get_list!(pool_at, stack_put, stack_put),
            Op::IsNonemptyGetListPpp => {
                let list = pool_at!(2);
                if !list.is_cons() {
                    jump!(1);
                }
                let (head, tail) = (list.head(), list.tail());
                pool_put!(3, head);
                pool_put!(4, tail);
                next!(5)
            }
            Op::IsNonemptyAllocateGetListSp => take_apart!(stack_put, pool_put),
            Op::ConsReturnSp => cons_return!(stack_at, pool_at),
            Op::PutListPpp => put_list!(pool_at, pool_at, pool_put),
            Op::PutListSpp => put_list!(stack_at, pool_at, pool_put),
            Op::GetElementPp => get_element!(pool_at, pool_put),
            Op::GetElementPs => get_element!(pool_at, stack_put),
            Op::GetElementSp => get_element!(stack_at, pool_put),
            Op::IsNonemptyListP => test!(pool_at!(2).is_cons(), 3),
            Op::IsNilP => test!(pool_at!(2).is_nil(), 3),
            Op::IsTaggedTupleP => is_tagged_tuple!(pool_at),
            Op::IsExactlyP => test!(pool_at!(2).0 == i64::from(word!(3) as i32) as u64, 4),
            Op::IsNotExactlyP => test!(pool_at!(2).0 != i64::from(word!(3) as i32) as u64, 4),
            Op::IsLessThanSmallP => compare_small!(pool_at, <, is_lt),
            Op::IsAtLeastSmallP => compare_small!(pool_at, >=, is_ge),
            Op::AddSmallPp => with_small!(pool_at, pool_put, checked_add, number::add),
            Op::AddSmallSp => with_small!(stack_at, pool_put, checked_add, number::add),
            Op::SubtractSmallPp => with_small!(pool_at, pool_put, checked_sub, number::subtract),
            Op::SubtractSmallSp => with_small!(stack_at, pool_put, checked_sub, number::subtract),
            Op::AddPpp => add!(pool_at, pool_at, pool_put),
            Op::AddSpp => add!(stack_at, pool_at, pool_put),
            Op::AddPsp => add!(pool_at, stack_at, pool_put),
        }
    }
}
