//! Hash: four numbers made of a term: [`internal`] for this machine's own tables, `table` for those of `ets`, and those of
//! `erlang:phash2` and `erlang:phash`, which are the same on every machine.

mod old;
mod portable;
mod table;

use super::{Bits, Kind, Term, View, map, view};

pub(crate) use old::phash;
pub(crate) use portable::phash2;
pub(crate) use table::table;

/// An odd number near 2^64 divided by the golden ratio, as of Fibonacci hashing.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// A quick hash of a term. Terms that are equal exactly have the same.
#[inline]
pub fn internal(term: Term) -> u32 {
    if term.is_immediate() {
        finish(step(FACTOR, term.0))
    } else {
        finish(parts(term))
    }
}

#[inline(always)]
fn step(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(25) ^ word).wrapping_mul(FACTOR)
}

#[inline(always)]
fn finish(hash: u64) -> u32 {
    // The upper bits of a product depend on all bits below them.
    ((hash ^ (hash >> 32)).wrapping_mul(FACTOR) >> 32) as u32
}

#[inline(never)]
fn parts(mut term: Term) -> u64 {
    let mut hash = FACTOR;
    let mut open: Vec<&[Term]> = Vec::new();
    loop {
        while term.is_cons() {
            let head = term.head();
            hash = step(hash, 1);
            if head.is_immediate() {
                hash = step(hash, head.0);
                term = term.tail();
            } else {
                // The tail waits as the second word of its cell.
                open.push(&view::cell(term)[1..]);
                term = head;
            }
        }
        if term.is_immediate() {
            hash = step(hash, term.0);
        } else {
            hash = boxed(term, hash, &mut open);
        }
        term = loop {
            let Some(slice) = open.last_mut() else { return hash };
            if let Some((first, rest)) = slice.split_first() {
                *slice = rest;
                break *first;
            }
            open.pop();
        };
    }
}

/// Mix in what a boxed term holds itself; its parts go to `open`.
fn boxed(term: Term, hash: u64, open: &mut Vec<&[Term]>) -> u64 {
    match term.view() {
        View::Tuple(elements) => {
            open.push(elements);
            step(hash, elements.len() as u64)
        }
        View::Map if term.is(Kind::MAP) => {
            let words = view::terms(term.words());
            open.push(&words[1..]);
            open.push(&words[..1]);
            step(hash, words.len() as u64)
        }
        // The order of a tree's pairs tells nothing, so they are added up; what is no immediate would have to be hashed on its own.
        View::Map => map::iter(term)
            .flat_map(|(key, value)| [key, value])
            .filter(|part| part.is_immediate())
            .fold(step(hash, map::size(term) as u64), |sum, part| {
                sum.wrapping_add(step(1, part.0))
            }),
        View::Record(record) => {
            open.push(record.values());
            open.push(record.definition());
            step(hash, record.values().len() as u64)
        }
        View::Bits(bits) => of_bits(bits, hash),
        View::Fun(fun) => {
            open.push(fun.free);
            step(hash, u64::from(fun.entry))
        }
        // The two zeros are equal.
        View::Float(value) => step(hash, (value + 0.0).to_bits()),
        View::Ref(id) => step(step(hash, id[0]), id[1]),
        View::Big(big) => big
            .limbs
            .iter()
            .fold(step(hash, u64::from(big.negative)), |hash, limb| step(hash, *limb)),
        _ => term.words().iter().fold(hash, |hash, word| step(hash, *word)),
    }
}

fn of_bits(bits: Bits<'_>, hash: u64) -> u64 {
    let bytes = bits.whole_bytes();
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(step(hash, bits.size as u64), |hash, word| {
        step(hash, u64::from_le_bytes(*word))
    });
    let rest = rest.iter().fold(0, |rest, byte| rest << 8 | u64::from(*byte));
    step(hash, rest << 8 | u64::from(bits.last_bits().0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        code::Code,
        term::{Atom, Heap},
    };

    #[test]
    fn values_are_those_of_otp() {
        let (code, heap) = (Code::new(), &mut Heap::default());
        let big = heap.big(&(num_bigint::BigInt::from(-1) << 100));
        let (float, binary, bits) = (
            heap.float(1.5),
            heap.binary(b"hello, hash of a binary"),
            heap.bitstring(&[1, 0xA0], 11),
        );
        let text = heap.string("abcdefg");
        let mixed = heap.list([Term::small(1), Atom::new("å").term(), Term::small(-5), Term::small(2)].into_iter());
        let map = map::from_pairs(heap, vec![(Atom::new("a").term(), Term::NIL), (Term::small(1), text)]);
        let many = map::from_pairs(
            heap,
            (0..50).map(|at| (Term::small(at), Term::small(at * at))).collect(),
        );
        let tuple = heap.tuple(&[
            Term::small(1 << 40),
            big,
            float,
            binary,
            bits,
            text,
            mixed,
            map,
            many,
            Term::NIL,
        ]);
        // What `{erlang:phash2(T, 1 bsl 32), erlang:phash(T, 1 bsl 32) - 1}` gives on OTP 25.
        let expected = [
            (Term::small(-3), 4257644637, 745588511),
            (Term::small(1 << 40), 282329375, 1920229267),
            (big, 3614518472, 1113160528),
            (float, 2023646235, 1073217536),
            (binary, 2438092486, 1938696380),
            (bits, 3124325374, 435939696),
            (text, 716797499, 1554453811),
            (mixed, 991914222, 2210413966),
            (map, 1461281023, 1729721634),
            (many, 2509327224, 2777767835),
            (tuple, 663172933, 3708466108),
            (Term::NIL, 3468870702, 1),
        ];
        for (term, new, old) in expected {
            assert_eq!((phash2(term, &code), phash(term, &code)), (new, old), "{term:?}");
        }
    }

    #[test]
    fn what_is_equal_has_one_hash() {
        let heap = &mut Heap::default();
        let whole = heap.binary(b"0123456789abcdef!");
        let (shifted, same) = (heap.bitstring(b"\x03\x01\x02", 20), heap.bitstring(b"\x30\x10", 16));
        let part = heap.part(shifted, 4, 16);
        assert!(crate::term::order::equal(part, same));
        assert_eq!(internal(part), internal(same));
        let copy = heap.binary(b"123456789");
        let part = heap.part(whole, 8, 72);
        assert_eq!(internal(part), internal(copy));
        let (zero, minus, one) = (heap.float(0.0), heap.float(-0.0), heap.float(1.0));
        assert_eq!(internal(zero), internal(minus));
        assert_ne!(internal(one), internal(Term::small(1)));
    }
}
