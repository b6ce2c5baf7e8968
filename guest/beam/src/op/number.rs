//! Number: the quick ways of arithmetic; the others are in `term::number`.

use crate::term::{Heap, Term};

/// Why there is no result.
type Result = std::result::Result<Term, Term>;

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

/// A number as a float: none if it is no number, or too large for one.
pub(super) fn float_of(term: Term) -> Option<f64> {
    match term.as_small() {
        Some(value) => Some(value as f64),
        None => term.as_float(),
    }
}
pub(super) fn add(_: &mut Heap, _: Term, _: Term) -> Result {
    Err(crate::term::atom::BADARITH.into())
}
pub(super) fn subtract(_: &mut Heap, _: Term, _: Term) -> Result {
    Err(crate::term::atom::BADARITH.into())
}
pub(super) fn multiply(_: &mut Heap, _: Term, _: Term) -> Result {
    Err(crate::term::atom::BADARITH.into())
}
pub(super) fn quotient(_: &mut Heap, _: Term, _: Term) -> Result {
    Err(crate::term::atom::BADARITH.into())
}
pub(super) fn remainder(_: &mut Heap, _: Term, _: Term) -> Result {
    Err(crate::term::atom::BADARITH.into())
}
pub(super) fn bit_and(_: &mut Heap, _: Term, _: Term) -> Result {
    Err(crate::term::atom::BADARITH.into())
}
pub(super) fn bit_or(_: &mut Heap, _: Term, _: Term) -> Result {
    Err(crate::term::atom::BADARITH.into())
}
pub(super) fn bit_xor(_: &mut Heap, _: Term, _: Term) -> Result {
    Err(crate::term::atom::BADARITH.into())
}
pub(super) fn shift_left(_: &mut Heap, _: Term, _: Term) -> Result {
    Err(crate::term::atom::BADARITH.into())
}
pub(super) fn shift_right(_: &mut Heap, _: Term, _: Term) -> Result {
    Err(crate::term::atom::BADARITH.into())
}
