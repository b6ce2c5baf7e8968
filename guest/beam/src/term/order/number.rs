//! Number: the order of integers and floats by their exact values.

use std::{cell::Cell, cmp::Ordering};

use crate::term::{Big, Term, View};

/// 2^63, the first float that is beyond `i64`.
const BEYOND: f64 = 9_223_372_036_854_775_808.0;

/// Floats are neither infinite nor NaN; 0.0 and -0.0 are equal.
pub(crate) fn float_with_float(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}

thread_local! {
    /// As with the table of atoms, it belongs to the thread that runs the machine.
    static ZEROS_APART: Cell<bool> = const { Cell::new(false) };
}

/// Whether 0.0 and -0.0 are `=:=`: up to OTP 26 they are, from then on not.
pub(crate) fn tell_zeros_apart(apart: bool) {
    ZEROS_APART.set(apart);
}

/// The same for `=:=` and for keys of maps, where -0.0 may be before 0.0.
pub(crate) fn float_exactly(a: f64, b: f64) -> Ordering {
    match float_with_float(a, b) {
        Ordering::Equal if a.to_bits() != b.to_bits() && ZEROS_APART.get() => a.total_cmp(&b),
        order => order,
    }
}

/// Integers of any size.
pub(crate) fn integers(a: Term, b: Term) -> Ordering {
    match (a.view(), b.view()) {
        (View::Small(a), View::Small(b)) => a.cmp(&b),
        (View::Big(a), View::Small(_)) => sign(a),
        (View::Small(_), View::Big(b)) => sign(b).reverse(),
        (View::Big(a), View::Big(b)) if a.negative != b.negative => sign(a),
        (View::Big(a), View::Big(b)) if a.negative => magnitudes(b.limbs, a.limbs),
        (View::Big(a), View::Big(b)) => magnitudes(a.limbs, b.limbs),
        _ => Ordering::Equal,
    }
}

/// Limbs without leading zeros, the least significant first.
fn magnitudes(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn sign(big: Big<'_>) -> Ordering {
    if big.negative {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}

/// An integer with a float, as if the float had all digits.
pub(crate) fn integer_with_float(integer: Term, float: f64) -> Ordering {
    match integer.view() {
        View::Small(integer) => word_with_float(integer, float),
        View::Big(big) if (float < 0.0) != big.negative => sign(big),
        View::Big(big) => {
            let order = magnitude_with_float(big.limbs, float.abs());
            if big.negative { order.reverse() } else { order }
        }
        _ => Ordering::Equal,
    }
}

fn word_with_float(integer: i64, float: f64) -> Ordering {
    if float >= BEYOND {
        Ordering::Less
    } else if float < -BEYOND {
        Ordering::Greater
    } else {
        let whole = float.trunc();
        integer
            .cmp(&(whole as i64))
            .then_with(|| float_with_float(0.0, float - whole))
    }
}

fn magnitude_with_float(limbs: &[u64], float: f64) -> Ordering {
    let top = limbs[limbs.len() - 1];
    let bits = limbs.len() * 64 - top.leading_zeros() as usize;
    // A float of so many bits before its point; what is below 2^59 is below every big.
    let exponent = (float.to_bits() >> 52) as usize;
    let float_bits = (exponent + 1).saturating_sub(1023);
    if float_bits < 60 {
        return Ordering::Greater;
    }
    bits.cmp(&float_bits).then_with(|| {
        let mantissa = (float.to_bits() & ((1 << 52) - 1)) | 1 << 52;
        let shift = float_bits - 53;
        let (limb, bit) = (shift / 64, shift % 64);
        let wide = u128::from(mantissa) << bit;
        let of_float = |at: usize| match at.checked_sub(limb) {
            Some(0) => wide as u64,
            Some(1) => (wide >> 64) as u64,
            _ => 0,
        };
        (0..limbs.len())
            .rev()
            .map(|at| limbs[at].cmp(&of_float(at)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    })
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;

    use crate::term::{Heap, order::compare};

    #[test]
    fn an_integer_and_a_float_are_compared_by_their_exact_values() {
        let heap = &mut Heap::default();
        for exponent in [0, 1, 52, 53, 58, 59, 60, 62, 63, 64, 65, 127, 128, 200, 1023] {
            let power = BigInt::from(1) << exponent;
            let float = 2f64.powi(exponent);
            for sign in [1, -1] {
                for (delta, expected) in [(-1, -1), (0, 0), (1, 1)] {
                    let (integer, float) = (heap.big(&(&power * sign + delta)), heap.float(float * f64::from(sign)));
                    assert_eq!(compare(integer, float) as i32, expected, "{exponent} {sign} {delta}");
                    assert_eq!(compare(float, integer) as i32, -expected);
                }
            }
        }
    }
}
