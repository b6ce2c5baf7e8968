//! Number: the quick ways of arithmetic; the others are in `term::number`.

use crate::term::Term;

pub(super) use crate::term::number::{
    add, bit_and, bit_or, bit_xor, multiply, quotient, remainder, shift_left, shift_right, subtract,
    to_float as float_of,
};

/// The product of two smalls, if it is one.
#[inline(always)]
pub(super) fn small_product(a: Term, b: Term) -> Option<Term> {
    Term::try_small(a.small_value().checked_mul(b.small_value())?)
}

/// A small shifted to the left, or if `by` is below zero to the right, if the result is one.
#[inline(always)]
pub(super) fn small_shift(value: i64, by: i64) -> Option<Term> {
    if by <= 0 {
        return Some(Term::small(value >> by.unsigned_abs().min(63)));
    }
    if by >= 60 {
        return (value == 0).then_some(Term::small(0));
    }
    let shifted = value << by;
    if shifted >> by == value {
        Term::try_small(shifted)
    } else {
        None
    }
}
