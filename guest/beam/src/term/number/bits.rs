//! Bits: the operators on integers as endless rows of bits, where a negative one begins with ones.

use super::{Result, badarith, build, integers, system_limit, with_limbs};
use crate::term::{Big, Heap, Term, number::LIMBS_MAX};

/// `band`
pub(crate) fn bit_and(heap: &mut Heap, a: Term, b: Term) -> Result {
    by_limbs(heap, a, b, |a, b| a & b)
}

/// `bor`
pub(crate) fn bit_or(heap: &mut Heap, a: Term, b: Term) -> Result {
    by_limbs(heap, a, b, |a, b| a | b)
}

/// `bxor`
pub(crate) fn bit_xor(heap: &mut Heap, a: Term, b: Term) -> Result {
    by_limbs(heap, a, b, |a, b| a ^ b)
}

/// `bnot`
pub(crate) fn bit_not(heap: &mut Heap, a: Term) -> Result {
    // -1 is all ones.
    bit_xor(heap, a, Term::small(-1))
}

fn by_limbs(heap: &mut Heap, a: Term, b: Term, operation: impl Fn(u64, u64) -> u64) -> Result {
    let limbs = &mut [0; 2];
    let Some((a, b)) = integers(a, b, limbs) else {
        return badarith();
    };
    with_limbs(a.limbs.len().max(b.limbs.len()) + 1, |result| {
        let (mut a, mut b) = (Complement::of(a), Complement::of(b));
        for result in &mut *result {
            *result = operation(a.next(), b.next());
        }
        let negative = result[result.len() - 1] >> 63 == 1;
        if negative {
            let mut carry = true;
            for limb in &mut *result {
                (*limb, carry) = (!*limb).overflowing_add(u64::from(carry));
            }
        }
        build(heap, negative, result)
    })
}

/// The limbs of an integer in two's complement, without end.
struct Complement<'a> {
    negative: bool,
    limbs: std::slice::Iter<'a, u64>,
    carry: bool,
}

impl<'a> Complement<'a> {
    fn of(integer: Big<'a>) -> Self {
        Self {
            negative: integer.negative,
            limbs: integer.limbs.iter(),
            carry: true,
        }
    }

    #[inline(always)]
    fn next(&mut self) -> u64 {
        let limb = self.limbs.next().copied().unwrap_or(0);
        if !self.negative {
            return limb;
        }
        let (limb, carry) = (!limb).overflowing_add(u64::from(self.carry));
        self.carry = carry;
        limb
    }
}

/// `bsl`
pub(crate) fn shift_left(heap: &mut Heap, a: Term, by: Term) -> Result {
    shift(heap, a, by, true)
}

/// `bsr`
pub(crate) fn shift_right(heap: &mut Heap, a: Term, by: Term) -> Result {
    shift(heap, a, by, false)
}

fn shift(heap: &mut Heap, a: Term, by: Term, left: bool) -> Result {
    let words = &mut [0; 2];
    let Some((a, by)) = integers(a, by, words) else {
        return badarith();
    };
    let left = left != by.negative;
    // What is beyond all integers is as good as endless.
    let distance = match by.limbs {
        [] => 0,
        [limb] => usize::try_from(*limb).unwrap_or(usize::MAX),
        _ => usize::MAX,
    };
    let (limbs, bits) = (distance / 64, (distance % 64) as u32);
    match (a.limbs.len(), left) {
        (0, _) => Ok(Term::small(0)),
        (count, true) if limbs + count > LIMBS_MAX + 1 => system_limit(),
        (count, true) => with_limbs(limbs + count + 1, |result| {
            for (at, limb) in a.limbs.iter().enumerate() {
                let wide = u128::from(*limb) << bits;
                result[limbs + at] |= wide as u64;
                result[limbs + at + 1] = (wide >> 64) as u64;
            }
            build(heap, a.negative, result)
        }),
        (count, false) if limbs >= count => Ok(Term::small(if a.negative { -1 } else { 0 })),
        (count, false) => with_limbs(count - limbs + 1, |result| {
            let (lost, kept) = a.limbs.split_at(limbs);
            for (at, limb) in kept.iter().enumerate() {
                let above = kept.get(at + 1).copied().unwrap_or(0);
                result[at] = ((u128::from(above) << 64 | u128::from(*limb)) >> bits) as u64;
            }
            // A negative integer is rounded down: away from zero, if a one is lost.
            if a.negative && (lost.iter().any(|limb| *limb != 0) || kept[0] & ((1 << bits) - 1) != 0) {
                let mut carry = true;
                for limb in &mut *result {
                    (*limb, carry) = limb.overflowing_add(u64::from(carry));
                }
            }
            build(heap, a.negative, result)
        }),
    }
}
