//! Escape: what begins with a backslash.

use crate::re::{
    ast::{Assertion, Node},
    property::Property,
    set::{DIGITS, HORIZONTAL, SPACES, Set, VERTICAL, WORDS},
};

use super::{Late, Parse, Parser, is_digit};

const CLOSING_HEX: &str = "non-hex character in \\x{} (closing brace missing?)";
const CLOSING_OCTAL: &str = "non-octal character in \\o{} (closing brace missing?)";
const TOO_LARGE: &str = "character value in \\x{} or \\o{} is too large";
const OCTAL_TOO_LARGE: &str = "octal value is greater than \\377 in 8-bit non-UTF-8 mode";
const ZERO: &str = "a numbered reference must not be zero";

impl Parser {
    /// An escape outside of a class; the backslash has been passed.
    pub(super) fn escape(&mut self) -> Parse<Node> {
        let Some(next) = self.peek() else {
            return self.flaw("\\ at end of pattern");
        };
        let ucp = self.meaning.ucp;
        let assertion = match char::from_u32(next).unwrap_or('\0') {
            'A' => Assertion::Start,
            'z' => Assertion::End,
            'Z' => Assertion::LastLine(false),
            'G' => Assertion::Origin,
            'b' => Assertion::Word(ucp),
            'B' => Assertion::NotWord(ucp),
            _ => return self.escape_of(next),
        };
        self.at += 1;
        Ok(Node::Assert(assertion))
    }

    fn escape_of(&mut self, next: u32) -> Parse<Node> {
        let start = self.at;
        self.at += 1;
        Ok(match char::from_u32(next).unwrap_or('\0') {
            'K' => Node::Keep,
            'R' => Node::Newline,
            'X' => Node::Cluster,
            'C' => Node::Byte,
            'N' if self.counts(self.at).is_some() || !self.sees("{") => Node::Any(false),
            'g' => return self.reference(start),
            'k' => return self.named_reference(start),
            '1'..='9' => {
                if let Some(group) = self.decimal_reference() {
                    self.largest = self.largest.max(group);
                    return Ok(Node::Back(vec![group], self.flags.caseless));
                }
                self.at = start;
                let character = self.character_escape(false)?;
                self.character(character)
            }
            _ => {
                self.at = start;
                let mut set = Set::default();
                if self.class_escape(&mut set)? {
                    return Ok(Node::Set(Box::new(set)));
                }
                let character = self.character_escape(false)?;
                self.character(character)
            }
        })
    }

    /// `\1` to `\9`, and larger numbers if there are so many groups already.
    fn decimal_reference(&mut self) -> Option<u32> {
        let start = self.at - 1;
        let digits = self.text[start..].iter().take_while(|c| is_digit(**c)).count();
        let value = (self.text[start..start + digits].iter()).fold(0u32, |value, digit| {
            value.saturating_mul(10).saturating_add(digit - 0x30)
        });
        // A number that begins with 8 or 9 cannot be octal either.
        if value < 8 || value <= self.groups || (value == 9 && digits == 1 && self.groups >= 9) {
            self.at = start + digits;
            return Some(value);
        }
        None
    }

    /// `\d`, `\p{L}` and their kind: false if it is none of them, and nothing has been passed.
    pub(super) fn class_escape(&mut self, set: &mut Set) -> Parse<bool> {
        let Some(kind) = self.peek().and_then(char::from_u32) else {
            return Ok(false);
        };
        let (ranges, property): (&[(u32, u32)], _) = match kind.to_ascii_lowercase() {
            'p' => {
                self.at += 1;
                self.property(set, kind == 'P')?;
                return Ok(true);
            }
            'd' => (DIGITS, Property::named("Nd")),
            's' => (SPACES, Some(Property::Space)),
            'w' => (WORDS, Some(Property::Word)),
            'h' => (HORIZONTAL, None),
            'v' => (VERTICAL, None),
            _ => return Ok(false),
        };
        self.at += 1;
        let not = kind.is_ascii_uppercase();
        match property.filter(|_| self.meaning.ucp) {
            Some(property) => set.property(property, not),
            None if not => set.all_but(ranges),
            None => set.ranges(ranges),
        }
        Ok(true)
    }

    fn property(&mut self, set: &mut Set, not: bool) -> Parse<()> {
        const MALFORMED: &str = "malformed \\P or \\p sequence";
        let mut not = not;
        let name = if self.eat('{') {
            not ^= self.eat('^');
            let Some(end) = (self.text[self.at..].iter()).position(|c| *c == u32::from('}')) else {
                return self.flaw_at(MALFORMED, self.text.len());
            };
            let name: String = (self.text[self.at..self.at + end].iter())
                .filter_map(|c| char::from_u32(*c))
                .collect();
            self.at += end + 1;
            name
        } else {
            let Some(letter) = self.next() else {
                return self.flaw_at(MALFORMED, self.at);
            };
            char::from_u32(letter).map(String::from).unwrap_or_default()
        };
        match Property::named(&name) {
            Some(property) => {
                set.property(property, not);
                Ok(())
            }
            None => self.flaw_at("unknown property name after \\P or \\p", self.at - 1),
        }
    }

    /// An escape that is one character.
    pub(super) fn character_escape(&mut self, in_class: bool) -> Parse<u32> {
        let start = self.at;
        let Some(next) = self.next() else {
            return self.flaw("\\ at end of pattern");
        };
        Ok(match char::from_u32(next).unwrap_or('\u{FFFD}') {
            'a' => 0x07,
            'b' if in_class => 0x08,
            'e' => 0x1B,
            'f' => 0x0C,
            'n' => 0x0A,
            'r' => 0x0D,
            't' => 0x09,
            'c' => match self.next() {
                None => return self.flaw("\\c at end of pattern"),
                Some(letter) if letter > 0x7F => {
                    return self.flaw_at("\\c must be followed by an ASCII character", self.at - 1);
                }
                Some(letter) => (letter as u8).to_ascii_uppercase() as u32 ^ 0x40,
            },
            'x' => return self.hexadecimal(),
            'o' => {
                if !self.eat('{') {
                    return self.flaw_at("missing opening brace after \\o", start);
                }
                return self.braced(8, CLOSING_OCTAL);
            }
            '0'..='7' => return self.octal(start),
            'L' | 'l' | 'N' | 'U' | 'u' => {
                return self.flaw_at("PCRE does not support \\L, \\l, \\N{name}, \\U, or \\u", start);
            }
            _ => next,
        })
    }

    fn octal(&mut self, start: usize) -> Parse<u32> {
        let digits: Vec<u32> = (self.text[start..].iter())
            .take(3)
            .copied()
            .take_while(|c| matches!(c, 0x30..=0x37))
            .collect();
        self.at = start + digits.len();
        let value = digits.iter().fold(0, |value, digit| value * 8 + digit - 0x30);
        if value > 0xFF && !self.meaning.unicode {
            return self.flaw_at(OCTAL_TOO_LARGE, self.at - 1);
        }
        Ok(value)
    }

    fn hexadecimal(&mut self) -> Parse<u32> {
        if self.eat('{') {
            return self.braced(16, CLOSING_HEX);
        }
        let mut value = 0;
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(char::from_u32).and_then(|c| c.to_digit(16)) else {
                break;
            };
            value = value * 16 + digit;
            self.at += 1;
        }
        Ok(value)
    }

    fn braced(&mut self, radix: u32, unclosed: &'static str) -> Parse<u32> {
        let mut value = 0u32;
        let first = self.at;
        while let Some(digit) = self.peek().and_then(char::from_u32).and_then(|c| c.to_digit(radix)) {
            value = value.saturating_mul(radix).saturating_add(digit);
            self.at += 1;
        }
        if self.at == first || self.peek() != Some(u32::from('}')) {
            return self.flaw(unclosed);
        }
        if value > if self.meaning.unicode { 0x10_FFFF } else { 0xFF } {
            return self.flaw(TOO_LARGE);
        }
        if matches!(value, 0xD800..=0xDFFF) {
            return self.flaw("disallowed Unicode code point (>= 0xd800 && <= 0xdfff)");
        }
        self.at += 1;
        Ok(value)
    }

    /// `\g`: a group by number, or a call of one.
    fn reference(&mut self, start: usize) -> Parse<Node> {
        if let Some(open @ ('<' | '\'')) = self.peek().and_then(char::from_u32) {
            let close = if open == '<' { '>' } else { '\'' };
            self.at += 1;
            let group = match self.signed()? {
                Some(group) => group,
                None => self.name_reference(close)?,
            };
            if !self.eat(close) {
                return self.flaw(
                    "\\g is not followed by a braced, angle-bracketed, or quoted name/number or by a plain number",
                );
            }
            if group < super::NAMED {
                self.late.push(Late::Group(group, self.offset(self.at - 1)));
            }
            return Ok(Node::Call(group, self.offset(self.at - 1)));
        }
        let braced = self.eat('{');
        let group = match self.signed()? {
            Some(group) => group,
            None if braced => {
                let group = self.name_reference('}')?;
                self.at += 1;
                return Ok(Node::Back(vec![group], self.flags.caseless));
            }
            None => return self.flaw_at(ZERO, start),
        };
        if group == 0 {
            return self.flaw_at(ZERO, self.at);
        }
        if braced && !self.eat('}') {
            return self
                .flaw("\\g is not followed by a braced, angle-bracketed, or quoted name/number or by a plain number");
        }
        self.largest = self.largest.max(group);
        Ok(Node::Back(vec![group], self.flags.caseless))
    }

    /// A number, from the present group on if it has a sign.
    pub(super) fn signed(&mut self) -> Parse<Option<u32>> {
        let start = self.at;
        let sign = self
            .peek()
            .and_then(char::from_u32)
            .filter(|sign| matches!(sign, '+' | '-'));
        self.at += usize::from(sign.is_some());
        let digits = self.text[self.at..].iter().take_while(|c| is_digit(**c)).count();
        if digits == 0 {
            self.at = start;
            return Ok(None);
        }
        let value = (self.text[self.at..self.at + digits].iter())
            .fold(0u32, |value, digit| {
                value.saturating_mul(10).saturating_add(digit - 0x30)
            })
            .min(super::NAMED - 1);
        self.at += digits;
        match sign {
            Some('-') => match (self.groups + 1).checked_sub(value).filter(|group| *group > 0) {
                Some(group) => Ok(Some(group)),
                None => self.flaw(super::NO_SUCH_GROUP),
            },
            Some(_) => Ok(Some((self.groups + value).min(super::NAMED - 1))),
            None => Ok(Some(value)),
        }
    }

    /// `\k<name>`, `\k'name'`, `\k{name}`
    fn named_reference(&mut self, start: usize) -> Parse<Node> {
        let close = match self.peek().and_then(char::from_u32) {
            Some('<') => '>',
            Some('\'') => '\'',
            Some('{') => '}',
            _ => {
                return self.flaw_at(
                    "\\k is not followed by a braced, angle-bracketed, or quoted name",
                    start,
                );
            }
        };
        self.at += 1;
        let group = self.name_reference(close)?;
        self.at += 1;
        Ok(Node::Back(vec![group], self.flags.caseless))
    }
}
