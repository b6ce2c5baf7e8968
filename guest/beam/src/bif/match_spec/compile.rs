//! Compile: a specification clause by clause, with a list of all that is wrong with it, worded as ERTS does (erl_db_util.c of OTP 25).

use crate::term::{Parcel, Term, atom};

use super::{Clause, Dialect, Functions, MatchSpec, expression, head, is_wildcard, variable};

/// What is wrong with a specification, in the order in which it was found.
#[derive(Debug, Default)]
pub(crate) struct Complaints(pub(super) Vec<Complaint>);

/// A text with a term in it.
#[derive(Debug)]
pub(super) struct Complaint {
    pub(super) before: String,
    /// `NONE` if there is none.
    pub(super) term: Term,
    pub(super) after: String,
}

impl Complaints {
    pub(super) fn error(&mut self, text: impl Into<String>) {
        self.error_in(text, Term::NONE, "");
    }

    pub(super) fn error_in(&mut self, before: impl Into<String>, term: impl Into<Term>, after: impl Into<String>) {
        self.0.push(Complaint {
            before: before.into(),
            term: term.into(),
            after: after.into(),
        });
    }
}

impl MatchSpec {
    /// What `[]` is where a table is asked: it matches nothing.
    pub(crate) fn empty() -> Self {
        Self {
            clauses: Vec::new(),
            own: None,
        }
    }

    /// Compile a specification that lives as long as the result: it belongs to the process that runs it now.
    pub(crate) fn compile(spec: Term, dialect: Dialect, functions: &Functions) -> Result<Self, Complaints> {
        let mut complaints = Complaints::default();
        let clauses = clauses(spec, dialect, functions, &mut complaints);
        if complaints.0.is_empty() {
            Ok(Self { clauses, own: None })
        } else {
            Err(complaints)
        }
    }

    /// Compile a specification for later.
    pub(crate) fn compile_to_keep(spec: Term, dialect: Dialect, functions: &Functions) -> Result<Self, Complaints> {
        let parcel = Parcel::copy_all(spec);
        let compiled = Self::compile(parcel.term(), dialect, functions)?;
        Ok(Self {
            own: Some(parcel),
            ..compiled
        })
    }
}

fn clauses(spec: Term, dialect: Dialect, functions: &Functions, complaints: &mut Complaints) -> Vec<Clause> {
    let mut clauses = Vec::new();
    if !spec.is_cons() {
        complaints.error("Match programs are not in a list.");
        return clauses;
    }
    let mut parts = spec.elements();
    let parts_of: Vec<Term> = parts.by_ref().collect();
    if !parts.rest().is_nil() {
        complaints.error("Match programs are not in a proper list.");
        return clauses;
    }
    for part in parts_of {
        let Some([head, guards, body]) = part.as_tuple_of() else {
            complaints.error("Match program part is not a tuple of arity 3.");
            return clauses;
        };
        let pattern = match dialect {
            Dialect::Trace if !is_head_of_trace(head) => {
                complaints.error("Match head is invalid in this context.");
                return clauses;
            }
            _ => head,
        };
        let (steps, variables) = head::compile(pattern, complaints);
        let mut compiler = expression::Compiler::new(dialect, &variables, functions, complaints);
        let guards = compiler.guards(guards);
        let body = compiler.body(body);
        clauses.push(Clause {
            head,
            steps,
            variables,
            guards,
            body,
        });
    }
    clauses
}

fn is_head_of_trace(head: Term) -> bool {
    head.is_list() || head.as_tuple().is_some() || is_wildcard(head) || variable(head).is_some()
}

/// Whether a specification can only give objects of the same key: what `select_replace` demands.
///
/// The body is one expression: `'$_'`, or a tuple, built or constant, whose key is spelled as the head's is, or is `{element, KeyPos, '$_'}`.
pub(crate) fn keeps_key(spec: Term, keypos: usize) -> bool {
    spec.elements().all(|part| {
        let Some([head, _, body]) = part.as_tuple_of() else {
            return false;
        };
        body.is_cons() && body.tail().is_nil() && keeps_key_of(head, body.head(), keypos)
    })
}

fn keeps_key_of(head: Term, body: Term, keypos: usize) -> bool {
    if body.same(atom::WHOLE_OBJECT.term()) {
        return true;
    }
    let Some(key) = head.as_tuple().and_then(|elements| elements.get(keypos - 1)) else {
        return false;
    };
    if let Some([form, constant]) = body.as_tuple_of()
        && form.same(atom::CONST.term())
    {
        return super::is_bound(*key)
            && constant
                .as_tuple()
                .and_then(|elements| elements.get(keypos - 1))
                .is_some_and(|other| crate::term::order::equal(*other, *key));
    }
    let Some(built) = body.as_tuple_of::<1>().and_then(|[inner]| inner.as_tuple()) else {
        return false;
    };
    built
        .get(keypos - 1)
        .is_some_and(|other| says_key(*key, *other, keypos))
}

/// Whether an expression has the value that a pattern matched.
fn says_key(pattern: Term, expression: Term, keypos: usize) -> bool {
    if let Some([function, position, of]) = expression.as_tuple_of()
        && function.same(atom::ELEMENT.term())
        && position.as_small() == Some(keypos as i64)
        && of.same(atom::WHOLE_OBJECT.term())
    {
        return true;
    }
    // Pairs of a pattern and an expression that are still to be compared.
    let mut open = vec![(pattern, expression)];
    while let Some((pattern, expression)) = open.pop() {
        if is_wildcard(pattern) || pattern.is_map() {
            return false;
        }
        if let Some([form, constant]) = expression.as_tuple_of()
            && form.same(atom::CONST.term())
        {
            if !super::is_bound(pattern) || !crate::term::order::equal(pattern, constant) {
                return false;
            }
            continue;
        }
        if pattern.is_cons() && expression.is_cons() {
            open.push((pattern.head(), expression.head()));
            open.push((pattern.tail(), expression.tail()));
        } else if let Some(elements) = pattern.as_tuple() {
            match expression.as_tuple_of::<1>().and_then(|[inner]| inner.as_tuple()) {
                Some(built) if built.len() == elements.len() => {
                    open.extend(elements.iter().copied().zip(built.iter().copied()));
                }
                _ => return false,
            }
        } else if !crate::term::order::equal(pattern, expression) {
            return false;
        }
    }
    true
}
