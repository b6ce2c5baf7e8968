//! Calls: functions, funs, frames, exceptions and messages.

use super::Translation;
use crate::{
    load::{Opcode, Operand},
    op::Op,
    term::atom,
};

impl Translation<'_> {
    /// Translate an instruction of this room; false if it is none.
    pub(super) fn call(&mut self, op: Opcode, operands: &[Operand]) -> bool {
        match op {
            Opcode::Call => self.local(Op::Call, operands),
            Opcode::CallOnly => self.local(Op::CallOnly, operands),
            Opcode::CallLast => {
                self.local(Op::CallLast, operands);
                self.stack_words(operands[2]);
            }
            Opcode::CallExt => self.external(operands[1], None, false),
            Opcode::CallExtOnly => self.external(operands[1], None, true),
            Opcode::CallExtLast => self.external(operands[1], Some(operands[2]), true),
            Opcode::CallFun => {
                let arity = self.number(operands[0]);
                self.begin(Op::CallFun);
                self.words.extend([arity, arity * 8]);
            }
            Opcode::CallFun2 => {
                self.begin(Op::CallFun);
                self.number_word(operands[1]);
                self.operand(operands[2]);
            }
            Opcode::Apply => {
                self.begin(Op::Apply);
                self.number_word(operands[0]);
            }
            Opcode::ApplyLast => {
                self.begin(Op::Apply);
                self.number_word(operands[0]);
                self.begin(Op::DeallocateReturn);
                self.stack_words(operands[1]);
            }
            Opcode::Return => self.begin(Op::Return),
            Opcode::Jump => {
                self.begin(Op::Jump);
                self.distance(operands[0]);
            }
            _ => return self.frame(op, operands) || self.exception(op, operands) || self.message(op, operands),
        }
        true
    }

    /// A call of a fun after which the function gives up its frame and returns is a last one.
    pub(super) fn last_fun(&mut self, op: Opcode, operands: &[Operand], frame: Operand) {
        self.begin(Op::CallFunLast);
        if op == Opcode::CallFun {
            let arity = self.number(operands[0]);
            self.words.extend([arity, arity * 8]);
        } else {
            self.number_word(operands[1]);
            self.operand(operands[2]);
        }
        self.stack_words(frame);
    }

    fn local(&mut self, op: Op, operands: &[Operand]) {
        self.begin(op);
        self.number_word(operands[0]);
        self.module.calls.push(self.words.len() as u32);
        self.distance(operands[1]);
    }

    /// A call of another module, or of a built-in function. A last one gives up its frame, if it has one.
    fn external(&mut self, import: Operand, frame: Option<Operand>, last: bool) {
        let number = self.import(import);
        let export = self.code.exports.get(number);
        let (arity, slot) = (u32::from(export.arity), export.slot);
        let bif = export.bif.map(|_| (Op::CallBif, Op::CallBifOnly));
        // What is applied last has to take the caller's place: a loop may go on by it for ever.
        let applies = export.module == atom::ERLANG && export.function == atom::APPLY;
        match (bif, frame, last) {
            (Some((_, only)), frame, true) if applies || frame.is_none() => {
                if let Some(frame) = frame {
                    self.begin(Op::Deallocate);
                    self.stack_words(frame);
                }
                self.begin(only);
                self.words.extend([number, arity]);
                // Of the frame that the function may make for what it calls instead of having a value.
                self.words.extend([Op::DeallocateReturn as u32, 8]);
            }
            (Some((call, _)), frame, _) => {
                self.begin(call);
                self.words.extend([number, arity]);
                if let Some(frame) = frame {
                    self.begin(Op::DeallocateReturn);
                    self.stack_words(frame);
                }
            }
            (None, Some(frame), _) => {
                self.begin(Op::CallExtLast);
                self.words.extend([arity, slot]);
                self.stack_words(frame);
            }
            (None, None, last) => {
                self.begin(if last { Op::CallExtOnly } else { Op::CallExt });
                self.words.extend([arity, slot]);
            }
        }
    }

    fn frame(&mut self, op: Opcode, operands: &[Operand]) -> bool {
        match op {
            Opcode::Allocate => {
                self.begin(Op::Allocate);
                self.stack_words(operands[0]);
                self.number_word(operands[1]);
                self.clear_if_asked(operands[0]);
            }
            Opcode::AllocateHeap => {
                self.begin(Op::AllocateHeap);
                self.stack_words(operands[0]);
                self.need(operands[1]);
                self.number_word(operands[2]);
                self.clear_if_asked(operands[0]);
            }
            Opcode::TestHeap => {
                self.begin(Op::TestHeap);
                self.need(operands[0]);
                self.number_word(operands[1]);
            }
            Opcode::Deallocate => {
                self.begin(Op::Deallocate);
                self.stack_words(operands[0]);
            }
            Opcode::Trim => {
                self.begin(Op::Trim);
                let words = self.number(operands[0]);
                self.words.push(words * 8);
            }
            Opcode::InitYregs => {
                let registers = self.list(operands[0]);
                self.begin(Op::InitY);
                self.words.push(registers.len() as u32);
                for register in registers {
                    self.operand(*register);
                }
            }
            _ => return false,
        }
        true
    }

    /// Words of heap, in bytes.
    pub(super) fn need(&mut self, operand: Operand) {
        let words = self.number(operand);
        self.words.push(words.saturating_mul(8).min(1 << 30));
    }

    fn exception(&mut self, op: Opcode, operands: &[Operand]) -> bool {
        match op {
            Opcode::Catch | Opcode::Try => {
                let Operand::Label(label) = operands[1] else {
                    unreachable!("a label")
                };
                let number = self.code.new_catch(&mut self.module.catches);
                self.catches.push((number, label));
                self.begin(Op::Catch);
                self.operand(operands[0]);
                self.words.push(number);
            }
            Opcode::CatchEnd => self.emit(Op::CatchEnd, operands),
            Opcode::TryEnd => self.emit(Op::TryEnd, operands),
            Opcode::TryCase => self.emit(Op::TryCase, operands),
            Opcode::TryCaseEnd => self.emit(Op::TryCaseEnd, operands),
            Opcode::Raise => self.emit(Op::Raise, operands),
            Opcode::RawRaise => self.begin(Op::RawRaise),
            Opcode::BuildStacktrace => self.begin(Op::BuildStacktrace),
            Opcode::Badmatch => self.emit(Op::Badmatch, operands),
            Opcode::IfEnd => self.begin(Op::IfEnd),
            Opcode::CaseEnd => self.emit(Op::CaseEnd, operands),
            Opcode::Badrecord => self.emit(Op::Badrecord, operands),
            _ => return false,
        }
        true
    }

    fn message(&mut self, op: Opcode, operands: &[Operand]) -> bool {
        match op {
            Opcode::Send => self.begin(Op::Send),
            Opcode::LoopRec => {
                self.begin(Op::LoopReceive);
                self.distance(operands[0]);
                self.operand(operands[1]);
            }
            Opcode::LoopRecEnd => {
                self.begin(Op::LoopReceiveEnd);
                self.distance(operands[0]);
            }
            Opcode::RemoveMessage => self.begin(Op::RemoveMessage),
            Opcode::Wait => {
                self.begin(Op::Wait);
                self.distance(operands[0]);
            }
            Opcode::WaitTimeout => {
                self.begin(Op::WaitTimeout);
                self.distance(operands[0]);
                self.operand(operands[1]);
            }
            Opcode::Timeout => self.begin(Op::Timeout),
            Opcode::RecvMarkerBind => self.emit(Op::MarkerBind, operands),
            Opcode::RecvMarkerClear => self.emit(Op::MarkerClear, operands),
            Opcode::RecvMarkerReserve => self.emit(Op::MarkerReserve, operands),
            Opcode::RecvMarkerUse => self.emit(Op::MarkerUse, operands),
            _ => return false,
        }
        true
    }
}
