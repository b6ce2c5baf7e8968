//! Export: patterns of `re:compile/2` with `export` of OTP 28, which other nodes compile anew: `{re_exported_pattern, Header, Text, Options, Encoded}`.

use super::{
    compile_2, iolist,
    options::{Options, Use},
};
use crate::{
    bif::{Answer, Stop},
    term::{Atom, Term},
    vm::Context,
};

const NAME: &str = "re_exported_pattern";

fn is_export(option: Term) -> bool {
    option.as_atom().is_some_and(|option| option.name() == "export")
}

/// The options without `export`, if that is one of them and the OTP that is loaded knows it.
pub(super) fn without_export(cx: &mut Context<'_>, options: Term) -> Option<Term> {
    if cx.vm.tables.system.release() < 28 || !options.elements().any(is_export) {
        return None;
    }
    let mut elements = options.elements();
    let others: Vec<Term> = elements.by_ref().filter(|option| !is_export(*option)).collect();
    let rest = elements.rest();
    Some(cx.heap().list_before(others.into_iter(), rest))
}

/// What is compiled, to be exported.
pub(super) fn compile(cx: &mut Context<'_>, args: &[Term], options: Term) -> Answer {
    let is_unicode = Options::of(options, Use::Compile).is_some_and(|options| options.meaning.unicode);
    if is_unicode && args[0].as_bits().is_none() {
        // Which makes it a binary, and comes back.
        return Err(Stop::call(Atom::new("re"), Atom::new("ucompile"), args.to_vec()));
    }
    let compiled = compile_2(cx, &[args[0], options])?;
    let Some([ok, pattern]) = compiled.as_tuple_of() else {
        return Err(Stop::badarg());
    };
    let Some([.., encoded]) = pattern.as_tuple_of::<5>() else {
        return Ok(compiled);
    };
    let text = iolist::bytes(args[0])?;
    let heap = cx.heap();
    let (header, text) = (heap.binary(b"re-Portcullis"), heap.binary_from(text));
    let exported = heap.tuple(&[Atom::new(NAME).into(), header, text, args[1], encoded]);
    Ok(heap.tuple(&[ok, exported]))
}

/// A pattern of this node or another, compiled: whatever encodes it there means nothing here, and its text is known.
pub(super) fn import(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let parts = args[0]
        .as_tuple_of::<5>()
        .filter(|[name, ..]| name.same(Atom::new(NAME).into()));
    let [_, _, text, options, _] = parts.ok_or_else(Stop::badarg)?;
    if text.as_bits().is_none() {
        return Err(Stop::badarg());
    }
    let options = without_export(cx, options).unwrap_or(options);
    let compiled = compile_2(cx, &[text, options])?;
    match compiled.as_tuple_of() {
        Some([_, pattern]) if pattern.as_tuple_of::<5>().is_some() => Ok(pattern),
        _ => Err(Stop::badarg()),
    }
}
