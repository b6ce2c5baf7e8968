//! Etf: the external term format, as `term_to_binary` and `binary_to_term` have it and as files and the wire carry it.
//!
//! The format is the one of "External Term Format" in the ERTS User's Guide.

mod atom_text;
#[expect(unsafe_code, reason = "a term is built where it will lie")]
mod decode;
mod encode;
mod zip;

pub(crate) use decode::decode;
pub(crate) use encode::{Format, encode, size};

/// What every term outside begins with.
const VERSION: u8 = 131;

/// The bytes that say what follows.
mod tag {
    pub(super) const RECORD: u8 = 67;
    pub(super) const BIT_BINARY: u8 = 77;
    pub(super) const COMPRESSED: u8 = 80;
    pub(super) const FLOAT: u8 = 70;
    pub(super) const NEW_PID: u8 = 88;
    pub(super) const NEW_PORT: u8 = 89;
    pub(super) const NEWER_REFERENCE: u8 = 90;
    pub(super) const SMALL_INTEGER: u8 = 97;
    pub(super) const INTEGER: u8 = 98;
    pub(super) const FLOAT_TEXT: u8 = 99;
    pub(super) const ATOM: u8 = 100;
    pub(super) const REFERENCE: u8 = 101;
    pub(super) const PORT: u8 = 102;
    pub(super) const PID: u8 = 103;
    pub(super) const SMALL_TUPLE: u8 = 104;
    pub(super) const LARGE_TUPLE: u8 = 105;
    pub(super) const NIL: u8 = 106;
    pub(super) const STRING: u8 = 107;
    pub(super) const LIST: u8 = 108;
    pub(super) const BINARY: u8 = 109;
    pub(super) const SMALL_BIG: u8 = 110;
    pub(super) const LARGE_BIG: u8 = 111;
    pub(super) const FUN: u8 = 112;
    pub(super) const EXPORT: u8 = 113;
    pub(super) const NEW_REFERENCE: u8 = 114;
    pub(super) const SMALL_ATOM: u8 = 115;
    pub(super) const MAP: u8 = 116;
    pub(super) const ATOM_UTF8: u8 = 118;
    pub(super) const SMALL_ATOM_UTF8: u8 = 119;
    pub(super) const V4_PORT: u8 = 120;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        code::Code,
        term::{Atom, Heap, Term, map, order},
    };

    fn sample(heap: &mut Heap, code: &mut Code) -> Term {
        let export = code.export(Atom::new("lists"), Atom::new("map"), 2).unwrap();
        let text = heap.string("abc");
        let long = heap.list((0..300).map(Term::small));
        let tail = heap.cons(Term::small(1), Term::small(2));
        let many = map::from_pairs(heap, (0..50).map(|at| (Term::small(at), text)).collect());
        let few = map::from_pairs(heap, vec![(text, many), (Term::NIL, Term::NIL)]);
        let elements = [
            Term::small(255),
            Term::small(-1),
            Term::small(1 << 40),
            heap.big(&(num_bigint::BigInt::from(-7) << 3000)),
            heap.float(-1.5),
            Atom::new("å").term(),
            Atom::new("λ").term(),
            text,
            long,
            tail,
            few,
            heap.binary(&[7; 100]),
            heap.bitstring(&[1, 0xA0], 11),
            heap.export(export, Atom::new("lists"), Atom::new("map"), 2),
            Term::pid(5),
            Term::port(6),
            heap.reference([7, 0]),
            heap.reference([8, 9]),
        ];
        heap.tuple(&elements)
    }

    #[test]
    fn what_is_written_is_read_again() {
        let (heap, code) = (&mut Heap::default(), &mut Code::new());
        let term = sample(heap, code);
        for minor_version in 0..=2 {
            for compressed in [None, Some(6)] {
                let format = Format {
                    minor_version,
                    compressed,
                    deterministic: true,
                };
                let mut bytes = encode(term, format, code);
                let length = bytes.len();
                bytes.extend_from_slice(b"more");
                let again = decode(&bytes, heap, code, true).unwrap();
                assert_eq!(again.used, length);
                assert!(order::equal(again.term, term));
            }
        }
    }

    #[test]
    fn bytes_are_those_of_otp() {
        let (heap, code) = (&mut Heap::default(), &mut Code::new());
        let is = |term, expected: &[u8]| assert_eq!(&encode(term, Format::default(), code)[1..], expected);
        is(Atom::new("åäö").term(), &[100, 0, 3, 229, 228, 246]);
        is(Atom::new("λ").term(), &[119, 2, 206, 187]);
        is(heap.float(1.5), &[70, 63, 248, 0, 0, 0, 0, 0, 0]);
        is(heap.bitstring(&[32], 3), &[77, 0, 0, 0, 1, 3, 32]);
        is(Term::small(-(1 << 31) - 1), &[110, 4, 1, 1, 0, 0, 128]);
        is(heap.byte_list(&[1, 2]), &[107, 0, 2, 1, 2]);
    }

    #[test]
    fn sizes_that_are_only_said_cost_nothing() {
        let (heap, code) = (&mut Heap::default(), &mut Code::new());
        let nested = [&[VERSION][..], &[tag::LARGE_TUPLE, 0, 1, 0, 0].repeat(1 << 16)].concat();
        assert!(decode(&nested, heap, code, false).is_none());
        assert!(heap.total_words() < 1 << 20);
        assert!(decode(&[VERSION, tag::COMPRESSED, 255, 255, 255, 255, 1, 2], heap, code, false).is_none());
    }

    proptest! {
        #[test]
        fn damaged_bytes_are_refused_or_read(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
            let (heap, code) = (&mut Heap::default(), &mut Code::new());
            let term = sample(heap, code);
            let mut bytes = encode(term, Format::default(), code);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Some(decoded) = decode(&bytes, heap, code, false) {
                encode(decoded.term, Format::default(), code);
            }
        }
    }
}
