//! Table: the hash by which ERTS orders the keys of its tables: programs see that order in `ets:tab2list/1`.
//!
//! Its definition is that of `make_internal_hash` in `erts/emulator/beam/utils.c` of Erlang/OTP 25. Atoms are hashed by their numbers, which are our own, and
//! large maps, funs and references as [`internal`] does, so that those come in an order of ours.

use super::{
    internal,
    portable::{GOLDEN, big, bits, mix_in},
};
use crate::term::{Term, View, map};

/// What hashing begins with.
const SALT: u32 = 3_432_918_353;

/// What is still to be hashed.
enum Later {
    Term(Term),
    /// The tail of a list that is no cell comes next.
    Tail,
}

/// A hash of 32 bits.
#[inline]
pub(crate) fn table(term: Term) -> u32 {
    if term.is_immediate() {
        immediate(SALT, term)
    } else {
        parts(term)
    }
}

#[inline(always)]
fn immediate(hash: u32, term: Term) -> u32 {
    mix_in(hash, term.0 as u32, (term.0 >> 32) as u32, 1)
}

fn parts(term: Term) -> u32 {
    let mut hash = SALT;
    let mut later = vec![Later::Term(term)];
    while let Some(next) = later.pop() {
        hash = match next {
            Later::Tail => turned(hash, 18),
            Later::Term(term) if term.is_immediate() => immediate(hash, term),
            Later::Term(term) => one(term, hash, &mut later),
        };
    }
    hash
}

fn one(term: Term, hash: u32, later: &mut Vec<Later>) -> u32 {
    match term.view() {
        View::Cons(..) => list(term, hash, later),
        View::Tuple(elements) => {
            later.extend(elements.iter().rev().copied().map(Later::Term));
            mix_in(hash, elements.len() as u32, 0, 9)
        }
        View::Big(value) => big(hash, value.negative, value.limbs),
        View::Float(value) => {
            // -0.0 is 0.0 here.
            let word = if value == 0.0 { 0 } else { value.to_bits() };
            mix_in(hash, word as u32, (word >> 32) as u32, 12)
        }
        View::Bits(value) => bits(hash, value),
        View::Map if map::as_flat(term).is_some() => {
            let pairs: Vec<(Term, Term)> = map::iter(term).collect();
            let terms = pairs.iter().rev().flat_map(|(key, value)| [*value, *key]);
            later.extend(terms.map(Later::Term));
            mix_in(hash, pairs.len() as u32, 0, 16)
        }
        _ => mix_in(hash, internal(term), 0, 16),
    }
}

/// A run of bytes is hashed by fours.
fn list(mut list: Term, mut hash: u32, later: &mut Vec<Later>) -> u32 {
    let (mut four, mut count) = (0u32, 0);
    while list.is_cons() {
        let Some(byte @ 0..=255) = list.head().as_small() else {
            break;
        };
        four = four << 8 | byte as u32;
        count += 1;
        if count == 4 {
            hash = mix_in(hash, four, 0, 4);
            (four, count) = (0, 0);
        }
        list = list.tail();
    }
    if count > 0 {
        hash = mix_in(hash, four, count, 22);
    }
    if !list.is_cons() {
        later.push(Later::Term(list));
        return hash;
    }
    later.push(Later::Term(list.tail()));
    if !list.tail().is_cons() {
        later.push(Later::Tail);
    }
    later.push(Later::Term(list.head()));
    turned(hash, 17)
}

/// A mark of a type's multiple of the constant.
fn turned(hash: u32, multiple: u32) -> u32 {
    (hash ^ GOLDEN.wrapping_mul(multiple)).rotate_left(17)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::Heap;

    #[test]
    fn buckets_are_those_of_otp_25() {
        let mut heap = Heap::default();
        let [one, two] = [1, 2].map(Term::small);
        let big = heap.big(&(num_bigint::BigInt::from(1) << 70));
        let nested = heap.cons(Term::NIL, Term::NIL);
        let terms = [
            (Term::small(0), 200),
            (Term::small(-5), 250),
            (Term::small(1_234_567_890_123), 183),
            (Term::NIL, 195),
            (heap.float(1.5), 87),
            (big, 229),
            (heap.tuple(&[one, two]), 254),
            (heap.tuple(&[]), 114),
            (heap.binary(b"abc"), 13),
            (heap.string("abc"), 15),
            (heap.cons(one, Term::NIL), 175),
            (heap.tuple(&[one]), 14),
            (nested, 99),
            (map::empty(&mut heap), 186),
            (map::from_pairs(&mut heap, vec![(one, two)]), 19),
        ];
        for (term, bucket) in terms {
            assert_eq!(table(term) % 256, bucket, "{term:?}");
        }
    }
}
