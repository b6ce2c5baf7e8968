//! Expression: guards and bodies, compiled to postfix code.

use std::cmp::Ordering;

use crate::{
    bif::Bif,
    term::{Atom, Term, atom, map},
};

use super::{Dialect, Functions, compile::Complaints, variable};

/// What to do with the stack.
#[derive(Clone, Copy, Debug)]
pub(super) enum Op {
    /// Push a word.
    Word(Term),
    /// Push a constant that is no word.
    Constant(Term),
    /// Push the value of a variable.
    Variable(u32),
    /// Push what the head was matched with.
    Whole,
    /// Push the list of all variables' values.
    Bindings,
    /// Push the caller's pid.
    Myself,
    /// Make a tuple of so many.
    Tuple(u32),
    /// Make a cell of the upper two: the tail is on top.
    Cons,
    /// Make a map of so many keys and values.
    Map(u32),
    /// Compare the upper two by their order.
    Compare(fn(Ordering) -> bool),
    /// Compare the upper two exactly; with `false`, whether they differ.
    Exactly(bool),
    /// Call a function with so many.
    Call(Bif, u8),
    /// All of so many are true.
    And(u32),
    /// One of so many is true.
    Or(u32),
    /// If it is this boolean, go on there with it; drop it if it is the other one.
    Unless(bool, u32),
    /// Drop it.
    Drop,
    /// It must be `true`.
    Check,
    /// What a traced call would do.
    Effect(Effect, u8),
}

/// What a specification for traces can ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Effect {
    ReturnTrace,
    ExceptionTrace,
    Message,
    Display,
    /// Do not tell of calls, or do again.
    Silent,
    SetWord,
    Word,
    Dump,
    Caller,
    CallerLine,
    /// Set flags of the caller or of another process.
    Enable,
    Disable,
    /// Clear flags and set others.
    Change,
    SetToken,
    Token,
    HasToken,
}

/// What is particular to traces: name, arity, whether guards may have it, whether it is a special form, what it does.
const EFFECTS: &[(&str, u8, bool, bool, Effect)] = &[
    ("return_trace", 0, false, true, Effect::ReturnTrace),
    ("exception_trace", 0, false, true, Effect::ExceptionTrace),
    ("message", 1, false, true, Effect::Message),
    ("display", 1, false, true, Effect::Display),
    ("silent", 1, false, true, Effect::Silent),
    ("set_tcw", 1, false, false, Effect::SetWord),
    ("get_tcw", 0, true, false, Effect::Word),
    ("process_dump", 0, false, true, Effect::Dump),
    ("caller", 0, false, true, Effect::Caller),
    ("caller_line", 0, false, true, Effect::CallerLine),
    ("enable_trace", 1, false, true, Effect::Enable),
    ("enable_trace", 2, false, true, Effect::Enable),
    ("disable_trace", 1, false, true, Effect::Disable),
    ("disable_trace", 2, false, true, Effect::Disable),
    ("trace", 2, false, true, Effect::Change),
    ("trace", 3, false, true, Effect::Change),
    ("set_seq_token", 2, false, true, Effect::SetToken),
    ("get_seq_token", 0, false, true, Effect::Token),
    ("is_seq_trace", 0, true, true, Effect::HasToken),
];

/// Compiles what follows a head.
pub(super) struct Compiler<'a> {
    dialect: Dialect,
    variables: &'a [u64],
    functions: &'a Functions,
    complaints: &'a mut Complaints,
    in_guard: bool,
    ops: Vec<Op>,
    open: Vec<Open>,
    /// Where the open short-circuits can be left, the innermost last.
    leaves: Vec<Vec<usize>>,
}

/// What is still to be done.
enum Open {
    Expression(Term),
    Op(Op),
    /// An [`Op::Unless`] of the innermost short-circuit.
    Leave(bool),
    /// Let those of the innermost short-circuit lead to where the code ends now.
    Land,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(
        dialect: Dialect,
        variables: &'a [u64],
        functions: &'a Functions,
        complaints: &'a mut Complaints,
    ) -> Self {
        Self {
            dialect,
            variables,
            functions,
            complaints,
            in_guard: true,
            ops: Vec::new(),
            open: Vec::new(),
            leaves: Vec::new(),
        }
    }

    /// All guards.
    pub(super) fn guards(&mut self, guards: Term) -> Vec<Op> {
        self.in_guard = true;
        if !guards.is_list() {
            self.complaints.error("Match expression is not a list.");
        } else {
            self.sequence(guards, Op::Check, Op::Check);
        }
        std::mem::take(&mut self.ops)
    }

    /// All expressions of a body: the last one's value is the result.
    pub(super) fn body(&mut self, body: Term) -> Vec<Op> {
        self.in_guard = false;
        if body.is_cons() {
            self.sequence(body, Op::Drop, Op::Drop);
            self.ops.pop();
        } else if self.dialect == Dialect::Trace && body.is_nil() {
            self.ops.push(Op::Word(atom::TRUE.into()));
        } else {
            self.complaints.error("Body clause does not return anything.");
        }
        std::mem::take(&mut self.ops)
    }

    fn sequence(&mut self, list: Term, after: Op, last: Op) {
        let mut expressions = list.elements();
        let all: Vec<Term> = expressions.by_ref().collect();
        if !expressions.rest().is_nil() {
            self.complaints.error("Match expression is not a proper list.");
        }
        for (number, expression) in all.iter().enumerate() {
            self.expression(*expression);
            self.ops.push(if number + 1 == all.len() { last } else { after });
        }
    }

    fn expression(&mut self, term: Term) {
        self.open.push(Open::Expression(term));
        while let Some(next) = self.open.pop() {
            match next {
                Open::Expression(term) => self.step(term),
                Open::Op(op) => self.ops.push(op),
                Open::Leave(stop) => {
                    let at = self.ops.len();
                    self.leaves.last_mut().expect("within a short-circuit").push(at);
                    self.ops.push(Op::Unless(stop, 0));
                }
                Open::Land => {
                    let end = self.ops.len() as u32;
                    for at in self.leaves.pop().into_iter().flatten() {
                        if let Op::Unless(_, target) = &mut self.ops[at] {
                            *target = end;
                        }
                    }
                }
            }
        }
    }

    fn step(&mut self, term: Term) {
        if term.as_atom().is_some() {
            self.atom(term);
        } else if let Some(elements) = term.as_tuple() {
            self.form(term, elements);
        } else if term.is_cons() {
            self.list(term);
        } else if term.is_map() {
            let pairs: Vec<(Term, Term)> = map::iter(term).collect();
            self.open.push(Open::Op(Op::Map(pairs.len() as u32)));
            for (key, value) in pairs.into_iter().rev() {
                self.open.push(Open::Expression(value));
                self.open.push(Open::Expression(key));
            }
        } else {
            self.constant(term);
        }
    }

    fn constant(&mut self, term: Term) {
        self.ops.push(if term.is_immediate() {
            Op::Word(term)
        } else {
            Op::Constant(term)
        });
    }

    fn atom(&mut self, term: Term) {
        if term.same(atom::WHOLE_OBJECT.term()) {
            self.ops.push(Op::Whole);
        } else if term.same(atom::ALL_BINDINGS.term()) {
            self.ops.push(Op::Bindings);
        } else if let Some(number) = variable(term) {
            match self.variables.iter().position(|known| *known == number) {
                Some(index) => self.ops.push(Op::Variable(index as u32)),
                None => self.complaints.error(format!("Variable ${number} is unbound.")),
            }
        } else {
            self.ops.push(Op::Word(term));
        }
    }

    fn list(&mut self, list: Term) {
        if self.is_constant_list(list) {
            return self.constant(list);
        }
        let mut elements = list.elements();
        let all: Vec<Term> = elements.by_ref().collect();
        for _ in &all {
            self.open.push(Open::Op(Op::Cons));
        }
        self.open.push(Open::Expression(elements.rest()));
        self.open.extend(all.into_iter().rev().map(Open::Expression));
    }

    /// Whether a list needs no evaluation, such as a string.
    fn is_constant_list(&self, list: Term) -> bool {
        let mut elements = list.elements();
        let plain = |term: Term| term.is_immediate() && !term.is_atom();
        elements.by_ref().all(plain) && plain(elements.rest())
    }

    fn form(&mut self, term: Term, elements: &[Term]) {
        if let [inner] = elements
            && let Some(built) = inner.as_tuple()
        {
            self.open.push(Open::Op(Op::Tuple(built.len() as u32)));
            self.open.extend(built.iter().rev().copied().map(Open::Expression));
            return;
        }
        match elements
            .split_first()
            .and_then(|(name, args)| Some((name.as_atom()?, args)))
        {
            Some((name, args)) => self.call(term, name, args),
            None => self.complaints.error_in(
                "",
                term,
                " is neither a function call, nor a tuple (tuples are written {{ ... }}).",
            ),
        }
    }

    fn call(&mut self, term: Term, name: Atom, args: &[Term]) {
        let of_all = |op: Op| Open::Op(op);
        match (name.name(), args) {
            ("const", [constant]) => return self.constant(*constant),
            ("const", _) => {
                let before = "Special form 'const' called with more than one argument in ";
                return self.complaints.error_in(before, term, ".");
            }
            ("and" | "or" | "andalso" | "orelse", []) => {
                let before = format!("Special form '{}' called without arguments in ", name.name());
                return self.complaints.error_in(before, term, ".");
            }
            ("and", _) => self.open.push(of_all(Op::And(args.len() as u32))),
            ("or", _) => self.open.push(of_all(Op::Or(args.len() as u32))),
            ("andalso", _) => return self.short_circuit(args, false),
            ("orelse", _) => return self.short_circuit(args, true),
            _ => match self.operation(term, name, args.len()) {
                Some(op) => self.open.push(Open::Op(op)),
                None => return,
            },
        }
        self.open.extend(args.iter().rev().copied().map(Open::Expression));
    }

    /// All but the last decide as soon as they are `stop`.
    fn short_circuit(&mut self, args: &[Term], stop: bool) {
        self.leaves.push(Vec::new());
        self.open.push(Open::Land);
        for (number, arg) in args.iter().enumerate().rev() {
            if number + 1 < args.len() {
                self.open.push(Open::Leave(stop));
            }
            self.open.push(Open::Expression(*arg));
        }
    }

    fn operation(&mut self, term: Term, name: Atom, arity: usize) -> Option<Op> {
        let compare: Option<Op> = match (name.name(), arity) {
            ("=:=", 2) => Some(Op::Exactly(true)),
            ("=/=", 2) => Some(Op::Exactly(false)),
            ("==", 2) => Some(Op::Compare(Ordering::is_eq)),
            ("/=", 2) => Some(Op::Compare(Ordering::is_ne)),
            ("<", 2) => Some(Op::Compare(Ordering::is_lt)),
            (">", 2) => Some(Op::Compare(Ordering::is_gt)),
            ("=<", 2) => Some(Op::Compare(Ordering::is_le)),
            (">=", 2) => Some(Op::Compare(Ordering::is_ge)),
            ("self", 0) => Some(Op::Myself),
            _ => None,
        };
        if compare.is_some() {
            return compare;
        }
        if let Some(function) = self.functions.get(name, arity) {
            return Some(Op::Call(function, arity as u8));
        }
        self.effect(term, name, arity)
    }

    fn effect(&mut self, term: Term, name: Atom, arity: usize) -> Option<Op> {
        let of_name = || EFFECTS.iter().filter(|effect| effect.0 == name.name());
        let found = of_name().find(|effect| usize::from(effect.1) == arity);
        let is_form = name.name() == "self" || of_name().any(|effect| effect.3);
        let form = |what: &str| format!("Special form '{}' {what}", name.name());
        match found {
            _ if is_form && name.name() != "self" && self.dialect == Dialect::Table => {
                self.complaints.error(form("used in wrong dialect."));
            }
            Some((_, _, true, _, effect)) if self.dialect == Dialect::Trace => {
                return Some(Op::Effect(*effect, arity as u8));
            }
            Some((_, _, _, _, effect)) if self.dialect == Dialect::Trace && !self.in_guard => {
                return Some(Op::Effect(*effect, arity as u8));
            }
            Some(_) if is_form => self.complaints.error(form("called in guard context.")),
            Some(_) => {
                let after = format!("/{arity} cannot be called in this context.");
                self.complaints.error_in("Function ", name, after);
            }
            None if is_form && of_name().all(|effect| effect.1 == 0) => {
                self.complaints.error_in(form("called with arguments in "), term, ".");
            }
            None if is_form => {
                self.complaints
                    .error_in(form("called with wrong number of arguments in "), term, ".");
            }
            None => {
                let after = format!("/{arity} does_not_exist.");
                self.complaints.error_in("Function ", name, after);
            }
        }
        None
    }
}
