//! Size: how many bits a field has, from its size and its unit.

use crate::term::Term;

/// The most bytes in one binary. Sizes are counted in bits, in a word of the machine.
pub(crate) const MAX_BYTES: usize = if usize::BITS == 32 { 1 << 28 } else { 1 << 32 };

/// Why a size is none.
#[derive(Debug)]
pub(crate) enum TooLarge {
    /// It is no integer, or below zero.
    No,
    /// It is an integer beyond all bounds.
    Limit,
}

/// `size * unit` in bits.
#[inline]
pub(crate) fn times(size: Term, unit: u32) -> Result<usize, TooLarge> {
    if let Some(value) = size.as_small() {
        if value < 0 {
            return Err(TooLarge::No);
        }
        let bits = (value as u64).checked_mul(u64::from(unit)).ok_or(TooLarge::Limit)?;
        return bounded(bits);
    }
    match size.as_big() {
        Some(big) if !big.negative => Err(TooLarge::Limit),
        _ => Err(TooLarge::No),
    }
}

/// The sum of two sizes in bits.
#[inline(always)]
pub(crate) fn sum(a: usize, b: usize) -> Result<usize, TooLarge> {
    bounded(a as u64 + b as u64)
}

#[inline(always)]
fn bounded(bits: u64) -> Result<usize, TooLarge> {
    // A field that is larger than all binaries is still one that a pattern may ask for: it does not match.
    if bits > MAX_BYTES as u64 * 8 - 8 {
        return Err(TooLarge::Limit);
    }
    Ok(bits as usize)
}
