//! Set: the characters of a class.

use super::{fold, property::Property};

/// Some characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    /// Those below 256.
    low: [u64; 4],
    /// Ranges of those from 256 on.
    high: Vec<(u32, u32)>,
    /// Properties of those from 256 on, and whether they must not have it.
    properties: Vec<(Property, bool)>,
    /// All from 256 on that are not named so far are in it, and those that are, are not.
    inverted: bool,
    caseless: bool,
}

impl Set {
    /// Add all from one character to another.
    pub(super) fn range(&mut self, from: u32, to: u32) {
        for character in from..=to.min(0xFF) {
            self.low[character as usize / 64] |= 1 << (character % 64);
        }
        if to > 0xFF {
            self.high.push((from.max(0x100), to));
        }
    }

    /// Add ranges.
    pub(super) fn ranges(&mut self, ranges: &[(u32, u32)]) {
        for (from, to) in ranges {
            self.range(*from, *to);
        }
    }

    /// Add all that are not in sorted ranges.
    pub(super) fn all_but(&mut self, ranges: &[(u32, u32)]) {
        let mut next = 0;
        for (from, to) in ranges {
            if *from > next {
                self.range(next, from - 1);
            }
            next = to + 1;
        }
        self.range(next, 0x10_FFFF);
    }

    /// Add all that have a property, or have it not.
    pub(super) fn property(&mut self, property: Property, not: bool) {
        for character in 0..=0xFF {
            if property.has(character) != not {
                self.range(character, character);
            }
        }
        self.properties.push((property, not));
    }

    /// Add the other case of each.
    pub(super) fn ignore_case(&mut self, unicode: bool) {
        for character in 0..=0xFF {
            if self.has_low(character)
                && let Some(other) = fold::other_latin1(character)
            {
                self.range(other, other);
            }
        }
        self.caseless = true;
        if !unicode {
            return;
        }
        for character in 0..=0xFF {
            let others = [fold::lower(character), fold::upper(character)];
            if !self.has_low(character) && others.iter().any(|other| *other > 0xFF && self.has_high(*other)) {
                self.range(character, character);
            }
        }
        // The characters beyond Latin-1 whose other case is in it.
        for (low, high) in [
            (0x6B, 0x212A),
            (0x73, 0x17F),
            (0xE5, 0x212B),
            (0xB5, 0x39C),
            (0xB5, 0x3BC),
            (0xFF, 0x178),
            (0xDF, 0x1E9E),
        ] {
            if self.has_low(low) {
                self.range(high, high);
            }
        }
    }

    /// Take those that are not in it instead.
    pub(super) fn invert(&mut self) {
        self.low = self.low.map(|bits| !bits);
        self.inverted = !self.inverted;
    }

    #[inline(always)]
    pub(super) fn has_low(&self, character: u32) -> bool {
        self.low[character as usize / 64] & (1 << (character % 64)) != 0
    }

    /// Whether a character is in it.
    #[inline(always)]
    pub(super) fn has(&self, character: u32) -> bool {
        if character < 0x100 {
            return self.has_low(character);
        }
        let named = self.has_high(character)
            || self.caseless && (self.has_high(fold::lower(character)) || self.has_high(fold::upper(character)));
        named != self.inverted
    }

    fn has_high(&self, character: u32) -> bool {
        (self.high.iter()).any(|(from, to)| (*from..=*to).contains(&character))
            || self
                .properties
                .iter()
                .any(|(property, not)| property.has(character) != *not)
    }
}

/// `\d`
pub(super) const DIGITS: &[(u32, u32)] = &[(0x30, 0x39)];

/// `\s`
pub(super) const SPACES: &[(u32, u32)] = &[(0x09, 0x0D), (0x20, 0x20)];

/// `\w`: as everywhere here, the letters of Latin-1 count, which is what ERTS builds PCRE's tables for.
pub(super) const WORDS: &[(u32, u32)] = &[
    (0x30, 0x39),
    (0x41, 0x5A),
    (0x5F, 0x5F),
    (0x61, 0x7A),
    (0xAA, 0xAA),
    (0xB5, 0xB5),
    (0xBA, 0xBA),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0xFF),
];

/// `\h`
pub(super) const HORIZONTAL: &[(u32, u32)] = &[
    (0x09, 0x09),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x180E, 0x180E),
    (0x2000, 0x200A),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
];

/// `\v`
pub(super) const VERTICAL: &[(u32, u32)] = &[(0x0A, 0x0D), (0x85, 0x85), (0x2028, 0x2029)];

/// `[:name:]`
pub(super) fn posix(name: &str) -> Option<&'static [(u32, u32)]> {
    Some(match name {
        "alpha" => &[
            (0x41, 0x5A),
            (0x61, 0x7A),
            (0xAA, 0xAA),
            (0xB5, 0xB5),
            (0xBA, 0xBA),
            (0xC0, 0xD6),
            (0xD8, 0xF6),
            (0xF8, 0xFF),
        ],
        "lower" => &[
            (0x61, 0x7A),
            (0xAA, 0xAA),
            (0xB5, 0xB5),
            (0xBA, 0xBA),
            (0xDF, 0xF6),
            (0xF8, 0xFF),
        ],
        "upper" => &[(0x41, 0x5A), (0xC0, 0xD6), (0xD8, 0xDE)],
        "alnum" => &[
            (0x30, 0x39),
            (0x41, 0x5A),
            (0x61, 0x7A),
            (0xAA, 0xAA),
            (0xB5, 0xB5),
            (0xBA, 0xBA),
            (0xC0, 0xD6),
            (0xD8, 0xF6),
            (0xF8, 0xFF),
        ],
        "ascii" => &[(0x00, 0xFF)],
        "blank" => &[(0x09, 0x09), (0x20, 0x20)],
        "cntrl" => &[(0x00, 0x1F), (0x7F, 0x9F)],
        "digit" => DIGITS,
        "graph" => &[(0x21, 0x7E), (0xA0, 0xFF)],
        "print" => &[(0x20, 0x7E), (0xA0, 0xFF)],
        "punct" => &[
            (0x21, 0x2F),
            (0x3A, 0x40),
            (0x5B, 0x60),
            (0x7B, 0x7E),
            (0xA0, 0xA9),
            (0xAB, 0xB4),
            (0xB6, 0xB9),
            (0xBB, 0xBF),
            (0xD7, 0xD7),
            (0xF7, 0xF7),
        ],
        "space" => SPACES,
        "word" => WORDS,
        "xdigit" => &[(0x30, 0x39), (0x41, 0x46), (0x61, 0x66)],
        _ => return None,
    })
}
