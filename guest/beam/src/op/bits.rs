//! Bit syntax: what the instructions that match and construct binaries do to their operands.
//!
//! [`Matcher`] reads; [`create`], and the older instructions one by one, write through a [`Writer`] to [`NewBits`]; [`append()`] is how a binary grows in
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
pub(crate) mod step;
pub(crate) mod utf;
#[expect(unsafe_code, reason = "bits are read and written where they lie")]
mod writer;

pub(crate) use append::{append, init_writable};
pub(crate) use create::{Failure, Segment, SegmentKind, create};
pub(crate) use integer::{big_endian_limbs, from_limbs};
pub(crate) use matcher::Matcher;
pub(crate) use size::{MAX_BYTES, TooLarge, sum, times};
pub(crate) use writer::{NewBits, Writer};

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
