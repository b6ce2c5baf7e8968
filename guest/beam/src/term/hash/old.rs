//! Old: the hash of `erlang:phash`, the same on every machine and in every release.
//!
//! Its definition is that of `make_hash` in `erts/emulator/beam/utils.c` of Erlang/OTP: multiplications by primes just above 2^28.

use super::portable::{atom_hash, phash2};
use crate::{
    code::Code,
    term::{
        Bits, Term, View,
        external::{External, Foreign, pid_parts, ref_words},
    },
};

/// The fourteen constants, from 1.
const PRIMES: [u32; 15] = [
    0,
    268_440_163,
    268_439_161,
    268_435_459,
    268_436_141,
    268_438_633,
    268_437_017,
    268_438_039,
    268_437_511,
    268_439_627,
    268_440_479,
    268_440_577,
    268_440_581,
    268_440_593,
    268_440_611,
];

/// What is still to be hashed.
enum Later {
    Term(Term),
    /// The tail of a list whose head was no byte.
    Tail(Term),
    ListEnd,
    TupleEnd(u32),
}

/// A hash of 32 bits.
pub(crate) fn phash(term: Term, code: &Code) -> u32 {
    let mut hash = 0;
    let mut later = vec![Later::Term(term)];
    while let Some(next) = later.pop() {
        hash = match next {
            Later::Term(term) => one(hash, term, code, &mut later),
            Later::Tail(term) if term.is_cons() => list(hash, term, &mut later),
            Later::Tail(term) => {
                later.extend([Later::ListEnd, Later::Term(term)]);
                hash
            }
            Later::ListEnd => hash.wrapping_mul(PRIMES[8]),
            Later::TupleEnd(size) => add(hash, 9, size),
        };
    }
    hash
}

#[inline(always)]
fn add(hash: u32, prime: usize, value: u32) -> u32 {
    hash.wrapping_mul(PRIMES[prime]).wrapping_add(value)
}

fn one(hash: u32, term: Term, code: &Code, later: &mut Vec<Later>) -> u32 {
    match term.view() {
        View::Nil => add(hash, 3, 1),
        View::Atom(atom) => add(hash, 1, atom_hash(atom)),
        View::Small(value) => integer(hash, value < 0, &[value.unsigned_abs()]),
        View::Big(big) => integer(hash, big.negative, big.limbs),
        View::Float(value) => {
            let word = (value + 0.0).to_bits();
            add(hash, 6, (word >> 32) as u32 ^ word as u32)
        }
        View::Cons(..) => list(hash, term, later),
        View::Tuple(elements) => {
            later.push(Later::TupleEnd(elements.len() as u32));
            later.extend(elements.iter().rev().map(|element| Later::Term(*element)));
            hash
        }
        View::Map => add(hash, 13, PRIMES[14].wrapping_add(phash2(term, code))),
        View::Record(_) => add(hash, 13, PRIMES[14].wrapping_add(phash2(term, code))),
        View::Bits(value) => bits(hash, value),
        View::Fun(fun) => {
            let entry = code.funs.get(fun.entry);
            later.extend(fun.free.iter().rev().map(|free| Later::Term(*free)));
            let hash = add(add(hash, 10, fun.free.len() as u32), 1, atom_hash(entry.module));
            add(add(hash, 2, entry.index), 2, entry.old_uniq)
        }
        View::Export(number) => {
            let export = code.exports.get(number);
            let hash = add(add(hash, 11, u32::from(export.arity)), 1, atom_hash(export.module));
            add(hash, 1, atom_hash(export.function))
        }
        View::Pid(id) => word(hash, pid_parts(id)[0] as u32, 5).wrapping_mul(PRIMES[6]),
        View::Port(id) => word(hash, id as u32, 9).wrapping_mul(PRIMES[10]),
        View::Ref(id) => word(hash, ref_words(id).0[0], 9).wrapping_mul(PRIMES[10]),
        View::External(words) => {
            let external = External::of_words(words);
            let (prime, last) = match external.kind {
                Foreign::Pid => (5, 6),
                Foreign::Port | Foreign::Ref => (9, 10),
            };
            word(hash, external.id[0] as u32, prime).wrapping_mul(PRIMES[last])
        }
    }
}

/// The bytes of a word, the least significant first.
fn word(hash: u32, word: u32, prime: usize) -> u32 {
    word.to_le_bytes()
        .iter()
        .fold(hash, |hash, byte| add(hash, prime, u32::from(*byte)))
}

/// As many words of 32 bits as the magnitude needs, one at least.
fn integer(hash: u32, negative: bool, limbs: &[u64]) -> u32 {
    let last = limbs.len() - 1;
    let hash = limbs.iter().enumerate().fold(hash, |hash, (at, limb)| {
        let hash = word(hash, *limb as u32, 2);
        match (limb >> 32) as u32 {
            0 if at == last => hash,
            high => word(hash, high, 2),
        }
    });
    hash.wrapping_mul(PRIMES[if negative { 4 } else { 3 }])
}

fn bits(hash: u32, bits: Bits<'_>) -> u32 {
    let bytes = bits.whole_bytes();
    let hash = bytes.iter().fold(hash, |hash, byte| add(hash, 1, u32::from(*byte)));
    let hash = match bits.last_bits() {
        (_, 0) => hash,
        (last, count) => add(add(hash, 1, u32::from(last)), 12, count as u32),
    };
    add(hash, 4, bytes.len() as u32)
}

/// Bytes along the list have a step of their own.
fn list(mut hash: u32, mut list: Term, later: &mut Vec<Later>) -> u32 {
    while let Some(byte @ 0..=255) = list.head().as_small() {
        hash = add(hash, 2, byte as u32);
        if !list.tail().is_cons() {
            later.extend([Later::ListEnd, Later::Term(list.tail())]);
            return hash;
        }
        list = list.tail();
    }
    later.extend([Later::Tail(list.tail()), Later::Term(list.head())]);
    hash
}
