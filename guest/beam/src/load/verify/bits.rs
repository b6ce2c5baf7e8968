//! Bits: bit syntax, where what matches needs a context, and somewhere to go on.

use super::super::{old::UNKNOWN_LIVE, opcode::Opcode, operand::Operand};
use super::operands::{heap, known, list, number, write};
use super::state::{State, Type, Wrong};
use super::{Then, Walk};

impl Walk<'_> {
    /// Bit syntax: what matches needs a context, and somewhere to go on.
    pub(super) fn bits(&mut self, state: &mut State, op: Opcode, operands: &[Operand]) -> Result<Then, Wrong> {
        use Opcode as O;
        match op {
            O::BsCreateBin => {
                state.room = 0;
                self.branch(state, operands[0])?;
                if number(operands[2]) != UNKNOWN_LIVE {
                    self.collect(state, number(operands[2]))?;
                }
                state.room = heap(operands[1]);
                return write(state, operands[4], Type::Any);
            }
            O::BsInitWritable => {
                state.arguments(1)?;
                self.after_call(state)?;
                return Ok(Then::Next);
            }
            O::BsStartMatch3 | O::BsStartMatch4 => {
                let live = if op == O::BsStartMatch3 { 2 } else { 1 };
                self.collect(state, number(operands[live]))?;
                self.branch(state, operands[0])?;
                return write(state, operands[3], Type::Match);
            }
            _ => {}
        }
        let context = if matches!(operands[0], Operand::Label(_)) {
            operands[1]
        } else {
            operands[0]
        };
        if known(state, context)? != Type::Match {
            self.look();
            write(state, context, Type::Match)?;
        }
        if operands[0] == Operand::Label(0) {
            return Err("nowhere to go on when nothing matches");
        }
        match op {
            O::BsGetPosition => return write(state, operands[1], Type::Any),
            O::BsGetTail => {
                self.collect(state, number(operands[2]))?;
                return write(state, operands[1], Type::Any);
            }
            O::BsSetPosition => return Ok(Then::Next),
            O::BsMatch => return self.commands(state, operands),
            O::BsGetInteger2 | O::BsGetFloat2 => {
                state.room = 0;
                self.branch(state, operands[0])?;
                self.collect(state, number(operands[2]))?;
                return write(state, operands[6], Type::Any);
            }
            O::BsGetBinary2 => {
                self.collect(state, number(operands[2]))?;
                self.branch(state, operands[0])?;
                return write(state, operands[6], Type::Any);
            }
            O::BsGetUtf8 | O::BsGetUtf16 | O::BsGetUtf32 => {
                self.branch(state, operands[0])?;
                return write(state, operands[4], Type::Any);
            }
            _ => {}
        }
        self.branch(state, operands[0])?;
        Ok(Then::Next)
    }

    /// The commands of `bs_match`. Those whose bits are known to be there do not fail.
    fn commands(&mut self, state: &mut State, operands: &[Operand]) -> Result<Then, Wrong> {
        let mut rest = list(self.code, operands[2]);
        let mut left = 0;
        while let [Operand::Atom(name), command @ ..] = rest {
            known(state, operands[1])?;
            let bits = |size: Operand| u64::from(number(size));
            let name = self.tables.atoms[*name as usize].as_str();
            let (taken, wanted) = match name {
                "ensure_at_least" => (2, None),
                "ensure_exactly" => (1, None),
                "skip" => (1, Some(bits(command[0]))),
                "get_tail" => (3, Some(0)),
                "=:=" => (3, Some(bits(command[1]))),
                _ => (5, Some(bits(command[2]) * bits(command[3]))),
            };
            state.room = 0;
            if name == "=:=" || wanted.is_none_or(|wanted| wanted > left) {
                self.branch(state, operands[0])?;
            }
            if matches!(name, "get_tail" | "integer" | "binary") {
                self.collect(state, number(command[0]))?;
            }
            match wanted {
                None => left = bits(command[0]),
                Some(wanted) if wanted > left => {
                    left = 0;
                    self.branch(state, operands[0])?;
                }
                Some(wanted) => left -= wanted,
            }
            match name {
                "get_tail" => write(state, command[2], Type::Any)?,
                "integer" | "binary" => write(state, command[4], Type::Any)?,
                _ => Then::Next,
            };
            rest = &command[taken..];
        }
        Ok(Then::Next)
    }
}

/// Whether it is one of bit syntax.
pub(super) fn is_bits(op: Opcode) -> bool {
    use Opcode as O;
    let number = op as u8;
    (O::BsGetInteger2 as u8..=O::BsTestTail2 as u8).contains(&number)
        || (O::BsTestUnit as u8..=O::BsInitWritable as u8).contains(&number)
        || (O::BsGetUtf8 as u8..=O::BsSkipUtf32 as u8).contains(&number)
        || (O::BsGetTail as u8..=O::BsSetPosition as u8).contains(&number)
        || matches!(op, O::BsStartMatch4 | O::BsCreateBin | O::BsMatch)
}
