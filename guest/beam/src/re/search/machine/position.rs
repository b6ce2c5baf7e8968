//! Position: what the groups, the newlines and the ends of the subject say of a position.

use crate::re::{ast::Assertion, fold};

use super::{super::Request, Machine, UNSET};

impl Machine<'_> {
    pub(super) fn group(&self, group: u32) -> Option<(usize, usize)> {
        let slot = group as usize * 2;
        let (start, end) = (self.slots[slot], self.slots[slot + 1]);
        (start != UNSET && end != UNSET && start <= end).then_some((start, end))
    }

    pub(super) fn back(&self, list: u32, fold: bool, at: usize) -> Option<usize> {
        let groups = &self.program.lists[list as usize];
        let (start, end) = groups.iter().find_map(|group| self.group(*group))?;
        let bytes = self.text.bytes;
        if !fold {
            return bytes[at..].starts_with(&bytes[start..end]).then_some(at + end - start);
        }
        let (mut mine, mut theirs) = (at, start);
        while theirs < end {
            let (a, after) = self.text.next(mine)?;
            let (b, next) = self.text.next(theirs)?;
            if !self.same(a, b) {
                return None;
            }
            (mine, theirs) = (after, next);
        }
        Some(mine)
    }

    #[inline]
    pub(super) fn same(&self, a: u32, b: u32) -> bool {
        match self.text.unicode {
            true => fold::same(a, b),
            false => a == b || fold::other_latin1(a) == Some(b),
        }
    }

    pub(super) fn any_newline(&self, at: usize) -> Option<usize> {
        let (character, next) = self.text.next(at)?;
        match character {
            0x0D if self.text.bytes.get(next) == Some(&b'\n') => Some(next + 1),
            0x0A | 0x0D => Some(next),
            0x0B | 0x0C | 0x85 | 0x2028 | 0x2029 if !self.program.meaning.bsr_anycrlf => Some(next),
            _ => None,
        }
    }

    pub(super) fn holds(&self, assertion: Assertion, at: usize) -> bool {
        let end = self.text.bytes.len();
        let Request { notbol, noteol, .. } = *self.request;
        match assertion {
            Assertion::Start => at == 0,
            Assertion::End => at == end,
            Assertion::Origin => at == self.request.offset,
            Assertion::SubjectStart => at == 0 && !notbol,
            Assertion::LineStart => match at {
                0 => !notbol,
                _ => at < end && self.text.newline_before(at),
            },
            Assertion::DollarEnd => at == end && !noteol,
            Assertion::LastLine(dollar) => {
                !(dollar && noteol) && (at == end || self.text.newline_at(at).is_some_and(|length| at + length == end))
            }
            Assertion::LineEnd => match at == end {
                true => !noteol,
                false => self.text.newline_at(at).is_some(),
            },
            Assertion::Word(ucp) => self.text.is_boundary(at, ucp),
            Assertion::NotWord(ucp) => !self.text.is_boundary(at, ucp),
        }
    }
}
