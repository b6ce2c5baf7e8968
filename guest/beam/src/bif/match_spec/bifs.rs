//! Bifs: specifications without a table: compiled, kept, run on lists, tried out.

use std::rc::Rc;

use super::{Dialect, MatchSpec, Scratch, Subject, compile::Complaint};
use crate::{
    bif::{Answer, Entry, Stop},
    code::Code,
    term::{Heap, Term, atom, print::print},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "match_spec_test", 3, match_spec_test),
    ("ets", "is_compiled_ms", 1, is_compiled_ms),
    ("ets", "match_spec_compile", 1, match_spec_compile),
    ("ets", "match_spec_run_r", 3, match_spec_run_r),
];

/// The compiled specification behind a reference.
pub(crate) fn compiled(term: Term) -> Option<Rc<MatchSpec>> {
    Rc::clone(term.as_resource()?).downcast().ok()
}

fn is_compiled_ms(_: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(Term::bool(compiled(args[0]).is_some()))
}

fn match_spec_compile(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let functions = &cx.vm.tables.match_functions;
    let spec = MatchSpec::compile_to_keep(args[0], Dialect::Table, functions).map_err(|_| Stop::badarg())?;
    let id = cx.vm.next_ref();
    Ok(cx.heap().magic(id, Rc::new(spec)))
}

/// The results for the elements of a list, the last one first, before what is there already.
fn match_spec_run_r(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let spec = compiled(args[1]).ok_or_else(Stop::badarg)?;
    let mut scratch = Scratch::default();
    let mut results = args[2];
    let mut elements = args[0].elements();
    let mut count = 0;
    for element in elements.by_ref() {
        count += 1;
        if let Some(result) = spec.run(cx, Subject::Own(element), &mut scratch) {
            results = cx.heap().cons(result, results);
        }
    }
    cx.work(count);
    if elements.rest().is_nil() {
        Ok(results)
    } else {
        Err(Stop::badarg())
    }
}

fn match_spec_test(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let dialect = match args[2].as_atom().map(|dialect| dialect.name()) {
        Some("table") => Dialect::Table,
        Some("trace") if is_proper_list(args[0]) => Dialect::Trace,
        _ => return Err(Stop::badarg()),
    };
    let functions = &cx.vm.tables.match_functions;
    let spec = match MatchSpec::compile(args[1], dialect, functions) {
        Ok(spec) => spec,
        Err(complaints) => {
            let texts: Vec<String> = complaints
                .0
                .iter()
                .map(|complaint| text(complaint, &cx.vm.code))
                .collect();
            let heap = cx.heap();
            let errors: Vec<Term> = texts.iter().map(|text| error(heap, text)).collect();
            let errors = heap.list(errors.into_iter());
            return Ok(heap.tuple(&[atom::ERROR.into(), errors]));
        }
    };
    let mut scratch = Scratch::default();
    let found = spec.run(cx, Subject::Own(args[0]), &mut scratch);
    let trace = scratch.trace;
    let result = match (found, dialect) {
        (Some(_), Dialect::Trace) => trace.message.unwrap_or(atom::TRUE.into()),
        (found, _) => found.unwrap_or(atom::FALSE.into()),
    };
    let flags = [
        (trace.return_trace, atom::RETURN_TRACE),
        (trace.exception_trace, atom::EXCEPTION_TRACE),
    ];
    let flags = flags.iter().filter(|(set, _)| *set).map(|(_, flag)| Term::from(*flag));
    let heap = cx.heap();
    let flags: Vec<Term> = flags.collect();
    let flags = heap.list(flags.into_iter());
    Ok(heap.tuple(&[atom::OK.into(), result, flags, Term::NIL]))
}

fn text(complaint: &Complaint, code: &Code) -> String {
    let mut text = complaint.before.clone();
    if !complaint.term.is_none() {
        text.push_str(&String::from_utf8_lossy(&print(complaint.term, code)));
    }
    text + &complaint.after
}

fn error(heap: &mut Heap, text: &str) -> Term {
    let text = heap.string(text);
    heap.tuple(&[atom::ERROR.into(), text])
}

fn is_proper_list(term: Term) -> bool {
    let mut elements = term.elements();
    elements.by_ref().for_each(drop);
    elements.rest().is_nil()
}
