//! Operand: what an instruction works on, decoded once, all indexes in range.

use super::error::Failure;
use super::reader::{Compact, Reader};

/// How many x registers there are, and how many y registers a frame may have.
pub const REGISTERS: usize = 1024;

/// What an instruction works on. Copied, never owned: what is long stands in [`super::Code`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operand {
    /// A number for the instruction itself: an arity, a size, an index.
    Unsigned(u64),
    /// An integer of the program.
    Integer(i64),
    /// An integer of more than 64 bits: an index into [`super::Code::integers`].
    BigInteger(u32),
    /// The empty list, or no flags.
    Nil,
    /// An index into [`super::Beam::atoms`].
    Atom(u32),
    /// An x register, less than [`REGISTERS`].
    X(u32),
    /// A y register, less than [`REGISTERS`].
    Y(u32),
    /// A label, less than [`super::Beam::label_count`]; 0 is none.
    Label(u32),
    /// A character.
    Character(u32),
    /// A float.
    Float(f64),
    /// More operands: see [`super::Code::list`].
    List {
        /// Where they begin.
        first: u32,
        /// How many they are.
        len: u32,
    },
    /// A floating point register, less than [`REGISTERS`].
    FloatRegister(u32),
    /// Heap to be made ready, by what it is for.
    Allocation {
        /// Words.
        words: u32,
        /// Floats beside them.
        floats: u32,
        /// Funs beside them.
        funs: u32,
    },
    /// An index into [`super::Beam::literals`].
    Literal(u32),
}

impl Operand {
    /// Whether it is an x or a y register.
    #[inline]
    pub fn is_register(self) -> bool {
        matches!(self, Operand::X(_) | Operand::Y(_))
    }

    /// Whether it is a term that the file holds.
    #[inline]
    pub fn is_constant(self) -> bool {
        use Operand::{Atom, BigInteger, Character, Float, Integer, Literal, Nil};
        matches!(
            self,
            Atom(_) | Integer(_) | Nil | Literal(_) | BigInteger(_) | Character(_) | Float(_)
        )
    }

    /// Whether it is a term: a register's or a constant.
    #[inline]
    pub fn is_source(self) -> bool {
        self.is_register() || self.is_constant()
    }
}

/// What operands may refer to: the first index that is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) atoms: u64,
    pub(super) literals: u64,
    pub(super) labels: u64,
    /// By tag, the first value of an operand of one byte that is too large.
    short: [u64; 8],
}

impl Limits {
    pub(super) fn new(atoms: usize, literals: usize, labels: u64) -> Self {
        const ANY: u64 = 16;
        let atoms = atoms as u64;
        Self {
            atoms,
            literals: literals as u64,
            labels,
            short: [ANY, ANY, atoms + 1, ANY, ANY, labels, 0, 0],
        }
    }
}

/// The operands of one byte, by that byte. What is none, [`Limits`] excludes.
static SHORT: [Operand; 256] = {
    let mut operands = [Operand::Nil; 256];
    let mut first = 0;
    while first < operands.len() {
        let value = first as u32 >> 4;
        operands[first] = match first & 0x07 {
            0 => Operand::Unsigned(value as u64),
            1 => Operand::Integer(value as i64),
            2 if value > 0 => Operand::Atom(value - 1),
            3 => Operand::X(value),
            4 => Operand::Y(value),
            5 => Operand::Label(value),
            _ => Operand::Nil,
        };
        first += 1;
    }
    operands
};

/// Where goes what is too long for an operand.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// The operands in lists.
    pub(super) lists: Vec<Operand>,
    /// Integers of more than 64 bits.
    pub(super) integers: Vec<Vec<u8>>,
}

const LIST: u8 = 0x17;

/// Decodes an operand. The operands of a list are the last of those in the store, where the list begins.
#[inline]
pub(super) fn operand(
    first: u8,
    reader: &mut Reader<'_>,
    limits: &Limits,
    store: &mut Store,
) -> Result<Operand, Failure> {
    if first == LIST {
        list(reader, limits, store)
    } else {
        simple(first, reader, limits, store)
    }
}

fn list(reader: &mut Reader<'_>, limits: &Limits, store: &mut Store) -> Result<Operand, Failure> {
    let offset = reader.offset();
    let len = reader.unsigned(0, "a list's length must be a number")?;
    reader.range(offset, "a list's length", len, reader.rest() as u64 + 1)?;
    let start = store.lists.len() as u32;
    for _ in 0..len {
        let first = reader.u8("a list's element")?;
        let element = match quick(first, reader, limits) {
            Some(element) => element,
            None => simple(first, reader, limits, store)?,
        };
        store.lists.push(element);
    }
    Ok(Operand::List {
        first: start,
        len: len as u32,
    })
}

/// The commonest operands, of one or two bytes; none for others, and for those that are wrong, which [`operand`] says.
#[inline(always)]
pub(super) fn quick(first: u8, reader: &mut Reader<'_>, limits: &Limits) -> Option<Operand> {
    if first & 0x08 == 0 {
        let is_one = u64::from(first >> 4) < limits.short[usize::from(first & 0x07)];
        return is_one.then(|| SHORT[usize::from(first)]);
    }
    if first & 0x10 != 0 {
        return None;
    }
    let value = u32::from(first & 0xe0) << 3 | u32::from(reader.peek()?);
    let operand = match first & 0x07 {
        0 => Operand::Unsigned(value.into()),
        1 => Operand::Integer(value.into()),
        2 if value == 0 => Operand::Nil,
        2 if u64::from(value) <= limits.atoms => Operand::Atom(value - 1),
        3 if value < REGISTERS as u32 => Operand::X(value),
        4 if value < REGISTERS as u32 => Operand::Y(value),
        5 if u64::from(value) < limits.labels => Operand::Label(value),
        _ => return None,
    };
    reader.skip();
    Some(operand)
}

fn simple(first: u8, reader: &mut Reader<'_>, limits: &Limits, store: &mut Store) -> Result<Operand, Failure> {
    if first & 0x07 == 7 {
        return extended(first, reader, limits);
    }
    let offset = reader.offset() - 1;
    let value = match reader.compact(first, "an operand's value")? {
        Compact::Small(value) => value,
        Compact::Big(bytes) if first & 0x07 == 1 => {
            store.integers.push(bytes.to_vec());
            return Ok(Operand::BigInteger(store.integers.len() as u32 - 1));
        }
        Compact::Big(_) => return Err(reader.malformed("an operand's value is too large")),
    };
    if first & 0x07 == 1 {
        return Ok(Operand::Integer(value));
    }
    let value = reader.natural(Compact::Small(value), "an operand's value is negative")?;
    match first & 0x07 {
        0 => Ok(Operand::Unsigned(value)),
        2 if value == 0 => Ok(Operand::Nil),
        2 => reader
            .range(offset, "an atom's number", value - 1, limits.atoms)
            .map(|()| Operand::Atom(value as u32 - 1)),
        3 => reader
            .range(offset, "an x register", value, REGISTERS as u64)
            .map(|()| Operand::X(value as u32)),
        4 => reader
            .range(offset, "a y register", value, REGISTERS as u64)
            .map(|()| Operand::Y(value as u32)),
        5 => reader
            .range(offset, "a label", value, limits.labels)
            .map(|()| Operand::Label(value as u32)),
        _ => reader
            .range(offset, "a character", value, 0x11_0000)
            .map(|()| Operand::Character(value as u32)),
    }
}

#[cold]
fn float(reader: &mut Reader<'_>) -> Result<Operand, Failure> {
    let bytes = reader.bytes(8, "a float")?;
    let float = f64::from_be_bytes([
        bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
    ]);
    if float.is_finite() {
        Ok(Operand::Float(float))
    } else {
        Err(reader.malformed("a float is not finite"))
    }
}

/// The forms whose tag takes a whole byte.
fn extended(first: u8, reader: &mut Reader<'_>, limits: &Limits) -> Result<Operand, Failure> {
    let offset = reader.offset();
    match first {
        0x07 => float(reader),
        0x27 => {
            let value = reader.unsigned(0, "a floating point register must be a number")?;
            reader.range(offset, "a floating point register", value, REGISTERS as u64)?;
            Ok(Operand::FloatRegister(value as u32))
        }
        0x37 => allocation(reader),
        0x47 => {
            let value = reader.unsigned(0, "a literal must be a number")?;
            reader.range(offset, "a literal", value, limits.literals)?;
            Ok(Operand::Literal(value as u32))
        }
        0x57 => typed(reader),
        _ => Err(reader.malformed("an operand of unknown form")),
    }
}

/// A register with what the compiler knows of its type, which we do not use (OTP 25 and later).
fn typed(reader: &mut Reader<'_>) -> Result<Operand, Failure> {
    let offset = reader.offset();
    let first = reader.u8("a register")?;
    let value = reader.compact(first, "a register")?;
    let value = reader.natural(value, "a register is negative")?;
    reader.range(offset, "a register", value, REGISTERS as u64)?;
    reader.unsigned(0, "a type must be a number")?;
    match first & 0x07 {
        3 => Ok(Operand::X(value as u32)),
        4 => Ok(Operand::Y(value as u32)),
        _ => Err(reader.malformed("only a register has a type")),
    }
}

/// The largest heap that an instruction may ask for, in words or in things.
pub(super) const HEAP: u64 = 1 << 24;

fn allocation(reader: &mut Reader<'_>) -> Result<Operand, Failure> {
    let (mut words, mut floats, mut funs) = (0, 0, 0);
    let offset = reader.offset();
    let count = reader.unsigned(0, "the length of an allocation must be a number")?;
    reader.range(
        offset,
        "the length of an allocation",
        count,
        reader.rest() as u64 / 2 + 1,
    )?;
    for _ in 0..count {
        let kind = reader.unsigned(0, "the kind of an allocation must be a number")?;
        let offset = reader.offset();
        let value = reader.unsigned(0, "an allocation must be a number")?;
        reader.range(offset, "an allocation", value, HEAP)?;
        let sum = match kind {
            0 => &mut words,
            1 => &mut floats,
            2 => &mut funs,
            _ => return Err(reader.malformed("an allocation of unknown kind")),
        };
        *sum += value as u32;
        reader.range(offset, "an allocation", u64::from(*sum), HEAP)?;
    }
    Ok(Operand::Allocation { words, floats, funs })
}
