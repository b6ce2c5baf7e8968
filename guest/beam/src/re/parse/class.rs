//! Class: `[…]`.

use crate::re::{
    ast::Node,
    property::Property,
    set::{self, Set},
};

use super::{Parse, Parser};

const UNTERMINATED: &str = "missing terminating ] for character class";

impl Parser {
    /// A class; its `[` has been passed.
    pub(super) fn class(&mut self) -> Parse<Node> {
        if let Some(end) = self.posix_end() {
            let collating = self.peek() != Some(u32::from(':'));
            let _ = end;
            return self.flaw_at(
                match collating {
                    true => "POSIX collating elements are not supported",
                    false => "POSIX named classes are supported only within a class",
                },
                self.at - 1,
            );
        }
        let negated = self.eat('^');
        let mut set = Set::default();
        let mut first = true;
        loop {
            if self.sees("\\E") {
                self.at += 2;
                continue;
            }
            let Some(next) = self.next() else {
                return self.flaw_at(UNTERMINATED, self.text.len());
            };
            if next == u32::from(']') && !first {
                break;
            }
            first = false;
            if next == u32::from('[') && self.posix(&mut set)? {
                continue;
            }
            if next == u32::from('\\') && self.eat('Q') {
                self.quoted_in_class(&mut set)?;
                continue;
            }
            let Some(from) = self.class_item(next, &mut set)? else {
                continue;
            };
            self.class_range(from, &mut set)?;
        }
        if self.flags.caseless {
            set.ignore_case(self.meaning.unicode);
        }
        if negated {
            set.invert();
        }
        Ok(Node::Set(Box::new(set)))
    }

    /// A character, or the end of a range that begins with it.
    fn class_range(&mut self, from: u32, set: &mut Set) -> Parse<()> {
        self.explicit_newline |= matches!(from, 0x0A | 0x0D);
        let start = self.at;
        if !self.eat('-') || self.peek() == Some(u32::from(']')) {
            self.at = start;
            set.range(from, from);
            return Ok(());
        }
        let Some(next) = self.next() else {
            return self.flaw_at(UNTERMINATED, self.text.len());
        };
        let mut other = Set::default();
        if next == u32::from('[') && self.posix(&mut other)? {
            return self.flaw_at("invalid range in character class", self.at - 1);
        }
        match self.class_item(next, &mut other)? {
            None => self.flaw_at("invalid range in character class", self.at - 1),
            Some(to) if to < from => self.flaw_at("range out of order in character class", self.at - 1),
            Some(to) => {
                set.range(from, to);
                Ok(())
            }
        }
    }

    /// One character; none if it was an escape for many, which have been added.
    fn class_item(&mut self, next: u32, set: &mut Set) -> Parse<Option<u32>> {
        if next != u32::from('\\') {
            return Ok(Some(next));
        }
        if self.class_escape(set)? {
            return Ok(None);
        }
        match self.peek().and_then(char::from_u32) {
            Some('B' | 'R' | 'X') => self.flaw("invalid escape sequence in character class"),
            Some('N') => self.flaw("\\N is not supported in a class"),
            None => self.flaw("\\ at end of pattern"),
            Some(_) => self.character_escape(true).map(Some),
        }
    }

    fn quoted_in_class(&mut self, set: &mut Set) -> Parse<()> {
        while !self.sees("\\E") {
            let Some(next) = self.next() else {
                return self.flaw_at(UNTERMINATED, self.text.len());
            };
            set.range(next, next);
        }
        self.at += 2;
        Ok(())
    }

    /// Where `:]`, `.]` or `=]` is, if a POSIX class begins behind the `[` that was passed.
    fn posix_end(&self) -> Option<usize> {
        let kind = self
            .peek()
            .filter(|kind| [':', '.', '='].map(u32::from).contains(kind))?;
        let mut at = self.at + 1;
        while let Some(next) = self.text.get(at) {
            if *next == kind && self.text.get(at + 1) == Some(&u32::from(']')) {
                return Some(at);
            }
            if *next == u32::from(']') || *next == u32::from('\\') || *next == u32::from('[') {
                return None;
            }
            at += 1;
        }
        None
    }

    /// `[:name:]` and `[:^name:]`: false if it is none.
    fn posix(&mut self, set: &mut Set) -> Parse<bool> {
        let Some(end) = self.posix_end() else { return Ok(false) };
        if self.peek() != Some(u32::from(':')) {
            return self.flaw_at("POSIX collating elements are not supported", self.at - 1);
        }
        self.at += 1;
        let not = self.eat('^');
        let name: String = (self.text[self.at..end].iter())
            .filter_map(|c| char::from_u32(*c))
            .collect();
        let Some(ranges) = set::posix(&name) else {
            return self.flaw("unknown POSIX class name");
        };
        self.at = end + 2;
        let name = match (self.flags.caseless, name.as_str()) {
            // The case of a letter does not matter, so that it has one is all that is asked.
            (true, "lower" | "upper") => "alpha",
            _ => name.as_str(),
        };
        let ranges = if name == "alpha" {
            set::posix(name).unwrap_or(ranges)
        } else {
            ranges
        };
        match property(name).filter(|_| self.meaning.ucp) {
            Some(property) => set.property(property, not),
            None if not => set.all_but(ranges),
            None => set.ranges(ranges),
        }
        Ok(true)
    }
}

/// What a POSIX class asks with the option `ucp`.
fn property(name: &str) -> Option<Property> {
    Some(match name {
        "alpha" => Property::named("L")?,
        "lower" => Property::named("Ll")?,
        "upper" => Property::named("Lu")?,
        "alnum" => Property::Alphanumeric,
        "space" => Property::Space,
        "digit" => Property::named("Nd")?,
        "word" => Property::Word,
        "graph" => Property::Graph,
        "print" => Property::Print,
        "punct" => Property::Punctuation,
        _ => return None,
    })
}
