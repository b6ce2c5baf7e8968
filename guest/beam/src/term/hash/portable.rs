//! Portable: the hash of `erlang:phash2`, the same on every machine and in every release.
//!
//! Its definition is that of `make_hash2` in `erts/emulator/beam/utils.c` of Erlang/OTP: Bob Jenkins' mixing of three words, with multiples of one
//! constant that tell types apart.

use crate::{
    code::Code,
    term::{
        Atom, Bits, Record, Term, View,
        external::{External, Foreign, pid_parts, ref_words},
        map,
    },
};

/// The golden ratio as a fraction of 2^32; types are told apart by its multiples.
pub(super) const GOLDEN: u32 = 0x9e37_79b9;

/// What `[]` alone hashes to.
const NIL: u32 = 3_468_870_702;

/// What is still to be hashed.
enum Later {
    Term(Term),
    /// A pair of a map is done.
    Pair,
    /// All pairs of a map are done: go on with the hash before it and the pairs of the map around it.
    Map {
        hash: u32,
        pairs: u32,
    },
}

/// A hash of 32 bits.
pub(crate) fn phash2(term: Term, code: &Code) -> u32 {
    let (mut hash, mut pairs) = (0, 0);
    let mut later = vec![Later::Term(term)];
    while let Some(next) = later.pop() {
        match next {
            Later::Term(term) => one(term, code, &mut hash, &mut pairs, &mut later),
            Later::Pair => {
                pairs ^= hash;
                hash = 0;
            }
            Later::Map {
                hash: before,
                pairs: around,
            } => {
                hash = mix_in(before, pairs, 0, 19);
                pairs = around;
            }
        }
    }
    hash
}

fn one(term: Term, code: &Code, hash: &mut u32, pairs: &mut u32, later: &mut Vec<Later>) {
    *hash = match term.view() {
        View::Small(value) if (-(1 << 27)..1 << 27).contains(&value) => {
            let hash = if value < 0 {
                mix_in(*hash, -value as u32, 0, 1)
            } else {
                *hash
            };
            mix_in(hash, value as u32, 0, 1)
        }
        View::Small(value) => big(*hash, value < 0, &[value.unsigned_abs()]),
        View::Big(value) => big(*hash, value.negative, value.limbs),
        View::Float(value) => {
            // The two zeros are equal.
            let word = (value + 0.0).to_bits();
            mix_in(*hash, (word >> 32) as u32, word as u32, 12)
        }
        View::Atom(atom) if *hash == 0 => atom_hash(atom),
        View::Atom(atom) => mix_in(*hash, atom_hash(atom), 0, 3),
        View::Nil if *hash == 0 => NIL,
        // ERTS's number of the type.
        View::Nil => mix_in(*hash, 2, 0, 2),
        View::Cons(..) => list(term, *hash, later),
        View::Tuple(elements) => {
            later.extend(elements.iter().rev().map(|element| Later::Term(*element)));
            mix_in(*hash, elements.len() as u32, 0, 9)
        }
        View::Map => {
            let hash = mix_in(*hash, map::size(term) as u32, 0, 16);
            if map::size(term) == 0 {
                hash
            } else {
                // The pairs' hashes are put together by xor, since their order tells nothing.
                let pairs = std::mem::take(pairs);
                later.push(Later::Map { hash, pairs });
                for (key, value) in map::iter(term) {
                    later.extend([Later::Pair, Later::Term(value), Later::Term(key)]);
                }
                0
            }
        }
        View::Record(record) => {
            later.extend(record.values().iter().rev().map(|value| Later::Term(*value)));
            mix_in(*hash, record.values().len() as u32, definition_hash(record), 23)
        }
        View::Bits(value) => bits(*hash, value),
        View::Fun(fun) => {
            let entry = code.funs.get(fun.entry);
            later.extend(fun.free.iter().rev().map(|free| Later::Term(*free)));
            let hash = mix_in(*hash, fun.free.len() as u32, atom_hash(entry.module), 1);
            mix_in(hash, entry.index, entry.old_uniq, 1)
        }
        View::Export(number) => {
            let export = code.exports.get(number);
            let hash = mix_in(*hash, u32::from(export.arity), atom_hash(export.module), 1);
            mix_in(hash, atom_hash(export.function), 0, 14)
        }
        View::Pid(id) => mix_in(*hash, pid_parts(id)[0] as u32, 0, 5),
        View::Port(id) => mix_in(*hash, id as u32, 0, 6),
        View::Ref(id) => mix_in(*hash, ref_words(id).0[0], 0, 7),
        View::External(words) => {
            let external = External::of_words(words);
            let constant = match external.kind {
                Foreign::Pid => 5,
                Foreign::Port => 6,
                Foreign::Ref => 7,
            };
            mix_in(*hash, external.id[0] as u32, 0, constant)
        }
    };
}

/// The hash of the tuple of module, name, whether it is exported, and fields.
fn definition_hash(record: Record<'_>) -> u32 {
    let parts = record.definition();
    let hash = mix_in(0, parts.len() as u32, 0, 9);
    let atoms = parts.iter().filter_map(|part| part.as_atom());
    atoms.fold(hash, |hash, atom| match hash {
        0 => atom_hash(atom),
        _ => mix_in(hash, atom_hash(atom), 0, 3),
    })
}

/// A run of bytes is hashed by fours; with the first element that is no byte the run ends.
fn list(mut list: Term, mut hash: u32, later: &mut Vec<Later>) -> u32 {
    let (mut four, mut count) = (0u32, 0);
    let mut head = None;
    while list.is_cons() {
        let Some(byte @ 0..=255) = list.head().as_small() else {
            head = Some(list.head());
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
        hash = mix_in(hash, four, 0, 4);
    }
    match head {
        Some(head) => later.extend([Later::Term(list.tail()), Later::Term(head)]),
        None => later.push(Later::Term(list)),
    }
    hash
}

pub(super) fn big(hash: u32, negative: bool, limbs: &[u64]) -> u32 {
    let constant = if negative { 10 } else { 11 };
    limbs.iter().fold(hash, |hash, limb| {
        mix_in(hash, *limb as u32, (limb >> 32) as u32, constant)
    })
}

pub(super) fn bits(hash: u32, bits: Bits<'_>) -> u32 {
    let before = GOLDEN.wrapping_mul(13).wrapping_add(hash);
    if bits.size == 0 {
        return before;
    }
    let hash = block(&bits.whole_bytes(), before);
    match bits.last_bits() {
        (_, 0) => hash,
        (last, count) => mix_in(hash, count as u32, u32::from(last), 15),
    }
}

/// Bob Jenkins' hash of bytes.
fn block(bytes: &[u8], before: u32) -> u32 {
    let word = |bytes: &[u8]| bytes.iter().rev().fold(0u32, |word, byte| word << 8 | u32::from(*byte));
    let (mut a, mut b, mut c) = (GOLDEN, GOLDEN, before);
    let mut chunks = bytes.chunks_exact(12);
    for chunk in &mut chunks {
        (a, b, c) = mix(
            a.wrapping_add(word(&chunk[..4])),
            b.wrapping_add(word(&chunk[4..8])),
            c.wrapping_add(word(&chunk[8..])),
        );
    }
    let mut last = [0; 12];
    let rest = chunks.remainder();
    last[..rest.len()].copy_from_slice(rest);
    // The lowest byte of the third word is the length's.
    let third = (word(&last[8..]) << 8).wrapping_add(bytes.len() as u32);
    let (_, _, hash) = mix(
        a.wrapping_add(word(&last[..4])),
        b.wrapping_add(word(&last[4..8])),
        c.wrapping_add(third),
    );
    hash
}

/// Mix two words into the hash, for a type that has that multiple of the constant.
#[inline(always)]
pub(super) fn mix_in(hash: u32, first: u32, second: u32, multiple: u32) -> u32 {
    let constant = GOLDEN.wrapping_mul(multiple);
    mix(constant.wrapping_add(first), constant.wrapping_add(second), hash).2
}

/// Bob Jenkins' mixing (Dr. Dobb's Journal, September 1997).
#[inline(always)]
fn mix(mut a: u32, mut b: u32, mut c: u32) -> (u32, u32, u32) {
    for [first, second, third] in [[13, 8, 13], [12, 16, 5], [3, 10, 15]] {
        a = a.wrapping_sub(b).wrapping_sub(c) ^ (c >> first);
        b = b.wrapping_sub(c).wrapping_sub(a) ^ (a << second);
        c = c.wrapping_sub(a).wrapping_sub(b) ^ (b >> third);
    }
    (a, b, c)
}

/// The hash of an atom's name, as in ERTS's table of atoms: P. J. Weinberger's, over Latin-1 where that has the character.
pub(super) fn atom_hash(atom: Atom) -> u32 {
    let add = |hash: u32, byte: u32| {
        let hash = (hash << 4).wrapping_add(byte);
        let high = hash & 0xf000_0000;
        (hash ^ (high >> 24)) ^ high
    };
    atom.name()
        .chars()
        .fold(0, |hash, character| match u32::from(character) {
            character @ 0..=0xFF => add(hash, character),
            _ => {
                let mut bytes = [0; 4];
                character
                    .encode_utf8(&mut bytes)
                    .bytes()
                    .fold(hash, |hash, byte| add(hash, u32::from(byte)))
            }
        })
}
