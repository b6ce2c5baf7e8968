//! Names of members: short, and harmless on a terminal.

use std::fmt;

/// 1 to 16 letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name(String);

const LONGEST: usize = 16;

impl Name {
    /// `None` for a text that is no name.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let known = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let fits = (1..=LONGEST).contains(&text.chars().count());
        (fits && text.chars().all(known)).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_of_letters() {
        assert!(Name::parse("joe").is_some() && Name::parse("Jürgen_2").is_some());
        assert!(Name::parse(&"j".repeat(LONGEST)).is_some());
        for text in ["", "joe armstrong", "\u{1b}[2J", "*", &"j".repeat(LONGEST + 1)] {
            assert_eq!(Name::parse(text), None, "{text:?}");
        }
    }
}
