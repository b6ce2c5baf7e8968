//! Purge: taking old code away, and whether a process runs it.

use super::{Answer, Entry, Stop};
use crate::{
    code::Purge,
    proc::Process,
    term::{Atom, Term, atom},
    vm::{Context, Vm},
};

pub(crate) const TABLE: &[Entry] = &[
    ("erts_internal", "check_process_code", 1, check),
    // Literals go when there are many of them, all at once: nothing waits for the collector.
    ("erts_literal_area_collector", "release_area_switch", 0, |_, _| {
        Ok(Term::bool(false))
    }),
    ("erts_literal_area_collector", "send_copy_request", 3, |_, _| {
        Ok(atom::OK.into())
    }),
    // No process has anything of a tracer that is gone.
    ("erts_trace_cleaner", "check", 0, |_, _| Ok(Term::bool(false))),
    ("erts_trace_cleaner", "send_trace_clean_signal", 1, |_, _| {
        Ok(Term::bool(false))
    }),
    ("erts_internal", "purge_module", 2, purge),
];

/// Whether a process runs or returns to code of a module that is leaving. Funs of that code count for nothing: they cannot
/// be called when it is gone.
pub(crate) fn runs_leaving(vm: &Vm, process: &Process, module: Atom) -> bool {
    let leaving = |address: *const u32| vm.code.is_leaving(module, address);
    if leaving(process.ip) || leaving(process.cp) || leaving(process.timeout) {
        return true;
    }
    let (mut word, end) = (process.heap.stack, process.heap.young.end());
    while word < end {
        // SAFETY: between the two is the stack.
        let content = unsafe { *word };
        // A return address looks like a header; no header is the address of code.
        if Term::is_header(content) && leaving(content as usize as *const u32) {
            return true;
        }
        word = word.wrapping_add(1);
    }
    false
}

fn check(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let module = args[0].as_atom().ok_or_else(Stop::badarg)?;
    Ok(Term::bool(runs_leaving(cx.vm, cx.me, module)))
}

/// The steps of a purge, which `erts_code_purger` takes and no other process may: whether there is something to take away, or it has been.
fn purge(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let module = args[0].as_atom().ok_or_else(Stop::badarg)?;
    if cx.vm.names.get(Atom::new("erts_code_purger")) != Some(cx.myself()) {
        return Err(Stop::error(atom::NOT_SUPPORTED));
    }
    let code = &mut cx.vm.code;
    let done = match args[1].as_atom().map(Atom::name) {
        Some("prepare") => code.begin_purge(module, Purge::Old),
        Some("prepare_on_load") => code.begin_purge(module, Purge::Failed),
        Some("abort") => {
            code.abort_purge(module);
            false
        }
        Some("complete") => {
            let literals = code.complete_purge(module);
            let purged = literals.is_some();
            cx.retire(literals);
            purged
        }
        _ => return Err(Stop::badarg()),
    };
    Ok(Term::bool(done))
}
