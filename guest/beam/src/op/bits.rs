//! Bit syntax: what the instructions that match and construct binaries do to their operands.
//!
//! [`Matcher`] reads; [`create`] writes through a `Writer` to [`NewBits`]; [`append()`] is how a binary grows in
//! place; `raw` moves the bits.
//! The rest of the machine uses them too: a bitstring from a list is built as an instruction builds it.

#[expect(unsafe_code, reason = "bits are read and written where they lie")]
mod append;
mod create;
mod float;
#[expect(unsafe_code, reason = "bits are read and written where they lie")]
mod integer;
mod matcher;
#[expect(unsafe_code, reason = "bits are read and written where they lie")]
pub(crate) mod raw;
mod size;
pub(crate) mod utf;
#[expect(unsafe_code, reason = "bits are read and written where they lie")]
mod writer;

pub(crate) use append::{append, append_byte, init_writable};
pub(crate) use create::{Failure, Segment, SegmentKind, create};
pub(crate) use integer::{big_endian_limbs, from_limbs};
pub(crate) use matcher::Matcher;
pub(crate) use size::{MAX_BYTES, TooLarge, sum};
pub(crate) use writer::NewBits;

use super::operands::Operands;
use crate::term::{Term, View};

/// Least significant byte first.
pub(crate) const LITTLE: u8 = 2;
/// The first bit is a sign.
pub(crate) const SIGNED: u8 = 4;
/// In the order of this machine, which is the little one.
pub(crate) const NATIVE: u8 = 16;

/// Whether a field's flags ask for the least significant byte first.
#[inline(always)]
fn is_little(flags: u8) -> bool {
    // ERTS is native to what it runs on: all that this is compiled for (x86-64, AArch64, WebAssembly) is little-endian.
    flags & (LITTLE | NATIVE) != 0
}

/// How many bits a field takes: none when its size is none.
#[inline(always)]
pub(super) fn field(size: Term, unit: u32) -> Option<usize> {
    Matcher::size(size, unit)
}

/// Whether the next `count` bits are this integer, unsigned.
pub(crate) fn is_value(matcher: Matcher, count: usize, value: Term) -> bool {
    match value.view() {
        View::Small(value) => u64::try_from(value).is_ok_and(|value| matcher.value(count, value)),
        View::Big(big) => !big.negative && big.limbs.len() == 1 && matcher.value(count, big.limbs[0]),
        _ => false,
    }
}

/// A segment from its four operands: kind and flags, unit, value, size.
#[inline(always)]
pub(super) fn segment<'a>(operands: Operands, first: usize) -> Segment<'a> {
    let [kind, unit, value, size] = [0, 1, 2, 3].map(|word| operands.word(first + word));
    let (kind, flags, number) = (SegmentKind::numbered(kind & 0xFF), (kind >> 8) as u8, kind >> 16);
    let value = operands.at(value);
    if kind == SegmentKind::String {
        // SAFETY: the loader has seen to it that the bytes are in the module's strings, which live as long as its code.
        #[expect(unsafe_code, reason = "the word is an address")]
        let text = unsafe { std::slice::from_raw_parts(value.0 as usize as *const u8, size as usize) };
        return Segment {
            number,
            kind,
            unit,
            flags,
            value: Term::NIL,
            size: None,
            text,
        };
    }
    Segment {
        number,
        kind,
        unit,
        flags,
        value,
        size: (size != u32::MAX).then(|| operands.at(size)),
        text: &[],
    }
}
