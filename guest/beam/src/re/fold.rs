//! Fold: which characters differ in case only.

/// The same letter in the other case, of those that Latin-1 has.
pub(super) fn other_latin1(character: u32) -> Option<u32> {
    match character {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE => Some(character + 0x20),
        0x61..=0x7A | 0xE0..=0xF6 | 0xF8..=0xFE => Some(character - 0x20),
        _ => None,
    }
}

/// Its lower-case letter, if that is one character.
pub(super) fn lower(character: u32) -> u32 {
    one(character, |character| character.to_lowercase())
}

/// Its upper-case letter, if that is one character.
pub(super) fn upper(character: u32) -> u32 {
    one(character, |character| character.to_uppercase())
}

fn one<I: Iterator<Item = char>>(character: u32, cases: impl Fn(char) -> I) -> u32 {
    let Some(from) = char::from_u32(character) else {
        return character;
    };
    let mut cases = cases(from);
    match (cases.next(), cases.next()) {
        (Some(case), None) => u32::from(case),
        _ => character,
    }
}

/// Whether two characters differ in case at most.
#[inline]
pub(super) fn same(a: u32, b: u32) -> bool {
    a == b
        || if a < 0x80 && b < 0x80 {
            other_latin1(a) == Some(b)
        } else {
            lower(a) == lower(b) || upper(a) == upper(b)
        }
}
