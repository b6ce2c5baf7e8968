//! Limbs: arithmetic on magnitudes, the least significant limb first.

use std::cmp::Ordering;

/// Compare magnitudes without leading zeros.
pub(super) fn compare(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// The sum of two, the longer first; the result has one limb more.
pub(super) fn add(result: &mut [u64], long: &[u64], short: &[u64]) {
    let mut carry = false;
    for (at, limb) in long.iter().enumerate() {
        let other = short.get(at).copied().unwrap_or(0);
        let (sum, first) = limb.overflowing_add(other);
        let (sum, second) = sum.overflowing_add(u64::from(carry));
        result[at] = sum;
        carry = first | second;
    }
    result[long.len()] = u64::from(carry);
}

/// The difference of two, the larger first.
pub(super) fn subtract(result: &mut [u64], large: &[u64], small: &[u64]) {
    let mut borrow = false;
    for (at, limb) in large.iter().enumerate() {
        let other = small.get(at).copied().unwrap_or(0);
        let (difference, first) = limb.overflowing_sub(other);
        let (difference, second) = difference.overflowing_sub(u64::from(borrow));
        result[at] = difference;
        borrow = first | second;
    }
}

/// The product of two, added to a result of zeros.
pub(super) fn multiply(result: &mut [u64], a: &[u64], b: &[u64]) {
    // The inner loop is the longer one.
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    for (shift, factor) in a.iter().enumerate() {
        let mut carry = 0;
        for (limb, result) in b.iter().zip(&mut result[shift..]) {
            let product = u128::from(*factor) * u128::from(*limb) + u128::from(*result) + u128::from(carry);
            *result = product as u64;
            carry = (product >> 64) as u64;
        }
        result[shift + b.len()] = carry;
    }
}

/// The quotient by one limb that is not zero; gives the remainder.
pub(super) fn divide(quotient: &mut [u64], limbs: &[u64], divisor: u64) -> u64 {
    let mut remainder = 0;
    if divisor <= u64::from(u32::MAX) {
        // Halves of limbs do with the division that processors have.
        for (limb, quotient) in limbs.iter().zip(quotient).rev() {
            let high = remainder << 32 | limb >> 32;
            let low = (high % divisor) << 32 | limb & u64::from(u32::MAX);
            *quotient = ((high / divisor) << 32) | (low / divisor);
            remainder = low % divisor;
        }
        return remainder;
    }
    for (limb, quotient) in limbs.iter().zip(quotient).rev() {
        let dividend = u128::from(remainder) << 64 | u128::from(*limb);
        *quotient = (dividend / u128::from(divisor)) as u64;
        remainder = (dividend % u128::from(divisor)) as u64;
    }
    remainder
}
