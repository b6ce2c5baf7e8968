//! Integer: integers of any size as bits, and back.

use crate::term::{Heap, Kind, Term};

use super::{SIGNED, is_little, raw};

/// Read an integer of `count` bits.
///
/// # Panics
///
/// When the bytes do not have them.
pub(super) fn read(heap: &mut Heap, bytes: &[u8], offset: usize, count: usize, flags: u8) -> Term {
    let signed = flags & SIGNED != 0;
    if count <= 64 {
        if count == 0 {
            return Term::small(0);
        }
        let value = match is_little(flags) && count > 8 {
            true => little_word(bytes, offset, count),
            false => raw::peek_in(bytes, offset, count),
        };
        if signed {
            let unused = 64 - count;
            return heap.integer(((value << unused) as i64) >> unused);
        }
        return heap.unsigned(value);
    }
    let mut limbs = match is_little(flags) {
        true => little_endian_limbs(bytes, offset, count),
        false => big_endian_limbs(bytes, offset, count),
    };
    let negative = signed && (limbs[(count - 1) / 64] >> ((count - 1) % 64)) & 1 == 1;
    if negative {
        if let Some(last) = limbs.last_mut().filter(|_| !count.is_multiple_of(64)) {
            *last |= !0 << (count % 64);
        }
        negate(&mut limbs);
    }
    from_limbs(heap, negative, limbs)
}

/// The integer of a magnitude, the least significant limb first.
pub(crate) fn from_limbs(heap: &mut Heap, negative: bool, mut limbs: Vec<u64>) -> Term {
    while limbs.last() == Some(&0) {
        limbs.pop();
    }
    match limbs[..] {
        [] => Term::small(0),
        [limb] if limb <= Term::SMALL_MAX as u64 + u64::from(negative) => Term::small(if negative {
            (limb as i64).wrapping_neg()
        } else {
            limb as i64
        }),
        _ => heap.boxed(
            if negative {
                Kind::BIG_NEGATIVE
            } else {
                Kind::BIG_POSITIVE
            },
            &limbs,
        ),
    }
}

fn little_word(bytes: &[u8], offset: usize, count: usize) -> u64 {
    let (whole, rest) = (count / 8, count % 8);
    let low = match whole {
        0 => 0,
        _ => raw::peek_in(bytes, offset, whole * 8).swap_bytes() >> (64 - whole * 8),
    };
    match rest {
        0 => low,
        _ => low | raw::peek_in(bytes, offset + whole * 8, rest) << (whole * 8),
    }
}

/// The magnitude of an unsigned integer, the least significant limb first.
pub(crate) fn big_endian_limbs(bytes: &[u8], offset: usize, count: usize) -> Vec<u64> {
    let mut limbs = Vec::with_capacity(count.div_ceil(64));
    let mut left = count;
    while left > 0 {
        let step = left.min(64);
        left -= step;
        limbs.push(raw::peek_in(bytes, offset + left, step));
    }
    limbs
}

fn little_endian_limbs(bytes: &[u8], offset: usize, count: usize) -> Vec<u64> {
    (0..count)
        .step_by(64)
        .map(|at| little_word(bytes, offset + at, (count - at).min(64)))
        .collect()
}

/// Two's complement of all limbs.
fn negate(limbs: &mut [u64]) {
    let mut carry = true;
    for limb in limbs {
        (*limb, carry) = (!*limb).overflowing_add(u64::from(carry));
    }
}

/// Write the low `count` bits of an integer in two's complement; false if it is no integer.
///
/// # Safety
///
/// As of [`raw::poke`].
pub(super) unsafe fn write(to: *mut u8, offset: usize, count: usize, value: Term, flags: u8) -> bool {
    let little = is_little(flags) && count > 8;
    if let Some(small) = value.as_small() {
        // SAFETY: the caller's.
        unsafe {
            if count <= 64 && !little {
                raw::poke(to, offset, count, low(small as u64, count));
            } else {
                write_limbs(to, offset, count, &[small as u64], small < 0, little);
            }
        }
        return true;
    }
    let Some(big) = value.as_big() else { return false };
    // SAFETY: the caller's.
    unsafe {
        if big.negative {
            let mut limbs = big.limbs.to_vec();
            limbs.push(0);
            negate(&mut limbs);
            write_limbs(to, offset, count, &limbs, true, little);
        } else {
            write_limbs(to, offset, count, big.limbs, false, little);
        }
    }
    true
}

fn low(value: u64, count: usize) -> u64 {
    match count {
        64 => value,
        _ => value & ((1 << count) - 1),
    }
}

/// # Safety
///
/// As of [`raw::poke`].
unsafe fn write_limbs(to: *mut u8, offset: usize, count: usize, limbs: &[u64], negative: bool, little: bool) {
    let fill = if negative { !0 } else { 0 };
    let limb = |at: usize| limbs.get(at).copied().unwrap_or(fill);
    // SAFETY: the caller's.
    unsafe {
        if little {
            for at in (0..count).step_by(64) {
                let bits = (count - at).min(64);
                let (whole, rest) = (bits & !7, bits % 8);
                let value = limb(at / 64);
                if whole > 0 {
                    raw::poke(to, offset + at, whole, value.swap_bytes() >> (64 - whole));
                }
                if rest > 0 {
                    raw::poke(to, offset + at + whole, rest, low(value >> whole, rest));
                }
            }
            return;
        }
        let mut at = offset;
        let mut left = count;
        while left > 0 {
            let step = if left.is_multiple_of(64) { 64 } else { left % 64 };
            left -= step;
            raw::poke(to, at, step, low(limb(left / 64), step));
            at += step;
        }
    }
}

/// Whether the next `count` bits, as an unsigned big-endian integer, are this one.
pub(super) fn is(bytes: &[u8], offset: usize, count: usize, value: u64) -> bool {
    count <= 64 && raw::peek_in(bytes, offset, count) == value
}
