//! Run: a compiled specification on a term.

use crate::{
    host::Output,
    term::{Heap, Term, atom, copy_all, map, order, print::print},
    vm::Context,
};

use super::{
    Clause, MatchSpec, Subject,
    effect::Trace,
    expression::{Effect, Op},
    head,
};

/// Room to work in, kept from one term to the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    stack: Vec<Term>,
    values: Vec<Term>,
    /// What a specification for traces asked for.
    pub(crate) trace: Trace,
}

/// An exception within an expression.
struct Failed;

impl MatchSpec {
    /// The result of the first clause that matches; it does not refer to the subject, if that is an object.
    #[inline]
    pub(crate) fn run(&self, cx: &mut Context<'_>, subject: Subject<'_>, scratch: &mut Scratch) -> Option<Term> {
        self.clauses
            .iter()
            .find(|clause| clause.matches(cx, subject, scratch))
            .map(|clause| {
                let copies = Copies {
                    variables: matches!(subject, Subject::Object(_)),
                    constants: self.own.is_some(),
                };
                scratch.stack.clear();
                // Without `guard` a failing call has a value, so that this never fails.
                let _ = clause.evaluate(&clause.body, cx, subject, scratch, Some(copies));
                scratch.stack.pop().unwrap_or(atom::EXIT_SIGNAL.into())
            })
    }

    /// Whether a clause matches and its body is `true`.
    #[inline]
    pub(crate) fn is_true(&self, cx: &mut Context<'_>, subject: Subject<'_>, scratch: &mut Scratch) -> bool {
        self.run(cx, subject, scratch)
            .is_some_and(|result| result.same(atom::TRUE.term()))
    }
}

/// What must be copied where it is used.
#[derive(Clone, Copy)]
struct Copies {
    variables: bool,
    constants: bool,
}

impl Clause {
    #[inline]
    fn matches(&self, cx: &mut Context<'_>, subject: Subject<'_>, scratch: &mut Scratch) -> bool {
        if !head::matches(&self.steps, subject.term(), &mut scratch.stack, &mut scratch.values) {
            return false;
        }
        scratch.stack.clear();
        self.guards.is_empty() || self.evaluate(&self.guards, cx, subject, scratch, None).is_ok()
    }

    /// Run code. In a body `copies` says what is copied; in a guard nothing is, and what fails fails.
    fn evaluate(
        &self,
        ops: &[Op],
        cx: &mut Context<'_>,
        subject: Subject<'_>,
        scratch: &mut Scratch,
        copies: Option<Copies>,
    ) -> Result<(), Failed> {
        let Scratch { stack, values, trace } = scratch;
        let copies_variables = copies.is_some_and(|copies| copies.variables);
        let copies_constants = copies.is_some_and(|copies| copies.constants);
        let mut at = 0;
        while let Some(op) = ops.get(at) {
            at += 1;
            let value = match *op {
                Op::Word(term) => Some(term),
                Op::Constant(term) => Some(copied(term, copies_constants, cx.heap())),
                Op::Variable(index) => Some(copied(values[index as usize], copies_variables, cx.heap())),
                Op::Whole => Some(match subject {
                    Subject::Object(object) if copies_variables => object.unpack(cx.heap()),
                    _ => subject.term(),
                }),
                Op::Bindings => Some(self.bindings(values, copies_variables, cx.heap())),
                Op::Myself => Some(cx.myself()),
                Op::Tuple(size) => {
                    let from = stack.len() - size as usize;
                    let tuple = cx.heap().tuple(&stack[from..]);
                    stack.truncate(from);
                    Some(tuple)
                }
                Op::Cons => {
                    let (head, tail) = pop_two(stack);
                    Some(cx.heap().cons(head, tail))
                }
                Op::Map(size) => {
                    let from = stack.len() - 2 * size as usize;
                    let pairs = stack[from..].chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
                    stack.truncate(from);
                    Some(map::from_pairs(cx.heap(), pairs))
                }
                Op::Compare(holds) => {
                    let (a, b) = pop_two(stack);
                    Some(Term::bool(holds(order::compare(a, b))))
                }
                Op::Exactly(equal) => {
                    let (a, b) = pop_two(stack);
                    Some(Term::bool(order::equal(a, b) == equal))
                }
                Op::Call(function, arity) => {
                    let from = stack.len() - usize::from(arity);
                    let value = function(cx, &stack[from..]).ok();
                    stack.truncate(from);
                    value
                }
                Op::And(count) => logical(stack, count, |all| all.iter().all(|value| *value)),
                Op::Or(count) => logical(stack, count, |all| all.iter().any(|value| *value)),
                Op::Unless(stop, target) => {
                    let value = stack.pop().unwrap_or(Term::NIL);
                    match value.as_bool() {
                        Some(value) if value != stop => continue,
                        decided => {
                            at = target as usize;
                            decided.map(Term::bool)
                        }
                    }
                }
                Op::Drop => {
                    stack.pop();
                    continue;
                }
                Op::Check => {
                    if !stack.pop().is_some_and(|value| value.same(atom::TRUE.term())) {
                        return Err(Failed);
                    }
                    continue;
                }
                Op::Effect(effect, arity) => {
                    let from = stack.len() - usize::from(arity);
                    if effect == Effect::Display {
                        let mut bytes = print(stack[from], &cx.vm.code);
                        bytes.push(b'\n');
                        // As of `erlang:display/1`: nobody hears of a failure.
                        let _ = cx.vm.host.write(Output::Out, &bytes);
                    }
                    let value = trace.apply(effect, &stack[from..], cx);
                    stack.truncate(from);
                    Some(value)
                }
            };
            match value {
                Some(value) => stack.push(value),
                None if copies.is_some() => stack.push(atom::EXIT_SIGNAL.into()),
                None => return Err(Failed),
            }
        }
        Ok(())
    }

    /// The values of all variables, by their numbers.
    fn bindings(&self, values: &[Term], copies: bool, heap: &mut Heap) -> Term {
        let mut numbered: Vec<(u64, Term)> = self.variables.iter().copied().zip(values.iter().copied()).collect();
        numbered.sort_unstable_by_key(|(number, _)| *number);
        let values: Vec<Term> = numbered
            .into_iter()
            .map(|(_, value)| copied(value, copies, heap))
            .collect();
        heap.list(values.into_iter())
    }
}

#[inline]
fn copied(term: Term, copies: bool, heap: &mut Heap) -> Term {
    if copies && !term.is_immediate() {
        copy_all(term, heap)
    } else {
        term
    }
}

#[inline]
fn pop_two(stack: &mut Vec<Term>) -> (Term, Term) {
    let second = stack.pop().unwrap_or(Term::NIL);
    let first = stack.pop().unwrap_or(Term::NIL);
    (first, second)
}

fn logical(stack: &mut Vec<Term>, count: u32, of: fn(&[bool]) -> bool) -> Option<Term> {
    let from = stack.len() - count as usize;
    let values: Option<Vec<bool>> = stack[from..].iter().map(|value| value.as_bool()).collect();
    stack.truncate(from);
    Some(Term::bool(of(&values?)))
}
