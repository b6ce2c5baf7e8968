//! Float: from integers to floats and back.

use crate::term::{Heap, Term, View};

/// A number as a float; none if it is no number, or beyond all floats.
#[inline]
pub(crate) fn to_float(term: Term) -> Option<f64> {
    match term.view() {
        View::Small(value) => Some(value as f64),
        View::Float(value) => Some(value),
        View::Big(big) => {
            // Limb by limb and rounded each time, as ERTS does (`big_to_double` in `big.c`), so that the last bit is the same.
            let magnitude = big
                .limbs
                .iter()
                .rev()
                .fold(0.0, |sum, limb| sum * 18_446_744_073_709_551_616.0 + *limb as f64);
            magnitude
                .is_finite()
                .then_some(if big.negative { -magnitude } else { magnitude })
        }
        _ => None,
    }
}

/// `trunc/1`; none if it is no number.
pub(crate) fn trunc(heap: &mut Heap, number: Term) -> Option<Term> {
    whole(heap, number, f64::trunc)
}

/// `round/1`; none if it is no number.
pub(crate) fn round(heap: &mut Heap, number: Term) -> Option<Term> {
    whole(heap, number, f64::round)
}

/// `floor/1`; none if it is no number.
pub(crate) fn floor(heap: &mut Heap, number: Term) -> Option<Term> {
    whole(heap, number, f64::floor)
}

/// `ceil/1`; none if it is no number.
pub(crate) fn ceil(heap: &mut Heap, number: Term) -> Option<Term> {
    whole(heap, number, f64::ceil)
}

fn whole(heap: &mut Heap, number: Term, rounded: impl Fn(f64) -> f64) -> Option<Term> {
    match number.as_float() {
        None => number.is_integer().then_some(number),
        Some(value) => Some(of_whole(heap, rounded(value))),
    }
}

/// The integer that a whole float is.
fn of_whole(heap: &mut Heap, value: f64) -> Term {
    const WORD: f64 = 9_223_372_036_854_775_808.0;
    if value.abs() < WORD {
        return heap.integer(value as i64);
    }
    let shift = ((value.to_bits() >> 52) & 0x7FF) as usize - 1023 - 52;
    let mantissa = u128::from(value.to_bits() & ((1 << 52) - 1) | 1 << 52) << (shift % 64);
    // The largest float has 1,024 bits.
    let mut limbs = [0; 17];
    limbs[shift / 64] = mantissa as u64;
    limbs[shift / 64 + 1] = (mantissa >> 64) as u64;
    let count = 17 - limbs.iter().rev().take_while(|limb| **limb == 0).count();
    heap.big_of_limbs(value < 0.0, &limbs[..count])
}
