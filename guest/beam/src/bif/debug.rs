//! Debug: the sizes and identities of terms, for `erts_debug`.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Atom, Kind, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erts_debug", "copy_shared", 1, |_, args| Ok(args[0])),
    ("erts_debug", "copy_shared", 2, |_, args| Ok(args[0])),
    ("erts_debug", "flat_size", 1, flat_size),
    ("erts_debug", "get_internal_state", 1, internal_state),
    ("erts_debug", "interpreter_size", 0, |_, _| Ok(Term::small(0))),
    ("erts_debug", "same", 2, |_, args| Ok(Term::bool(args[0].same(args[1])))),
    ("erts_debug", "set_internal_state", 2, set_internal_state),
    ("erts_debug", "size_shared", 1, size_shared),
];

/// Words that a term takes on ERTS, where what is shared counts each time.
fn flat_size(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut open = vec![args[0]];
    let (mut words, mut passed) = (0, 0);
    while let Some(term) = open.pop() {
        words += own_words(term);
        passed += 1;
        open.extend(parts(term).filter(|part| !part.is_immediate()));
    }
    cx.work(passed);
    Ok(Term::small(words as i64))
}

/// Words that a term takes on ERTS, where what is shared counts once.
fn size_shared(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut open = vec![args[0]];
    let mut words = 0;
    while let Some(term) = open.pop() {
        if !term.is_immediate() && seen.insert(term) {
            words += own_words(term);
            open.extend(parts(term));
        }
    }
    cx.work(seen.len());
    Ok(Term::small(words as i64))
}

/// The terms in a cell or an object.
fn parts(term: Term) -> impl Iterator<Item = Term> {
    let cell = term.is_cons().then(|| [term.head(), term.tail()]);
    let holds_terms = term
        .kind()
        .is_some_and(|kind| kind.holds_terms() && kind != Kind::SUB_BIN);
    let words = if holds_terms { term.words() } else { &[] };
    cell.into_iter().flatten().chain(words.iter().map(|word| Term(*word)))
}

/// Words of a cell, or of an object with its header, as ERTS lays them out.
fn own_words(term: Term) -> usize {
    let Some(kind) = term.kind() else {
        return if term.is_cons() { 2 } else { 0 };
    };
    let words = 1 + Term::header_words(term.boxed_header());
    match kind {
        // The empty tuple is nobody's.
        Kind::TUPLE if words == 1 => 0,
        Kind::MAP | Kind::REFC_BIN => words + 1,
        // The record itself. Its definition has a hash as well, and the fields in two orders.
        Kind::RECORD => words + 2 + if words > 2 { words - 1 } else { 0 },
        Kind::SUB_BIN => sub_words(term),
        Kind::FUN => words + 2,
        Kind::EXPORT => 5,
        Kind::MAGIC => 3,
        _ => words,
    }
}

/// A part of a binary is counted as what a copy of it would be.
fn sub_words(term: Term) -> usize {
    let bits = term.as_bits().map_or(0, |bits| bits.size);
    let whole = if Term(term.word(0)).is(Kind::REFC_BIN) {
        6
    } else {
        2 + bits.div_ceil(64)
    };
    whole + if bits.is_multiple_of(8) { 0 } else { 5 }
}

/// Nothing can be asked, as on ERTS before the access was opened.
fn internal_state(_: &mut Context<'_>, _: &[Term]) -> Answer {
    Err(Stop::error(atom::UNDEF))
}

fn set_internal_state(_: &mut Context<'_>, args: &[Term]) -> Answer {
    if args[0] == Atom::new("available_internal_state").into() {
        return Ok(Term::bool(false));
    }
    Err(Stop::error(atom::UNDEF))
}
