//! Bits: the order of bitstrings: bit by bit, and of two that agree the shorter is the lesser.

use std::cmp::Ordering;

use crate::term::Bits;

/// Bit by bit, then by size.
pub(super) fn compare(a: Bits<'_>, b: Bits<'_>) -> Ordering {
    if let (Some(a), Some(b)) = (a.aligned(), b.aligned()) {
        return a.cmp(b);
    }
    let common = a.size.min(b.size);
    let bytes = common / 8;
    (0..bytes)
        .map(|at| byte(a, at).cmp(&byte(b, at)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
        .then_with(|| {
            let rest = common % 8;
            // Bits behind the common ones say nothing.
            let last = |bits| if rest == 0 { 0 } else { byte(bits, bytes) >> (8 - rest) };
            last(a).cmp(&last(b))
        })
        .then(a.size.cmp(&b.size))
}

/// Eight bits that begin at a multiple of eight of the run; zeros beyond the end of the bytes.
#[inline]
fn byte(bits: Bits<'_>, at: usize) -> u8 {
    let start = bits.offset + at * 8;
    let (from, shift) = (start / 8, start % 8);
    let high = bits.bytes[from];
    if shift == 0 {
        return high;
    }
    let low = bits.bytes.get(from + 1).copied().unwrap_or(0);
    (high << shift) | (low >> (8 - shift))
}
