//! Operands: what is known of what an instruction reads, and what it makes known.

use super::super::{code::Code, opcode::Opcode, operand::Operand};
use super::Then;
use super::state::{State, Type, Wrong};

/// What the letters of an instruction's signature say that it does.
#[derive(Clone, Copy)]
pub(super) struct Does {
    /// It reads registers.
    pub(super) reads: bool,
    /// It may collect, and says what lives.
    pub(super) collects: bool,
    /// It writes registers.
    pub(super) writes: bool,
}

impl Does {
    pub(super) fn of(op: Opcode) -> Self {
        DOES[op as usize]
    }

    const fn new(signature: &[u8]) -> Self {
        let (mut reads, mut collects, mut writes) = (false, false, false);
        let mut at = 0;
        while at < signature.len() {
            let letter = signature[at];
            reads |= matches!(
                letter,
                b'S' | b'R' | b'g' | b'z' | b's' | b'm' | b'd' | b'r' | b'w' | b'c'
            );
            collects |= letter == b'V';
            writes |= matches!(letter, b'D' | b'e');
            at += 1;
        }
        Self {
            reads,
            collects,
            writes,
        }
    }
}

/// By number, so that most signatures need not be gone through.
static DOES: [Does; 256] = {
    let mut all = [Does::new(b""); 256];
    let mut at = 0;
    while at < Opcode::ALL.len() {
        all[Opcode::ALL[at] as usize] = Does::new(Opcode::ALL[at].signature());
        at += 1;
    }
    all
};

/// All registers that an instruction reads hold terms; its frame has the others.
pub(super) fn read_all(state: &State, op: Opcode, operands: &[Operand], code: &Code) -> Result<(), Wrong> {
    for (letter, operand) in op.signature().iter().zip(operands) {
        match letter {
            b'S' | b'R' | b'g' | b'z' => {
                known(state, *operand)?;
            }
            b's' | b'm' => list(code, *operand)
                .iter()
                .try_for_each(|part| known(state, *part).map(|_| ()))?,
            b'd' => list(code, *operand)
                .iter()
                .step_by(2)
                .try_for_each(|key| known(state, *key).map(|_| ()))?,
            b'r' | b'w' => list(code, *operand)
                .iter()
                .skip(1)
                .step_by(2)
                .try_for_each(|value| known(state, *value).map(|_| ()))?,
            b'c' => list(code, *operand)
                .chunks_exact(6)
                .flat_map(|segment| &segment[4..])
                .try_for_each(|part| known(state, *part).map(|_| ()))?,
            _ => {}
        }
    }
    Ok(())
}

/// What is known of what is read.
pub(super) fn known(state: &State, operand: Operand) -> Result<Type, Wrong> {
    match operand {
        Operand::X(register) => state.read_x(register),
        Operand::Y(register) => state.read_y(register),
        _ => Ok(Type::Any),
    }
}

pub(super) fn write(state: &mut State, operand: Operand, to: Type) -> Result<Then, Wrong> {
    match operand {
        Operand::X(register) => state.set_x(register, to),
        Operand::Y(register) => state.set_y(register, to)?,
        _ => {}
    }
    Ok(Then::Next)
}

/// A test has told what a register holds.
pub(super) fn retype(state: &mut State, operand: Operand, to: Type) -> Result<Then, Wrong> {
    write(state, operand, to)
}

/// Something may have been written there.
pub(super) fn overwrite(state: &mut State, operand: Operand) -> Result<(), Wrong> {
    let before = match operand {
        Operand::X(register) => state.x(register),
        Operand::Y(register) => state.y(register)?,
        _ => return Ok(()),
    };
    let after = match before {
        Type::Unset => return Ok(()),
        Type::Catch | Type::Opaque => Type::Opaque,
        _ => Type::Any,
    };
    write(state, operand, after).map(|_| ())
}

pub(super) fn is_tuple(known: Type, at_least: u32) -> bool {
    match known {
        Type::Tuple(elements) | Type::Exact(elements) => elements >= at_least,
        Type::Fresh => at_least == 0,
        _ => false,
    }
}

/// A plain number; those that are checked to be small elsewhere are.
pub(super) fn number(operand: Operand) -> u32 {
    match operand {
        Operand::Unsigned(number) => u32::try_from(number).unwrap_or(u32::MAX),
        Operand::Integer(number) => u32::try_from(number).unwrap_or(u32::MAX),
        _ => 0,
    }
}

/// Words of heap that are promised.
pub(super) fn heap(operand: Operand) -> u32 {
    match operand {
        Operand::Allocation { words, floats, funs } => words
            .saturating_add(floats.saturating_mul(2))
            .saturating_add(funs.saturating_mul(3)),
        other => number(other),
    }
}

pub(super) fn list(code: &Code, operand: Operand) -> &[Operand] {
    match operand {
        Operand::List { first, len } => code.list(first, len),
        _ => &[],
    }
}
