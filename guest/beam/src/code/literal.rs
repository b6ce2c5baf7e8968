//! Literal: a constant of a module, from the external term format.

use crate::term::{Atom, Heap, Term, map};

pub(super) fn decode(bytes: &[u8], heap: &mut Heap, code: &mut super::Code) -> Option<Term> {
    let mut reader = Reader {
        bytes: bytes.strip_prefix(&[131])?,
        heap,
        code,
    };
    reader.term()
}

struct Reader<'a> {
    bytes: &'a [u8],
    heap: &'a mut Heap,
    code: &'a mut super::Code,
}

impl Reader<'_> {
    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }
    fn number(&mut self, bytes: usize) -> Option<usize> {
        Some(self.take(bytes)?.iter().fold(0, |n, b| n << 8 | *b as usize))
    }
    fn term(&mut self) -> Option<Term> {
        Some(match self.number(1)? {
            97 => Term::small(self.number(1)? as i64),
            98 => Term::small(self.number(4)? as i32 as i64),
            70 => {
                let bits = self.number(8)? as u64;
                self.heap.float(f64::from_bits(bits))
            }
            tag @ (100 | 115 | 118 | 119) => {
                let n = self.number(if tag == 115 || tag == 119 { 1 } else { 2 })?;
                let text = self.take(n)?.to_vec();
                Atom::try_new(std::str::from_utf8(&text).ok()?)?.term()
            }
            tag @ (104 | 105) => {
                let n = self.number(if tag == 104 { 1 } else { 4 })?;
                let e = (0..n).map(|_| self.term()).collect::<Option<Vec<_>>>()?;
                self.heap.tuple(&e)
            }
            106 => Term::NIL,
            107 => {
                let n = self.number(2)?;
                let b = self.take(n)?.to_vec();
                self.heap.byte_list(&b)
            }
            108 => {
                let n = self.number(4)?;
                let e = (0..n).map(|_| self.term()).collect::<Option<Vec<_>>>()?;
                let tail = self.term()?;
                self.heap.list_before(e.into_iter(), tail)
            }
            109 => {
                let n = self.number(4)?;
                let b = self.take(n)?.to_vec();
                self.heap.binary(&b)
            }
            77 => {
                let n = self.number(4)?;
                let last = self.number(1)?;
                let b = self.take(n)?.to_vec();
                self.heap.bitstring(&b, if n == 0 { 0 } else { (n - 1) * 8 + last })
            }
            tag @ (110 | 111) => {
                let n = self.number(if tag == 110 { 1 } else { 4 })?;
                let sign = self.number(1)?;
                let b = self.take(n)?.to_vec();
                let big = num_bigint::BigInt::from_bytes_le(
                    if sign == 0 {
                        num_bigint::Sign::Plus
                    } else {
                        num_bigint::Sign::Minus
                    },
                    &b,
                );
                self.heap.big(&big)
            }
            116 => {
                let n = self.number(4)?;
                let pairs = (0..n)
                    .map(|_| Some((self.term()?, self.term()?)))
                    .collect::<Option<Vec<_>>>()?;
                map::from_pairs(self.heap, pairs)
            }
            113 => {
                let (m, f, a) = (
                    self.term()?.as_atom()?,
                    self.term()?.as_atom()?,
                    self.term()?.as_small()?,
                );
                let n = self.code.export(m, f, a as u8)?;
                self.heap.boxed(crate::term::Kind::EXPORT, &[Term::small(n as i64).0])
            }
            _ => return None,
        })
    }
}
