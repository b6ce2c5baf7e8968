//! Report: what the machine itself tells the logger.

use super::{Message, Process};
use crate::{
    host::Output,
    term::{Atom, Heap, Term, atom, copy, map},
    vm::Vm,
};

/// A process ends because of an exception that nobody caught. The reason lies on its heap.
pub(crate) fn uncaught(vm: &mut Vm, process: &mut Process, reason: Term) {
    let args = {
        let pid = process.pid();
        process.heap.list([pid, reason].into_iter())
    };
    tell(
        vm,
        process,
        atom::ERROR,
        "Error in process ~p with exit value:~n~p~n",
        args,
    );
}

/// A process cannot spawn, since there are too many processes.
pub(super) fn too_many(vm: &mut Vm, process: &mut Process) {
    let text = process.heap.string("Too many processes\n");
    let args = process.heap.cons(text, Term::NIL);
    tell(vm, process, atom::ERROR, "~s~n", args);
}

/// Send `{log, Level, Format, Args, Metadata}` to the logger, as ERTS does: `do_send_term_to_logger` in its `utils.c` says what is in it.
pub(crate) fn tell(vm: &mut Vm, process: &mut Process, level: Atom, format: &str, args: Term) {
    let logger = match vm.system_logger.as_atom() {
        Some(name) => vm.names.get(name),
        None => Some(vm.system_logger),
    };
    let logger = logger.and_then(Term::as_local_pid);
    let Some(logger) = logger.filter(|id| vm.processes.is_alive(*id)) else {
        let text = format!("(no logger present) error: \"{format}\" {args:?}\n");
        // If that fails, nobody could be told.
        let _ = vm.host.write(Output::Err, text.as_bytes());
        return;
    };
    let microseconds = vm.host.now() / 1000;
    let (pid, group_leader) = (process.pid(), process.group_leader);
    let build = |heap: &mut Heap, args: Term| {
        let emulator = vec![
            (Atom::new("emulator").into(), atom::TRUE.into()),
            (atom::TAG.into(), level.into()),
        ];
        let emulator = map::from_pairs(heap, emulator);
        let time = heap.integer(microseconds);
        let metadata = vec![
            (Atom::new("error_logger").into(), emulator),
            (Atom::new("gl").into(), group_leader),
            (atom::PID.into(), pid),
            (atom::TIME.into(), time),
        ];
        let metadata = map::from_pairs(heap, metadata);
        let format = heap.string(format);
        heap.tuple(&[atom::LOG.into(), level.into(), format, args, metadata])
    };
    if logger == process.id {
        let term = build(&mut process.heap, args);
        process.mailbox.push(Message { term });
        return;
    }
    let own = &process.heap;
    vm.deliver(logger, |heap| {
        let args = copy(args, own, heap);
        build(heap, args)
    });
}
