//! Select: a choice among many values, in the form that finds one fastest.

use super::Translation;
use crate::{load::Operand, op::Op, term::Term};

/// So many values are looked through one after the other.
const LINEAR: usize = 6;

/// A table may have so many entries for each value.
const SPREAD: i64 = 3;

impl Translation<'_> {
    pub(super) fn select_value(&mut self, operands: &[Operand]) {
        let pairs = self.list(operands[2]);
        let mut choices = Vec::with_capacity(pairs.len() / 2);
        for pair in pairs.chunks_exact(2) {
            choices.push((self.constant(pair[0]), pair[1]));
        }
        // Values of more than 32 bits are rare enough to be compared one after the other.
        if choices
            .iter()
            .any(|(value, _)| !value.is_immediate() || value.0 > u64::from(u32::MAX))
        {
            return self.compare_each(operands, pairs);
        }
        choices.sort_by_key(|(value, _)| value.0);
        if self.dense(operands, &choices) {
            return;
        }
        let op = if choices.len() > LINEAR {
            Op::SelectBinary
        } else {
            Op::SelectLinear
        };
        self.choices(
            op,
            operands,
            choices
                .into_iter()
                .map(|(value, label)| (value.0 as u32, label))
                .collect(),
        );
    }

    /// Arities, by the header that a tuple of it has.
    pub(super) fn select_arity(&mut self, operands: &[Operand]) {
        let pairs = self.list(operands[2]);
        let choices = pairs
            .chunks_exact(2)
            .map(|pair| {
                let arity = self.number(pair[0]).min(1 << 24) as usize;
                (Term::header(crate::term::Kind::TUPLE, arity) as u32, pair[1])
            })
            .collect();
        self.choices(Op::SelectArity, operands, choices);
    }

    fn choices(&mut self, op: Op, operands: &[Operand], choices: Vec<(u32, Operand)>) {
        self.begin(op);
        self.operand(operands[0]);
        self.distance(operands[1]);
        self.words.push(choices.len() as u32);
        for (value, label) in choices {
            self.words.push(value);
            self.distance(label);
        }
    }

    /// A table, if the values are integers close to each other.
    fn dense(&mut self, operands: &[Operand], choices: &[(Term, Operand)]) -> bool {
        if choices.len() <= LINEAR {
            return false;
        }
        let values: Option<Vec<i64>> = choices.iter().map(|(value, _)| value.as_small()).collect();
        let Some(values) = values else { return false };
        let (first, last) = (values[0], values[values.len() - 1]);
        let count = last - first + 1;
        if count > SPREAD * values.len() as i64 {
            return false;
        }
        self.begin(Op::SelectDense);
        self.operand(operands[0]);
        self.distance(operands[1]);
        self.words.extend([first as u32, count as u32]);
        let mut next = 0;
        for value in first..=last {
            if values[next] == value {
                self.distance(choices[next].1);
                next += 1;
            } else {
                self.distance(operands[1]);
            }
        }
        true
    }

    fn compare_each(&mut self, operands: &[Operand], pairs: &[Operand]) {
        for pair in pairs.chunks_exact(2) {
            self.begin(Op::IsNotExactlyEqual);
            self.distance(pair[1]);
            self.operand(operands[0]);
            self.operand(pair[0]);
        }
        self.begin(Op::Jump);
        self.distance(operands[1]);
    }
}
