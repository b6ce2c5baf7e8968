//! Checks: what the loader has not proved is looked at while the code runs.

use super::Translation;
use crate::{
    load::{Instruction, Opcode, Operand},
    op::Op,
};

impl Translation<'_> {
    /// Whether the instruction behind the present one is unproven.
    pub(super) fn is_next_unproven(&self) -> bool {
        let unproven = self.beam.code.unproven.get(self.checked);
        unproven.is_some_and(|unproven| *unproven as usize == self.at + 1)
    }

    /// Before an instruction that is unproven comes a look at its operand.
    #[inline]
    pub(super) fn check(&mut self, instruction: Instruction) {
        if self.beam.code.unproven.get(self.checked) == Some(&(self.at as u32)) {
            self.checked += 1;
            self.check_operand(instruction);
        }
    }

    fn check_operand(&mut self, instruction: Instruction) {
        use Opcode as O;
        let operands = self.beam.code.operands(instruction);
        match instruction.op {
            // What stands before it should not return.
            O::Label | O::Jump => self.begin(Op::IfEnd),
            // A frame whose registers are looked at before they are set.
            O::Allocate | O::AllocateHeap => self.clear_frame = true,
            O::GetList | O::GetHd | O::GetTl => self.emit(Op::CheckList, &operands[..1]),
            O::GetTupleElement => {
                let elements = self.number(operands[1]).saturating_add(1);
                self.check_tuple(Op::CheckTuple, operands[0], elements);
            }
            O::SetTupleElement => {
                let elements = self.number(operands[2]).saturating_add(1);
                self.check_tuple(Op::CheckTuple, operands[1], elements);
            }
            O::TestArity => self.check_tuple(Op::CheckTuple, operands[1], 0),
            O::UpdateRecord => {
                let elements = self.number(operands[1]);
                self.check_tuple(Op::CheckRecord, operands[2], elements);
            }
            O::HasMapFields => self.emit(Op::CheckMap, &operands[1..2]),
            _ => {
                let context = usize::from(matches!(operands[0], Operand::Label(_)));
                self.emit(Op::CheckContext, &operands[context..=context]);
            }
        }
    }

    fn check_tuple(&mut self, op: Op, tuple: Operand, elements: u32) {
        self.begin(op);
        self.operand(tuple);
        self.words.push(elements);
    }

    /// Set all registers of a frame that was just made, if it was unproven.
    pub(super) fn clear_if_asked(&mut self, words: Operand) {
        if !std::mem::take(&mut self.clear_frame) {
            return;
        }
        let count = self.number(words);
        self.begin(Op::InitY);
        self.words.push(count);
        (0..count).for_each(|register| self.operand(Operand::Y(register)));
    }
}
