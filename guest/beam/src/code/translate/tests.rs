//! Tests: what jumps to a label unless something holds.

use super::Translation;
use crate::{
    load::{Opcode, Operand},
    op::Op,
    term::{Kind, Term},
};

impl Translation<'_> {
    /// Translate an instruction of this room; false if it is none.
    pub(super) fn test(&mut self, op: Opcode, operands: &[Operand]) -> bool {
        match op {
            Opcode::IsLt => self.compare(Op::IsLess, Some(Op::IsLessThanSmall), operands),
            Opcode::IsGe => self.compare(Op::IsAtLeast, Some(Op::IsAtLeastSmall), operands),
            Opcode::IsEq => self.compare(Op::IsEqual, None, operands),
            Opcode::IsNe => self.compare(Op::IsNotEqual, None, operands),
            Opcode::IsEqExact => self.compare(Op::IsExactlyEqual, Some(Op::IsExactly), operands),
            Opcode::IsNeExact => self.compare(Op::IsNotExactlyEqual, Some(Op::IsNotExactly), operands),
            Opcode::IsFunction2 => self.compare(Op::IsFunctionOf, None, operands),
            Opcode::TestArity => {
                self.labelled(Op::TestArity, operands);
                self.header(operands[2]);
            }
            Opcode::IsTaggedTuple => {
                self.labelled(Op::IsTaggedTuple, operands);
                self.header(operands[2]);
                let tag = self.atom(operands[3]).term();
                self.words.push(tag.0 as u32);
            }
            Opcode::SelectVal => self.select_value(operands),
            Opcode::SelectTupleArity => self.select_arity(operands),
            Opcode::HasMapFields => {
                let keys = self.list(operands[2]);
                self.labelled(Op::HasMapFields, operands);
                self.words.push(keys.len() as u32);
                for key in keys {
                    self.operand(*key);
                }
            }
            Opcode::GetMapElements => {
                let pairs = self.list(operands[2]);
                self.labelled(Op::GetMapElements, operands);
                self.words.push(pairs.len() as u32 / 2);
                for operand in pairs {
                    self.operand(*operand);
                }
            }
            _ => match type_test(op) {
                Some(op) => self.labelled(op, operands),
                None => return false,
            },
        }
        true
    }

    /// Label and first source.
    fn labelled(&mut self, op: Op, operands: &[Operand]) {
        self.begin(op);
        self.distance(operands[0]);
        self.operand(operands[1]);
    }

    /// A comparison; with a small or an atom of few bits in a form of its own.
    fn compare(&mut self, op: Op, with_word: Option<Op>, operands: &[Operand]) {
        let mut operands = [operands[0], operands[1], operands[2]];
        // Only equality may have its sides changed.
        if matches!(op, Op::IsExactlyEqual | Op::IsNotExactlyEqual) && operands[1].is_constant() {
            operands.swap(1, 2);
        }
        if let Some((op, word)) = with_word.zip(self.word(operands[2])) {
            let orders = matches!(op, Op::IsLessThanSmall | Op::IsAtLeastSmall);
            if !orders || Term(word as i32 as i64 as u64).is_small() {
                self.labelled(op, &operands);
                self.words.push(word);
                return;
            }
        }
        self.labelled(op, &operands);
        self.operand(operands[2]);
    }

    /// An immediate that is its own lower half with the sign continued.
    pub(super) fn word(&mut self, operand: Operand) -> Option<u32> {
        if !operand.is_constant() {
            return None;
        }
        let term = self.constant(operand);
        (term.is_immediate() && i64::from(term.0 as i32) as u64 == term.0).then_some(term.0 as u32)
    }

    /// The header of a tuple of that arity. One that is too large is none that any tuple has.
    fn header(&mut self, arity: Operand) {
        let arity = self.number(arity).min(1 << 25) as usize;
        self.words.push(Term::header(Kind::TUPLE, arity) as u32);
    }
}

fn type_test(op: Opcode) -> Option<Op> {
    Some(match op {
        Opcode::IsInteger => Op::IsInteger,
        Opcode::IsFloat => Op::IsFloat,
        Opcode::IsNumber => Op::IsNumber,
        Opcode::IsAtom => Op::IsAtom,
        Opcode::IsPid => Op::IsPid,
        Opcode::IsReference => Op::IsReference,
        Opcode::IsPort => Op::IsPort,
        Opcode::IsNil => Op::IsNil,
        Opcode::IsBinary => Op::IsBinary,
        Opcode::IsBitstr => Op::IsBitstring,
        Opcode::IsList => Op::IsList,
        Opcode::IsNonemptyList => Op::IsNonemptyList,
        Opcode::IsTuple => Op::IsTuple,
        Opcode::IsBoolean => Op::IsBoolean,
        Opcode::IsMap => Op::IsMap,
        Opcode::IsFunction => Op::IsFunction,
        _ => return None,
    })
}
