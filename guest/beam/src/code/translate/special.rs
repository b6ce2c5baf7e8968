//! Special: the commonest instructions have forms that know where each operand is, in the pool or on the stack.

use super::{ON_STACK, Translation};
use crate::op::Op;

/// An instruction, its operands that may be on either side, and its forms: bit `n` of a number says that operand `n` of those is on the stack.
type Row = (Op, &'static [usize], &'static [(u8, Op)]);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    (Op::Move, &[1, 2], &[(0b00, Op::MovePp), (0b01, Op::MoveSp), (0b10, Op::MovePs)]),
    (Op::MoveReturn, &[1], &[(0, Op::MoveReturnP)]),
    (Op::GetList, &[1, 2, 3], &[(0b000, Op::GetListPpp), (0b010, Op::GetListPsp), (0b110, Op::GetListPss)]),
    (Op::IsNonemptyGetList, &[2, 3, 4], &[(0b000, Op::IsNonemptyGetListPpp)]),
    (Op::IsNonemptyAllocateGetList, &[5, 6], &[(0b01, Op::IsNonemptyAllocateGetListSp)]),
    (Op::ConsReturn, &[3, 4], &[(0b01, Op::ConsReturnSp)]),
    (Op::PutList, &[1, 2, 3], &[(0b000, Op::PutListPpp), (0b001, Op::PutListSpp)]),
    (Op::GetElement, &[1, 3], &[(0b00, Op::GetElementPp), (0b10, Op::GetElementPs), (0b01, Op::GetElementSp)]),
    (Op::IsNonemptyList, &[2], &[(0, Op::IsNonemptyListP)]),
    (Op::IsNil, &[2], &[(0, Op::IsNilP)]),
    (Op::IsTaggedTuple, &[2], &[(0, Op::IsTaggedTupleP)]),
    (Op::IsExactly, &[2], &[(0, Op::IsExactlyP)]),
    (Op::IsNotExactly, &[2], &[(0, Op::IsNotExactlyP)]),
    (Op::IsLessThanSmall, &[2], &[(0, Op::IsLessThanSmallP)]),
    (Op::IsAtLeastSmall, &[2], &[(0, Op::IsAtLeastSmallP)]),
    (Op::AddSmall, &[4, 6], &[(0b00, Op::AddSmallPp), (0b01, Op::AddSmallSp)]),
    (Op::SubtractSmall, &[4, 6], &[(0b00, Op::SubtractSmallPp), (0b01, Op::SubtractSmallSp)]),
    (Op::Add, &[4, 5, 6], &[(0b000, Op::AddPpp), (0b001, Op::AddSpp), (0b010, Op::AddPsp)]),
];

/// The row of each instruction, if it has one.
static ROW: [Option<&Row>; Op::COUNT] = {
    let mut rows = [None; Op::COUNT];
    let mut at = 0;
    while at < ROWS.len() {
        rows[ROWS[at].0 as usize] = Some(&ROWS[at]);
        at += 1;
    }
    rows
};

impl Translation<'_> {
    /// Give the present instruction the form that fits its operands, if it has one.
    pub(super) fn specialise(&mut self) {
        let start = self.start as usize;
        let Some(op) = self.words.get(start).copied() else {
            return;
        };
        let Some((_, operands, forms)) = ROW.get(op as usize).copied().flatten() else {
            return;
        };
        let sides = operands.iter().enumerate().fold(0, |sides, (bit, operand)| {
            sides | ((self.words[start + operand] & ON_STACK) as u8) << bit
        });
        if let Some((_, form)) = forms.iter().find(|form| form.0 == sides) {
            self.words[start] = *form as u32;
            for operand in *operands {
                self.words[start + operand] &= !ON_STACK;
            }
        }
    }
}
