//! Reader: a chunk's bytes, read from the front, every read checked.

use super::error::{Failure, LoadError, Tag};

/// A position in a chunk.
#[derive(Debug, Clone)]
pub(super) struct Reader<'a> {
    chunk: Tag,
    data: &'a [u8],
    at: usize,
}

/// A number in the compact form: nearly always small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compact<'a> {
    /// One of 64 bits.
    Small(i64),
    /// A larger one: its two's complement, highest byte first.
    Big(&'a [u8]),
}

impl<'a> Reader<'a> {
    pub(super) fn new(chunk: Tag, data: &'a [u8]) -> Self {
        Self { chunk, data, at: 0 }
    }

    pub(super) fn offset(&self) -> usize {
        self.at
    }

    /// The byte at a place, read or not.
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.data.get(at).copied()
    }

    pub(super) fn rest(&self) -> usize {
        self.data.len() - self.at
    }

    #[inline]
    pub(super) fn u8(&mut self, what: &'static str) -> Result<u8, Failure> {
        let Some(&byte) = self.data.get(self.at) else {
            return Err(self.truncated(what));
        };
        self.at += 1;
        Ok(byte)
    }

    /// The next byte, which stays.
    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    /// Leave out the byte that was peeked at.
    #[inline]
    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    pub(super) fn u16(&mut self, what: &'static str) -> Result<u16, Failure> {
        let bytes = self.bytes(2, what)?;
        Ok(u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    pub(super) fn u32(&mut self, what: &'static str) -> Result<u32, Failure> {
        let bytes = self.bytes(4, what)?;
        Ok(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    pub(super) fn bytes(&mut self, count: usize, what: &'static str) -> Result<&'a [u8], Failure> {
        if count > self.rest() {
            return Err(self.truncated(what));
        }
        let bytes = &self.data[self.at..self.at + count];
        self.at += count;
        Ok(bytes)
    }

    /// A number of entries, each at least `size` bytes: more than there can be is refused before anything is allocated.
    pub(super) fn count(&mut self, size: usize, what: &'static str) -> Result<usize, Failure> {
        let offset = self.at;
        let count = self.u32(what)?;
        self.range(offset, what, count.into(), (self.rest() / size) as u64 + 1)?;
        Ok(count as usize)
    }

    /// A number that must be less than `limit`.
    pub(super) fn below(&mut self, limit: usize, what: &'static str) -> Result<u32, Failure> {
        let offset = self.at;
        let value = self.u32(what)?;
        self.range(offset, what, value.into(), limit as u64)?;
        Ok(value)
    }

    #[inline]
    pub(super) fn range(&self, offset: usize, what: &'static str, value: u64, limit: u64) -> Result<(), Failure> {
        if value < limit {
            Ok(())
        } else {
            Err(self.beyond(offset, what, value, limit))
        }
    }

    #[cold]
    fn beyond(&self, offset: usize, what: &'static str, value: u64, limit: u64) -> Failure {
        let chunk = self.chunk;
        Box::new(LoadError::Range {
            chunk,
            offset,
            what,
            value,
            limit,
        })
    }

    /// The number whose first byte has been read. The byte's lowest three bits are the tag; then bit 3 is 0 for a number
    /// of 4 bits, bits 3 and 4 are 1 and 0 for one of 11 bits, both 1 for more (the compact terms of OTP's `beam_asm`).
    #[inline]
    pub(super) fn compact(&mut self, first: u8, what: &'static str) -> Result<Compact<'a>, Failure> {
        if first & 0x08 == 0 {
            return Ok(Compact::Small((first >> 4).into()));
        }
        if first & 0x10 == 0 {
            let high = i64::from(first & 0xe0) << 3;
            return Ok(Compact::Small(high | i64::from(self.u8(what)?)));
        }
        self.long(first, what)
    }

    /// A number that is not negative, tagged as a plain one (tag 0) unless `tag` says otherwise.
    #[inline]
    pub(super) fn unsigned(&mut self, tag: u8, what: &'static str) -> Result<u64, Failure> {
        let first = self.u8(what)?;
        if first & 0x07 != tag {
            return Err(self.malformed_at(self.at - 1, what));
        }
        let value = self.compact(first, what)?;
        self.natural(value, what)
    }

    #[inline]
    pub(super) fn natural(&self, value: Compact<'_>, what: &'static str) -> Result<u64, Failure> {
        match value {
            Compact::Small(value) if value >= 0 => Ok(value as u64),
            _ => Err(self.malformed(what)),
        }
    }

    #[cold]
    fn long(&mut self, first: u8, what: &'static str) -> Result<Compact<'a>, Failure> {
        let size = match first >> 5 {
            // Lengths of 9 bytes and more stand in a number of their own, itself at most one of 64 bits.
            7 => {
                let first = self.u8(what)?;
                let extra = match first {
                    first if first & 0x07 != 0 => return Err(self.malformed(what)),
                    first if first & 0x08 == 0 => usize::from(first >> 4),
                    first if first & 0x10 == 0 => (usize::from(first & 0xe0) << 3) | usize::from(self.u8(what)?),
                    first if first >> 5 <= 2 => self
                        .bytes(usize::from(first >> 5) + 2, what)?
                        .iter()
                        .fold(0, |n, &b| n << 8 | usize::from(b)),
                    _ => return Err(self.malformed(what)),
                };
                extra.saturating_add(9)
            }
            short => usize::from(short) + 2,
        };
        let bytes = self.bytes(size, what)?;
        let negative = bytes[0] & 0x80 != 0;
        let filler = if negative { 0xff } else { 0 };
        let leading = bytes.iter().take_while(|&&byte| byte == filler).count();
        if size - leading > 8 || (size - leading == 8 && (bytes[leading] & 0x80 != 0) != negative) {
            return Ok(Compact::Big(bytes));
        }
        let start = if negative { -1 } else { 0 };
        Ok(Compact::Small(
            bytes[leading..].iter().fold(start, |n, &byte| n << 8 | i64::from(byte)),
        ))
    }

    #[cold]
    pub(super) fn malformed(&self, what: &'static str) -> Failure {
        self.malformed_at(self.at, what)
    }

    #[cold]
    fn malformed_at(&self, offset: usize, what: &'static str) -> Failure {
        let chunk = self.chunk;
        Box::new(LoadError::Malformed { chunk, offset, what })
    }

    #[cold]
    fn truncated(&self, what: &'static str) -> Failure {
        let (chunk, offset) = (self.chunk, self.data.len());
        Box::new(LoadError::Truncated { chunk, offset, what })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Compact<'_> {
        let mut reader = Reader::new(Tag(*b"Code"), bytes);
        let first = reader.u8("a number").unwrap();
        reader.compact(first, "a number").unwrap()
    }

    #[test]
    fn numbers_of_all_sizes_are_read() {
        assert_eq!(read(&[0xf0]), Compact::Small(15));
        assert_eq!(read(&[0xe8, 0xff]), Compact::Small(2047));
        assert_eq!(read(&[0x18, 0xff, 0xff]), Compact::Small(-1));
        assert_eq!(read(&[0x38, 0, 0x80, 0]), Compact::Small(0x8000));
        assert_eq!(
            read(&[0xf8 & 0xdf, 0x80, 0, 0, 0, 0, 0, 0, 0]),
            Compact::Small(i64::MIN)
        );
        assert_eq!(
            read(&[0xf8, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]),
            Compact::Big(&[0, 0x80, 0, 0, 0, 0, 0, 0, 0])
        );
        assert_eq!(
            read(&[0xf8, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0]),
            Compact::Small(-(1 << 56))
        );
    }
}
