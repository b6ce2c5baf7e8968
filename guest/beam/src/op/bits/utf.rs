//! Utf: one character to and from UTF-8, UTF-16 and UTF-32, at any bit.

use super::{is_little, raw};

/// A character from the bits in `[offset, end)`: it and how many bits it took. None if there is none, or too few bits.
#[inline]
pub(super) fn read_utf8(bytes: &[u8], offset: usize, end: usize) -> Option<(u32, usize)> {
    let byte = |number: usize| {
        let at = offset + number * 8;
        match at % 8 {
            _ if at + 8 > end => None,
            0 => Some(u32::from(bytes[at / 8])),
            _ => Some(raw::peek_in(bytes, at, 8) as u32),
        }
    };
    let first = byte(0)?;
    if first < 0x80 {
        return Some((first, 8));
    }
    let (length, least) = match first {
        0xC2..=0xDF => (2, 0x80),
        0xE0..=0xEF => (3, 0x800),
        0xF0..=0xF4 => (4, 0x1_0000),
        _ => return None,
    };
    let mut value = first & (0x7F >> length);
    for number in 1..length {
        let next = byte(number)?;
        if next & 0xC0 != 0x80 {
            return None;
        }
        value = value << 6 | next & 0x3F;
    }
    (value >= least && is_character(value)).then_some((value, length * 8))
}

/// As [`read_utf8`], of UTF-16.
pub(super) fn read_utf16(bytes: &[u8], offset: usize, end: usize, flags: u8) -> Option<(u32, usize)> {
    let unit = |number: usize| {
        let at = offset + number * 16;
        (at + 16 <= end).then(|| {
            let unit = raw::peek_in(bytes, at, 16) as u16;
            u32::from(if is_little(flags) { unit.swap_bytes() } else { unit })
        })
    };
    let first = unit(0)?;
    match first {
        0xD800..=0xDBFF => {
            let second = unit(1)?;
            matches!(second, 0xDC00..=0xDFFF).then(|| (0x1_0000 + ((first & 0x3FF) << 10 | second & 0x3FF), 32))
        }
        0xDC00..=0xDFFF => None,
        _ => Some((first, 16)),
    }
}

/// As [`read_utf8`], of UTF-32.
pub(super) fn read_utf32(bytes: &[u8], offset: usize, end: usize, flags: u8) -> Option<(u32, usize)> {
    if offset + 32 > end {
        return None;
    }
    let value = raw::peek_in(bytes, offset, 32) as u32;
    let value = if is_little(flags) { value.swap_bytes() } else { value };
    is_character(value).then_some((value, 32))
}

/// Whether a number is one of a character: below 0x110000 and no surrogate.
#[inline(always)]
pub(crate) fn is_character(value: u32) -> bool {
    value < 0xD800 || matches!(value, 0xE000..=0x10_FFFF)
}

/// How many bytes a character takes in UTF-8.
#[inline(always)]
pub(crate) fn utf8_length(character: u32) -> usize {
    match character {
        0..0x80 => 1,
        0x80..0x800 => 2,
        0x800..0x1_0000 => 3,
        _ => 4,
    }
}

/// A character's bytes in UTF-8, as the low bytes of a word.
#[inline]
pub(super) fn utf8_bits(character: u32) -> u64 {
    let low = |shift: u32| u64::from(0x80 | (character >> shift) & 0x3F);
    match utf8_length(character) {
        1 => u64::from(character),
        2 => u64::from(0xC0 | character >> 6) << 8 | low(0),
        3 => u64::from(0xE0 | character >> 12) << 16 | low(6) << 8 | low(0),
        _ => u64::from(0xF0 | character >> 18) << 24 | low(12) << 16 | low(6) << 8 | low(0),
    }
}

/// A character's bytes in UTF-16, as the low bytes of a word, and how many bits they are.
pub(super) fn utf16_bits(character: u32, flags: u8) -> (u64, usize) {
    let unit = |value: u32| match is_little(flags) {
        true => u64::from((value as u16).swap_bytes()),
        false => u64::from(value),
    };
    match character.checked_sub(0x1_0000) {
        None => (unit(character), 16),
        Some(rest) => (unit(0xD800 | rest >> 10) << 16 | unit(0xDC00 | rest & 0x3FF), 32),
    }
}
