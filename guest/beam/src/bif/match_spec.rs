//! Match specifications: `[{Head, Guards, Body}]` compiled to small programs, and run on terms.
//!
//! `head` matches, `expression` compiles guards and bodies to postfix code, `run` runs it, `compile` goes through the clauses and collects what is wrong
//! with them, `functions` knows what may be called. The source is the chapter "Match Specifications in Erlang" of the ERTS User's Guide.

mod bifs;
mod compile;
mod effect;
mod expression;
mod functions;
mod head;
mod run;

use crate::term::{Packed, Parcel, Term};

pub(crate) use bifs::{TABLE, compiled};
pub(crate) use compile::keeps_key;
pub(crate) use effect::Change;
pub(crate) use functions::Functions;
pub(crate) use run::Scratch;

use expression::Op;
use head::Step;

/// What a specification is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dialect {
    /// Objects of tables.
    Table,
    /// Arguments of traced calls.
    Trace,
}

/// A compiled specification.
#[derive(Debug)]
pub(crate) struct MatchSpec {
    clauses: Vec<Clause>,
    /// What constants point into, when it is not the heap of the process that runs it.
    own: Option<Parcel>,
}

/// A clause of it.
#[derive(Debug)]
struct Clause {
    head: Term,
    steps: Vec<Step>,
    /// The names of the variables, `$N`: their numbers in the order in which the head binds them.
    variables: Vec<u64>,
    /// Leaves nothing on the stack: each guard is checked.
    guards: Vec<Op>,
    /// Leaves the result on the stack.
    body: Vec<Op>,
}

/// What a specification is matched with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'a> {
    /// A term of the caller.
    Own(Term),
    /// An object of a table: what the result has of it is copied.
    Object(&'a Packed),
}

impl Subject<'_> {
    fn term(self) -> Term {
        match self {
            Subject::Own(term) => term,
            Subject::Object(object) => object.term(),
        }
    }
}

impl MatchSpec {
    /// Whether it wants the stack of the process as text.
    pub(crate) fn asks_for_dump(&self) -> bool {
        let ops = self.clauses.iter().flat_map(|clause| clause.body.iter());
        ops.into_iter()
            .any(|op| matches!(op, Op::Effect(expression::Effect::Dump, _)))
    }

    /// The heads.
    pub(crate) fn heads(&self) -> impl Iterator<Item = Term> + '_ {
        self.clauses.iter().map(|clause| clause.head)
    }
}

/// The number of a variable `'$N'`; none for other terms.
pub(crate) fn variable(term: Term) -> Option<u64> {
    let digits = term.as_atom()?.name().strip_prefix('$')?;
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) || (digits.len() > 1 && digits.starts_with('0')) {
        return None;
    }
    digits.parse().ok()
}

/// Whether a term is the pattern that matches all.
pub(crate) fn is_wildcard(term: Term) -> bool {
    term.same(crate::term::atom::WILDCARD.term())
}

/// Whether a pattern has no variables and no `'_'`, so that it names one key; a map in it stands for itself, as ERTS has it.
pub(crate) fn is_bound(pattern: Term) -> bool {
    is_constant(pattern, true)
}

/// Whether a pattern has no variables and no `'_'`, and no maps either unless they are taken for constants.
fn is_constant(pattern: Term, maps: bool) -> bool {
    let mut open = vec![pattern];
    while let Some(mut term) = open.pop() {
        while term.is_cons() {
            open.push(term.head());
            term = term.tail();
        }
        if is_wildcard(term) || variable(term).is_some() {
            return false;
        }
        if term.is_map() {
            if !maps {
                return false;
            }
            open.extend(crate::term::map::iter(term).flat_map(|(key, value)| [key, value]));
        }
        open.extend(
            term.as_tuple()
                .into_iter()
                .flatten()
                .filter(|element| !element.is_small()),
        );
    }
    true
}
