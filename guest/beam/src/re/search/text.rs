//! Text: the subject as characters, newlines and words.

use crate::re::{Newline, property::Property, set::WORDS};

/// A subject and what its bytes are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) unicode: bool,
    pub(super) newline: Newline,
}

impl Text<'_> {
    /// The character at a position, and where the next one is.
    #[inline(always)]
    pub(super) fn next(&self, at: usize) -> Option<(u32, usize)> {
        let first = *self.bytes.get(at)?;
        if first < 0x80 || !self.unicode {
            return Some((u32::from(first), at + 1));
        }
        Some(self.decode(at, first))
    }

    fn decode(&self, at: usize, first: u8) -> (u32, usize) {
        // The subject is valid, but `\C` may have gone into the middle of a character.
        let length = match first {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => return (u32::from(first), at + 1),
        };
        let Some(rest) = self.bytes.get(at + 1..at + length) else {
            return (u32::from(first), at + 1);
        };
        let start = u32::from(first) & (0x7F >> length);
        let value = rest
            .iter()
            .fold(start, |value, byte| value << 6 | u32::from(byte & 0x3F));
        (value, at + length)
    }

    /// Where the character before a position begins.
    #[inline(always)]
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        let mut at = at.checked_sub(1)?;
        if self.unicode {
            while at > 0 && self.bytes[at] & 0xC0 == 0x80 {
                at -= 1;
            }
        }
        Some(at)
    }

    /// How long the newline at a position is, if there is one.
    #[inline]
    pub(super) fn newline_at(&self, at: usize) -> Option<usize> {
        let (character, next) = self.next(at)?;
        let follows = self.bytes.get(at + 1) == Some(&b'\n');
        let length = match (self.newline, character) {
            (Newline::Lf, 0x0A) | (Newline::Cr, 0x0D) => 1,
            (Newline::CrLf | Newline::AnyCrLf | Newline::Any, 0x0D) if follows => 2,
            (Newline::AnyCrLf, 0x0A | 0x0D) => 1,
            (Newline::Any, 0x0A..=0x0D | 0x85 | 0x2028 | 0x2029) => next - at,
            _ => return None,
        };
        Some(length)
    }

    /// Whether a newline ends at a position.
    pub(super) fn newline_before(&self, at: usize) -> bool {
        let Some(start) = self.before(at) else { return false };
        let Some((character, _)) = self.next(start) else {
            return false;
        };
        match (self.newline, character) {
            (Newline::Lf, 0x0A) | (Newline::Cr, 0x0D) => true,
            (Newline::CrLf, 0x0A) => start > 0 && self.bytes[start - 1] == b'\r',
            (Newline::AnyCrLf | Newline::Any, 0x0D) => self.bytes.get(at) != Some(&b'\n'),
            (Newline::AnyCrLf, 0x0A) => true,
            (Newline::Any, 0x0A..=0x0C | 0x85 | 0x2028 | 0x2029) => true,
            _ => false,
        }
    }

    /// Whether one of the two characters around a position is of a word, and the other is not.
    pub(super) fn is_boundary(&self, at: usize, ucp: bool) -> bool {
        let is_word = |at: usize| {
            self.next(at).is_some_and(|(character, _)| match ucp {
                true => Property::Word.has(character),
                false => WORDS.iter().any(|(from, to)| (*from..=*to).contains(&character)),
            })
        };
        self.before(at).is_some_and(is_word) != is_word(at)
    }

    /// The end of what `\X` takes: a character and the marks on it.
    pub(super) fn cluster(&self, at: usize) -> Option<usize> {
        let (first, mut end) = self.next(at)?;
        if first == 0x0D && self.bytes.get(end) == Some(&b'\n') {
            return Some(end + 1);
        }
        if !self.unicode || matches!(first, 0x0A | 0x0D) {
            return Some(end);
        }
        while let Some((next, after)) = self.next(end) {
            let is_mark = next == 0x200D || Property::named("M").is_some_and(|mark| mark.has(next));
            if !is_mark {
                break;
            }
            end = after;
        }
        Some(end)
    }
}
