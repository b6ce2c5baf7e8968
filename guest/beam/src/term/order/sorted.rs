//! Sorted: the keys of two maps put in order where a key may be as deep as any term: each comparison is asked for, and answered from outside.

use std::cmp::Ordering;

use super::Later;
use crate::term::{Term, map};

/// A key and its value.
type Pair = (Term, Term);

/// Two maps whose pairs are being sorted, the first one first.
pub(super) struct Sorting {
    merge: Merge,
    /// What is sorted already, or not yet.
    other: Vec<Pair>,
    second: bool,
    exact: bool,
    /// What was to be compared later when this began.
    pub(super) base: usize,
}

impl Sorting {
    pub(super) fn new(a: Term, b: Term, exact: bool, base: usize) -> Self {
        Self {
            merge: Merge::new(map::iter(a).collect()),
            other: map::iter(b).collect(),
            second: false,
            exact,
            base,
        }
    }

    /// The next two keys to compare; none when all are in order.
    pub(super) fn question(&mut self) -> Option<Pair> {
        let question = self.merge.question();
        if question.is_some() || std::mem::replace(&mut self.second, true) {
            return question;
        }
        let second = std::mem::take(&mut self.other);
        self.other = std::mem::replace(&mut self.merge, Merge::new(second)).from;
        self.merge.question()
    }

    /// How the two keys of the last question compare.
    pub(super) fn answer(&mut self, order: Ordering) {
        self.merge.answer(order);
    }

    /// Keys are compared first, then the values.
    pub(super) fn finish(self, later: &mut Vec<Later<'_>>) {
        let (a, b) = (reversed(self.other), reversed(self.merge.from));
        later.push(Later::Reversed(a.1, b.1, self.exact));
        later.push(Later::Reversed(a.0, b.0, true));
    }
}

/// Keys and values, the last pair first.
pub(super) fn reversed(pairs: Vec<Pair>) -> (Vec<Term>, Vec<Term>) {
    pairs.into_iter().rev().unzip()
}

/// Runs of pairs in order become runs of twice the length.
#[derive(Default)]
struct Merge {
    from: Vec<Pair>,
    to: Vec<Pair>,
    width: usize,
    left: usize,
    middle: usize,
    right: usize,
    end: usize,
}

impl Merge {
    fn new(from: Vec<Pair>) -> Self {
        let mut merge = Self {
            to: Vec::with_capacity(from.len()),
            from,
            width: 1,
            ..Self::default()
        };
        merge.begin(0);
        merge
    }

    /// Merge the two runs from there on.
    fn begin(&mut self, start: usize) {
        let last = self.from.len();
        self.left = start;
        self.middle = (start + self.width).min(last);
        self.right = self.middle;
        self.end = (self.middle + self.width).min(last);
    }

    fn question(&mut self) -> Option<Pair> {
        while self.width < self.from.len() {
            if self.left < self.middle && self.right < self.end {
                return Some((self.from[self.left].0, self.from[self.right].0));
            }
            self.to.extend_from_slice(&self.from[self.left..self.middle]);
            self.to.extend_from_slice(&self.from[self.right..self.end]);
            let mut start = self.end;
            if start == self.from.len() {
                std::mem::swap(&mut self.from, &mut self.to);
                self.to.clear();
                self.width *= 2;
                start = 0;
            }
            self.begin(start);
        }
        None
    }

    fn answer(&mut self, order: Ordering) {
        let next = if order.is_gt() { &mut self.right } else { &mut self.left };
        self.to.push(self.from[*next]);
        *next += 1;
    }
}
