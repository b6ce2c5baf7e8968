//! Head: patterns, as steps that each take a term from a stack.

use crate::term::{Term, map, order};

use super::{compile::Complaints, is_wildcard, variable};

/// What to do with the term on top of the stack.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Anything will do.
    Any,
    /// It is the value of that variable.
    Bind,
    /// It is equal to that variable.
    Same(u32),
    /// It is that word.
    Word(Term),
    /// It is equal to this.
    Equal(Term),
    /// It is a tuple of that size: its elements come next.
    Tuple(u32),
    /// It is a cell: head and tail come next.
    Cons,
    /// It is a map of at least so many keys: it stays, and is given up after so many [`Step::Value`].
    Map(u32),
    /// It is a map with that key: the value comes next. With `true` it is the last of its map.
    Value(Term, bool),
}

/// How many parts of a pattern are looked through for variables; what is left is taken apart all the same, so that deep patterns take no longer.
const CHECKS: usize = 64;

/// Compile a pattern; the variables in the order in which they are bound.
pub(super) fn compile(pattern: Term, complaints: &mut Complaints) -> (Vec<Step>, Vec<u64>) {
    let mut steps = Vec::new();
    let mut variables: Vec<u64> = Vec::new();
    let mut open = vec![Open::Pattern(pattern)];
    let mut checks = CHECKS;
    while let Some(next) = open.pop() {
        let term = match next {
            Open::Pattern(term) => term,
            Open::Step(step) => {
                steps.push(step);
                continue;
            }
        };
        if is_wildcard(term) {
            steps.push(Step::Any);
        } else if let Some(number) = variable(term) {
            match variables.iter().position(|known| *known == number) {
                Some(index) => steps.push(Step::Same(index as u32)),
                None => {
                    steps.push(Step::Bind);
                    variables.push(number);
                }
            }
        } else if term.is_immediate() {
            steps.push(Step::Word(term));
        } else if checks > 0 && super::is_constant(term, false) {
            steps.push(Step::Equal(term));
        } else if let Some(elements) = term.as_tuple() {
            steps.push(Step::Tuple(elements.len() as u32));
            open.extend(elements.iter().rev().copied().map(Open::Pattern));
        } else if term.is_cons() {
            steps.push(Step::Cons);
            open.push(Open::Pattern(term.tail()));
            open.push(Open::Pattern(term.head()));
        } else if term.is_map() {
            compile_map(term, &mut steps, &mut open, complaints);
        } else {
            steps.push(Step::Equal(term));
        }
        checks = checks.saturating_sub(1);
    }
    (steps, variables)
}

enum Open {
    Pattern(Term),
    Step(Step),
}

fn compile_map(term: Term, steps: &mut Vec<Step>, open: &mut Vec<Open>, complaints: &mut Complaints) {
    steps.push(Step::Map(map::size(term) as u32));
    let pairs: Vec<(Term, Term)> = map::iter(term).collect();
    for (number, (key, value)) in pairs.iter().enumerate().rev() {
        if is_wildcard(*key) {
            complaints.error("Underscore found in map key.");
        } else if variable(*key).is_some() {
            complaints.error("Variable found in map key.");
        }
        open.push(Open::Pattern(*value));
        open.push(Open::Step(Step::Value(*key, number + 1 == pairs.len())));
    }
}

/// Match a term; the values of the variables go to `values`.
#[inline]
pub(super) fn matches(steps: &[Step], term: Term, stack: &mut Vec<Term>, values: &mut Vec<Term>) -> bool {
    values.clear();
    stack.clear();
    let mut term = term;
    for step in steps {
        match *step {
            Step::Any => {}
            Step::Bind => values.push(term),
            Step::Same(index) => {
                if !order::equal(values[index as usize], term) {
                    return false;
                }
            }
            Step::Word(word) => {
                if !term.same(word) {
                    return false;
                }
            }
            Step::Equal(other) => {
                if !order::equal(other, term) {
                    return false;
                }
            }
            Step::Tuple(size) => match term.as_tuple() {
                Some(elements) if elements.len() == size as usize => stack.extend(elements.iter().rev()),
                _ => return false,
            },
            Step::Cons => {
                if !term.is_cons() {
                    return false;
                }
                stack.push(term.tail());
                stack.push(term.head());
            }
            Step::Map(size) => {
                if !term.is_map() || map::size(term) < size as usize {
                    return false;
                }
                if size > 0 {
                    stack.push(term);
                }
            }
            Step::Value(key, last) => {
                let Some(value) = map::get(term, key) else { return false };
                if !last {
                    stack.push(term);
                }
                stack.push(value);
            }
        }
        term = stack.pop().unwrap_or(Term::NIL);
    }
    true
}
