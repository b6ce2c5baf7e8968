//! Step: the instructions by which OTP 24 and before construct a bitstring one field after the other.
//!
//! The first makes it, the others write to it; the writer is kept between them, where no collection can come in.

use crate::term::{Heap, Term};

use super::{
    NewBits, TooLarge, Writer, append as append_bits, create,
    size::{sum, times},
    utf::{utf8_length, utf16_bits},
    writer::character,
};

/// `bs_init2` and `bs_init_bits`: a bitstring of `size` units of so many bits (8 or 1).
pub(crate) fn init(heap: &mut Heap, size: Term, unit: u32) -> Result<(Term, Writer), TooLarge> {
    let new = NewBits::new(heap, times(size, unit)?).ok_or(TooLarge::Limit)?;
    Ok(finish(heap, new))
}

/// `bs_append` and `bs_private_append`: a bitstring that begins with `source`, and so many units more.
pub(crate) fn append(
    heap: &mut Heap,
    source: Term,
    alignment: u32,
    size: Term,
    unit: u32,
) -> Result<(Term, Writer), TooLarge> {
    let bits = source.as_bits().ok_or(TooLarge::No)?;
    if alignment > 1 && bits.size % alignment as usize != 0 {
        return Err(TooLarge::No);
    }
    let more = times(size, unit)?;
    let new = append_bits(heap, source, more)?;
    Ok(finish(heap, new))
}

fn finish(heap: &mut Heap, new: NewBits) -> (Term, Writer) {
    let writer = new.writer;
    (new.finish(heap), writer)
}

/// `bs_add`: `a + b * unit`.
pub(crate) fn add(heap: &mut Heap, a: Term, b: Term, unit: u32) -> Result<Term, TooLarge> {
    let sum = sum(times(a, 1)?, times(b, unit)?)?;
    Ok(heap.integer(sum as i64))
}

/// `bs_utf8_size`: in bytes. What is no character is found out when it is put.
pub(crate) fn utf8_size(value: Term) -> Term {
    Term::small(character(value).map_or(4, utf8_length) as i64)
}

/// `bs_utf16_size`: in bytes.
pub(crate) fn utf16_size(value: Term) -> Term {
    Term::small(character(value).map_or(2, |value| utf16_bits(value, 0).1 / 8) as i64)
}

impl Writer {
    /// `bs_put_integer`: false is `badarg`, here and below.
    pub(crate) fn put_integer(&mut self, value: Term, size: Term, unit: u32, flags: u8) -> bool {
        times(size, unit).is_ok_and(|count| self.integer(value, count, flags))
    }

    /// `bs_put_float`
    pub(crate) fn put_float(&mut self, value: Term, size: Term, unit: u32, flags: u8) -> bool {
        match (times(size, unit), create::number_value(value)) {
            (Ok(count), Some(float)) if float.is_finite() => self.float(float, count, flags),
            _ => false,
        }
    }

    /// `bs_put_binary`: so many units of it, or all, which is a multiple of the unit.
    pub(crate) fn put_binary(&mut self, value: Term, size: Option<Term>, unit: u32) -> bool {
        let Some(bits) = value.as_bits() else { return false };
        match size {
            Some(size) => times(size, unit).is_ok_and(|count| self.bits(bits, count)),
            None => (unit <= 1 || bits.size % unit as usize == 0) && self.bits(bits, bits.size),
        }
    }
}
