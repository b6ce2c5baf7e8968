//! Debug: the sizes and identities of terms, for `erts_debug`.

use super::{Answer, Entry, Stop};
use crate::{
    term::{Atom, Term, atom, size},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erts_debug", "flat_size", 1, flat_size),
    ("erts_debug", "get_internal_state", 1, internal_state),
    ("erts_debug", "interpreter_size", 0, |_, _| Ok(Term::small(0))),
    ("erts_debug", "same", 2, |_, args| Ok(Term::bool(args[0].same(args[1])))),
    ("erts_debug", "set_internal_state", 2, set_internal_state),
    ("erts_debug", "size_shared", 1, size_shared),
];

/// Words that a term takes, where what is shared counts each time.
fn flat_size(_: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(Term::small(size(args[0]) as i64))
}

/// Words that a term takes, where what is shared counts once.
fn size_shared(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut open = vec![args[0]];
    let mut words = 0;
    while let Some(term) = open.pop() {
        if term.is_immediate() || !seen.insert(term) {
            continue;
        }
        if term.is_cons() {
            words += 2;
            open.extend([term.head(), term.tail()]);
        } else {
            words += 1 + Term::header_words(term.boxed_header());
            if term.kind_of_boxed().holds_terms() {
                open.extend(term.words().iter().map(|word| Term(*word)));
            }
        }
    }
    Ok(Term::small(words as i64))
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
