//! Number: arithmetic on integers of any size and on floats, as Erlang's operators do it.

mod bits;
mod float;
mod limbs;

use std::slice;

use num_bigint::{BigInt, BigUint, Sign};

use super::{Big, Heap, Term, View, atom};

pub(crate) use bits::{bit_and, bit_not, bit_or, bit_xor, shift_left, shift_right};
pub(crate) use float::{ceil, floor, round, to_float, trunc};

/// The number, or why there is none: `badarith` or `system_limit`.
pub(crate) type Result = std::result::Result<Term, Term>;

/// The most limbs of an integer, as in OTP 25.
pub(crate) const LIMBS_MAX: usize = (1 << 19) - 1;

/// Products of numbers with at least so many limbs each are worth more than the method taught at school.
const LONG: usize = 40;

#[cold]
fn badarith() -> Result {
    Err(atom::BADARITH.into())
}

#[cold]
fn system_limit() -> Result {
    Err(atom::SYSTEM_LIMIT.into())
}

/// Sign and magnitude of an integer; a small's magnitude is put into `limb`.
fn integer(term: Term, limb: &mut u64) -> Option<Big<'_>> {
    match term.view() {
        View::Small(value) => {
            *limb = value.unsigned_abs();
            let limbs = slice::from_ref(limb);
            Some(Big {
                negative: value < 0,
                limbs: if value == 0 { &[] } else { limbs },
            })
        }
        View::Big(big) => Some(big),
        _ => None,
    }
}

/// Two integers.
fn integers(a: Term, b: Term, limbs: &mut [u64; 2]) -> Option<(Big<'_>, Big<'_>)> {
    let [first, second] = limbs;
    Some((integer(a, first)?, integer(b, second)?))
}

/// The integer with these limbs, of which the upper ones may be zeros.
fn build(heap: &mut Heap, negative: bool, limbs: &[u64]) -> Result {
    let length = limbs.iter().rposition(|limb| *limb != 0).map_or(0, |at| at + 1);
    match &limbs[..length] {
        [] => Ok(Term::small(0)),
        [limb] => Ok(match i64::try_from(*limb) {
            Ok(value) => heap.integer(if negative { -value } else { value }),
            Err(_) => heap.big_of_limbs(negative, &[*limb]),
        }),
        limbs if limbs.len() > LIMBS_MAX => system_limit(),
        limbs => Ok(heap.big_of_limbs(negative, limbs)),
    }
}

/// Have so many limbs, all zero, at hand: on the stack if they are few.
fn with_limbs<R>(count: usize, work: impl FnOnce(&mut [u64]) -> R) -> R {
    const FEW: usize = 16;
    if count <= FEW {
        work(&mut [0; FEW][..count])
    } else {
        work(&mut vec![0; count])
    }
}

/// Two numbers that are not both integers, as floats.
fn floats(heap: &mut Heap, a: Term, b: Term, operation: impl FnOnce(f64, f64) -> f64) -> Result {
    match (to_float(a), to_float(b)) {
        (Some(a), Some(b)) => finite(heap, operation(a, b)),
        _ => badarith(),
    }
}

/// A float, unless it is none.
fn finite(heap: &mut Heap, value: f64) -> Result {
    if value.is_finite() {
        Ok(heap.float(value))
    } else {
        badarith()
    }
}

/// `+`
pub(crate) fn add(heap: &mut Heap, a: Term, b: Term) -> Result {
    if let (Some(a), Some(b)) = (a.as_small(), b.as_small()) {
        return Ok(heap.integer(a + b));
    }
    if let (Some(a), Some(b)) = (a.as_float(), b.as_float()) {
        return finite(heap, a + b);
    }
    match integers(a, b, &mut [0; 2]) {
        Some((a, b)) => sum(heap, a, b, b.negative),
        None => floats(heap, a, b, |a, b| a + b),
    }
}

/// `-`
pub(crate) fn subtract(heap: &mut Heap, a: Term, b: Term) -> Result {
    if let (Some(a), Some(b)) = (a.as_small(), b.as_small()) {
        return Ok(heap.integer(a - b));
    }
    if let (Some(a), Some(b)) = (a.as_float(), b.as_float()) {
        return finite(heap, a - b);
    }
    match integers(a, b, &mut [0; 2]) {
        Some((a, b)) => sum(heap, a, b, !b.negative),
        None => floats(heap, a, b, |a, b| a - b),
    }
}

/// `a` and the magnitude of `b` with that sign.
fn sum(heap: &mut Heap, a: Big<'_>, b: Big<'_>, b_negative: bool) -> Result {
    let (long, short, sign) = if limbs::compare(a.limbs, b.limbs).is_ge() {
        (a.limbs, b.limbs, a.negative)
    } else {
        (b.limbs, a.limbs, b_negative)
    };
    with_limbs(long.len() + 1, |result| {
        if a.negative == b_negative {
            limbs::add(result, long, short);
        } else {
            limbs::subtract(result, long, short);
        }
        build(heap, sign, result)
    })
}

/// `*`
pub(crate) fn multiply(heap: &mut Heap, a: Term, b: Term) -> Result {
    if let (Some(a), Some(b)) = (a.as_float(), b.as_float()) {
        return finite(heap, a * b);
    }
    let limbs = &mut [0; 2];
    let Some((a, b)) = integers(a, b, limbs) else {
        return floats(heap, a, b, |a, b| a * b);
    };
    let (count, negative) = (a.limbs.len() + b.limbs.len(), a.negative != b.negative);
    if count > LIMBS_MAX + 1 {
        return system_limit();
    }
    if a.limbs.len().min(b.limbs.len()) >= LONG {
        let product = unsigned(a.limbs) * unsigned(b.limbs);
        return build(heap, negative, &product.to_u64_digits());
    }
    with_limbs(count, |result| {
        limbs::multiply(result, a.limbs, b.limbs);
        build(heap, negative, result)
    })
}

/// `/`
pub(crate) fn divide(heap: &mut Heap, a: Term, b: Term) -> Result {
    floats(heap, a, b, |a, b| a / b)
}

/// `div`
pub(crate) fn quotient(heap: &mut Heap, a: Term, b: Term) -> Result {
    division(heap, a, b, |heap, negative, quotient, _| {
        build(heap, negative, quotient)
    })
}

/// `rem`
pub(crate) fn remainder(heap: &mut Heap, a: Term, b: Term) -> Result {
    let negative = integer(a, &mut 0).is_some_and(|a| a.negative);
    division(heap, a, b, |heap, _, _, remainder| build(heap, negative, remainder))
}

/// Divide, and build the sign and magnitude of the quotient, or the magnitude of the remainder.
fn division(heap: &mut Heap, a: Term, b: Term, take: impl FnOnce(&mut Heap, bool, &[u64], &[u64]) -> Result) -> Result {
    let limbs = &mut [0; 2];
    let Some((a, b)) = integers(a, b, limbs) else {
        return badarith();
    };
    let negative = a.negative != b.negative;
    match b.limbs {
        [] => badarith(),
        _ if limbs::compare(a.limbs, b.limbs).is_lt() => take(heap, negative, &[], a.limbs),
        [divisor] => with_limbs(a.limbs.len(), |quotient| {
            let remainder = limbs::divide(quotient, a.limbs, *divisor);
            take(heap, negative, quotient, &[remainder])
        }),
        _ => {
            let (a, b) = (unsigned(a.limbs), unsigned(b.limbs));
            let (quotient, remainder) = num_integer::Integer::div_rem(&a, &b);
            take(heap, negative, &quotient.to_u64_digits(), &remainder.to_u64_digits())
        }
    }
}

/// Unary `-`
pub(crate) fn negate(heap: &mut Heap, a: Term) -> Result {
    match a.view() {
        View::Small(value) => Ok(heap.integer(-value)),
        View::Big(big) => build(heap, !big.negative, big.limbs),
        View::Float(value) => Ok(heap.float(-value)),
        _ => badarith(),
    }
}

/// `abs/1`; none if it is no number.
pub(crate) fn absolute(heap: &mut Heap, a: Term) -> Option<Term> {
    match a.view() {
        View::Small(value) => Some(heap.integer(value.abs())),
        View::Big(big) if big.negative => Some(heap.big_of_limbs(false, big.limbs)),
        View::Float(value) if value < 0.0 => Some(heap.float(-value)),
        View::Big(_) | View::Float(_) => Some(a),
        _ => None,
    }
}

fn unsigned(limbs: &[u64]) -> BigUint {
    BigUint::new(
        limbs
            .iter()
            .flat_map(|limb| [*limb as u32, (*limb >> 32) as u32])
            .collect(),
    )
}

/// An integer of any size; none if it is no integer.
pub(crate) fn to_bigint(term: Term) -> Option<BigInt> {
    let limb = &mut 0;
    let integer = integer(term, limb)?;
    let sign = if integer.negative { Sign::Minus } else { Sign::Plus };
    Some(BigInt::from_biguint(sign, unsigned(integer.limbs)))
}

/// An integer by its sign and the bytes of its magnitude, the least significant first.
pub(crate) fn from_bytes(heap: &mut Heap, negative: bool, bytes: &[u8]) -> Result {
    let count = bytes.len().div_ceil(8);
    with_limbs(count, |limbs| {
        for (limb, bytes) in limbs.iter_mut().zip(bytes.chunks(8)) {
            *limb = bytes.iter().rev().fold(0, |limb, byte| limb << 8 | u64::from(*byte));
        }
        build(heap, negative, limbs)
    })
}

/// An integer of any size, unless it is too large.
pub(crate) fn from_bigint(heap: &mut Heap, value: &BigInt) -> Result {
    if value.bits() > LIMBS_MAX as u64 * 64 {
        return system_limit();
    }
    Ok(heap.big(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn big() -> impl Strategy<Value = BigInt> {
        let limb = prop_oneof![Just(0), Just(u64::MAX), Just(1 << 63), any::<u64>()];
        (prop::collection::vec(limb, 0..5), any::<bool>(), 0..64u32).prop_map(|(limbs, negative, shift)| {
            let magnitude = BigInt::from(unsigned(&limbs)) >> shift;
            if negative { -magnitude } else { magnitude }
        })
    }

    proptest! {
        #[test]
        fn integers_of_all_sizes_are_reckoned_as_by_num_bigint(a in big(), b in big(), shift in -200..200i64) {
            let heap = &mut Heap::default();
            let (x, y) = (heap.big(&a), heap.big(&b));
            let is = |result: Result, expected: BigInt| assert_eq!(to_bigint(result.unwrap()), Some(expected));
            is(Ok(x), a.clone());
            is(add(heap, x, y), &a + &b);
            is(subtract(heap, x, y), &a - &b);
            is(multiply(heap, x, y), &a * &b);
            is(bit_and(heap, x, y), &a & &b);
            is(bit_or(heap, x, y), &a | &b);
            is(bit_xor(heap, x, y), &a ^ &b);
            is(bit_not(heap, x), -&a - 1);
            is(negate(heap, x), -&a);
            let shifted = if shift < 0 { &a >> -shift } else { &a << shift };
            is(shift_left(heap, x, Term::small(shift)), shifted.clone());
            is(shift_right(heap, x, Term::small(-shift)), shifted);
            if b == BigInt::ZERO {
                assert_eq!(quotient(heap, x, y), badarith());
                assert_eq!(remainder(heap, x, y), badarith());
            } else {
                is(quotient(heap, x, y), &a / &b);
                is(remainder(heap, x, y), &a % &b);
            }
            prop_assert_eq!(super::super::order::compare(x, y), a.cmp(&b));
        }

        #[test]
        fn a_whole_float_is_an_integer_and_back(float in any::<f64>().prop_filter("finite", |float| float.is_finite())) {
            let heap = &mut Heap::default();
            let whole = heap.float(float.trunc());
            let integer = trunc(heap, whole).unwrap();
            prop_assert!(super::super::order::equal_loosely(integer, whole));
            prop_assert_eq!(to_float(integer), Some(float.trunc()));
        }
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let heap = &mut Heap::default();
        let most = 64 * LIMBS_MAX as i64;
        let largest = shift_left(heap, Term::small(1), Term::small(most - 1)).unwrap();
        assert_eq!(shift_left(heap, Term::small(1), Term::small(most)), system_limit());
        assert_eq!(add(heap, largest, largest), system_limit());
        assert_eq!(multiply(heap, largest, largest), system_limit());
        assert_eq!(shift_left(heap, Term::small(0), largest), Ok(Term::small(0)));
        let float = heap.float(1.0);
        assert_eq!(add(heap, largest, float), badarith());
        let huge = heap.float(1e308);
        assert_eq!(add(heap, huge, huge), badarith());
        assert_eq!(divide(heap, float, Term::small(0)), badarith());
    }
}
