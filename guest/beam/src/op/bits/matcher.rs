//! Matcher: a match context, and what patterns take from it.

use crate::term::{Heap, Kind, Term};

use super::{float, integer, raw, size, utf};

/// A term of kind `MATCH`: the whole, where matching has come to, and where it ends. Its position is changed in place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Matcher(pub(crate) Term);

impl Matcher {
    /// Begin to match: none if the term is no bitstring. A match context goes on as it is.
    #[inline]
    pub(crate) fn start(heap: &mut Heap, term: Term) -> Option<Matcher> {
        let (whole, offset, end) = match term.kind()? {
            Kind::MATCH => return Some(Self(term)),
            Kind::SUB_BIN => {
                let offset = Term(term.word(1)).small_value();
                (Term(term.word(0)), offset, offset + Term(term.word(2)).small_value())
            }
            Kind::HEAP_BIN | Kind::REFC_BIN => (term, 0, term.whole_bytes().len() as i64 * 8),
            _ => return None,
        };
        Some(Self(heap.boxed(
            Kind::MATCH,
            &[whole.0, Term::small(offset).0, Term::small(end).0],
        )))
    }

    /// Where it is, in bits of the whole.
    #[inline(always)]
    pub(crate) fn position(self) -> usize {
        Term(self.0.word(1)).small_value() as usize
    }

    /// Go to a position that [`Matcher::position`] has given; anything else is none.
    #[inline]
    pub(crate) fn go_back(self, position: Term) {
        let end = self.end();
        if let Some(position) = position
            .as_small()
            .filter(|position| (0..=end as i64).contains(position))
        {
            self.set_position(position as usize);
        }
    }

    #[inline(always)]
    fn set_position(self, position: usize) {
        self.0.set_word(1, Term::small(position as i64).0);
    }

    #[inline(always)]
    fn end(self) -> usize {
        Term(self.0.word(2)).small_value() as usize
    }

    /// How many bits are left.
    #[inline(always)]
    pub(crate) fn left(self) -> usize {
        self.end() - self.position()
    }

    #[inline(always)]
    fn bytes<'a>(self) -> &'a [u8] {
        Term(self.0.word(0)).whole_bytes()
    }

    /// The position of the next `count` bits, which are passed.
    #[inline(always)]
    fn take(self, count: usize) -> Option<usize> {
        let position = self.position();
        if self.end() - position < count {
            return None;
        }
        self.set_position(position + count);
        Some(position)
    }

    /// The next byte.
    #[inline(always)]
    pub(crate) fn byte(self) -> Option<u8> {
        let position = self.take(8)?;
        let bytes = self.bytes();
        let first = u16::from(bytes[position / 8]);
        if position % 8 == 0 {
            return Some(first as u8);
        }
        let both = first << 8 | u16::from(bytes[position / 8 + 1]);
        Some((both >> (8 - position % 8)) as u8)
    }

    /// An integer of `count` bits.
    #[inline]
    pub(crate) fn integer(self, heap: &mut Heap, count: usize, flags: u8) -> Option<Term> {
        let position = self.take(count)?;
        let bytes = self.bytes();
        if position % 8 == 0 && flags == 0 {
            let rest = &bytes[position / 8..];
            match count {
                8 => return Some(Term::small(i64::from(rest[0]))),
                16 => return Some(Term::small(i64::from(u16::from_be_bytes([rest[0], rest[1]])))),
                32 => {
                    let word = [rest[0], rest[1], rest[2], rest[3]];
                    return Some(Term::small(i64::from(u32::from_be_bytes(word))));
                }
                _ => {}
            }
        }
        Some(integer::read(heap, bytes, position, count, flags))
    }

    /// A float of 16, 32 or 64 bits; none for other sizes, infinities and NaNs.
    pub(crate) fn float(self, heap: &mut Heap, count: usize, flags: u8) -> Option<Term> {
        if count > self.left() {
            return None;
        }
        let value = float::read(self.bytes(), self.position(), count, flags)?;
        self.take(count)?;
        Some(heap.float(value))
    }

    /// A bitstring of `count` bits, which shares what it is a part of.
    #[inline]
    pub(crate) fn binary(self, heap: &mut Heap, count: usize) -> Option<Term> {
        let position = self.take(count)?;
        Some(heap.extract(Term(self.0.word(0)), position, count))
    }

    /// All that is left, if that is a multiple of `unit` bits.
    #[inline]
    pub(crate) fn rest(self, heap: &mut Heap, unit: u32) -> Option<Term> {
        if !self.test_unit(unit) {
            return None;
        }
        self.binary(heap, self.left())
    }

    /// All that is left, without passing it.
    #[inline]
    pub(crate) fn tail(self, heap: &mut Heap) -> Term {
        heap.extract(Term(self.0.word(0)), self.position(), self.left())
    }

    /// Pass `count` bits: whether there were so many.
    #[inline(always)]
    pub(crate) fn skip(self, count: usize) -> bool {
        self.take(count).is_some()
    }

    /// Pass all that is left, if that is a multiple of `unit` bits.
    #[inline]
    pub(crate) fn skip_rest(self, unit: u32) -> bool {
        self.test_unit(unit) && self.skip(self.left())
    }

    /// How many bits a field takes; none when that is no size.
    #[inline]
    pub(crate) fn size(size: Term, unit: u32) -> Option<usize> {
        size::times(size, unit).ok()
    }

    /// Whether exactly `count` bits are left.
    #[inline(always)]
    pub(crate) fn test_left(self, count: usize) -> bool {
        self.left() == count
    }

    /// Whether a multiple of `unit` bits is left.
    #[inline(always)]
    pub(crate) fn test_unit(self, unit: u32) -> bool {
        match unit {
            0 | 1 => true,
            8 => self.left().is_multiple_of(8),
            _ => self.left().is_multiple_of(unit as usize),
        }
    }

    /// Whether at least `count` bits are left, and a multiple of `unit` beyond them: `ensure_at_least`.
    #[inline(always)]
    pub(crate) fn has(self, count: usize, unit: u32) -> bool {
        self.left() >= count && (unit <= 1 || (self.left() - count).is_multiple_of(unit as usize))
    }

    /// Pass the first `count` bits of `text`, if they come next.
    pub(crate) fn string(self, text: &[u8], count: usize) -> bool {
        let position = self.position();
        if self.left() < count || text.len() * 8 < count {
            return false;
        }
        let bytes = self.bytes();
        let same = if position.is_multiple_of(8) && count.is_multiple_of(8) {
            bytes[position / 8..(position + count) / 8] == text[..count / 8]
        } else {
            (0..count).step_by(64).all(|at| {
                let step = (count - at).min(64);
                raw::peek_in(bytes, position + at, step) == raw::peek_in(text, at, step)
            })
        };
        same && self.skip(count)
    }

    /// Pass the next `count` bits, at most 64, if as an unsigned big-endian integer they are `value`: `'=:='` of `bs_match`.
    #[inline]
    pub(crate) fn value(self, count: usize, value: u64) -> bool {
        self.left() >= count && integer::is(self.bytes(), self.position(), count, value) && self.skip(count)
    }

    /// A character of UTF-8.
    #[inline]
    pub(crate) fn utf8(self) -> Option<Term> {
        let (position, end) = (self.position(), self.end());
        let bytes = self.bytes();
        if position % 8 == 0
            && position < end
            && let Some(byte @ 0..0x80) = bytes.get(position / 8)
            && end - position >= 8
        {
            self.set_position(position + 8);
            return Some(Term::small(i64::from(*byte)));
        }
        self.character(utf::read_utf8(bytes, position, end))
    }

    /// A character of UTF-16.
    pub(crate) fn utf16(self, flags: u8) -> Option<Term> {
        self.character(utf::read_utf16(self.bytes(), self.position(), self.end(), flags))
    }

    /// A character of UTF-32.
    pub(crate) fn utf32(self, flags: u8) -> Option<Term> {
        self.character(utf::read_utf32(self.bytes(), self.position(), self.end(), flags))
    }

    #[inline]
    fn character(self, read: Option<(u32, usize)>) -> Option<Term> {
        let (character, bits) = read?;
        self.skip(bits);
        Some(Term::small(i64::from(character)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::{LITTLE, SIGNED},
        *,
    };

    #[test]
    fn fields_follow_one_another() {
        let mut heap = Heap::default();
        let whole = heap.binary(&[0x12, 0x34, 0x56, 0x78, 0xC3, 0xA4, 0xFF]);
        let part = heap.part(whole, 4, 52);
        let matcher = Matcher::start(&mut heap, part).unwrap();
        assert_eq!(matcher.integer(&mut heap, 12, 0), Some(Term::small(0x234)));
        assert_eq!(matcher.integer(&mut heap, 16, LITTLE), Some(Term::small(0x7856)));
        assert_eq!(matcher.utf8(), Some(Term::small(0xE4)));
        assert!(matcher.string(&[0xFF], 5));
        assert!(!matcher.skip(4));
        assert_eq!(matcher.integer(&mut heap, 3, SIGNED), Some(Term::small(-1)));
        assert!(matcher.test_left(0));
    }

    proptest! {
        #[test]
        fn an_integer_is_what_was_written(
            limbs in proptest::collection::vec(any::<u64>(), 0..5), negative: bool,
            size in 1usize..400, offset in 0usize..20, little: bool,
        ) {
            let mut heap = Heap::default();
            let value = integer::from_limbs(&mut heap, negative, limbs);
            let flags = if little { LITTLE | SIGNED } else { SIGNED };
            let mut new = super::super::NewBits::new(&mut heap, offset + size).unwrap();
            prop_assert!(new.writer.integer(Term::small(-1), offset, 0));
            prop_assert!(new.writer.integer(value, size, flags));
            let written = new.finish(&mut heap);
            let matcher = Matcher::start(&mut heap, written).unwrap();
            prop_assert!(matcher.skip(offset));
            let read = matcher.integer(&mut heap, size, flags).unwrap();
            let modulus = num_bigint::BigInt::from(1) << size;
            let expected = ((big(value) % &modulus) + &modulus) % &modulus;
            let read = big(read);
            let half: num_bigint::BigInt = &modulus >> 1;
            prop_assert!(read < half && read >= -half);
            prop_assert_eq!(((read % &modulus) + &modulus) % &modulus, expected);
        }
    }

    fn big(term: Term) -> num_bigint::BigInt {
        if let Some(small) = term.as_small() {
            return small.into();
        }
        let big = term.as_big().unwrap();
        let digits = big.limbs.iter().flat_map(|limb| [*limb as u32, (*limb >> 32) as u32]);
        let magnitude = num_bigint::BigUint::new(digits.collect());
        let value = num_bigint::BigInt::from(magnitude);
        if big.negative { -value } else { value }
    }
}
