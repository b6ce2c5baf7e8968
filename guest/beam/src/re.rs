//! Re: regular expressions as PCRE 8.44 understands them, which is what OTP 25 has.
//!
//! A pattern's text is read by `parse` into a tree of [`Node`](ast::Node)s, `program` makes instructions of that, and `search` runs them with a stack of its
//! own: how far it may go is bounded by [`Limits`], whatever the pattern.

mod ast;
mod fold;
mod parse;
mod program;
mod property;
mod search;
mod set;

pub(crate) use parse::Flaw;
pub(crate) use program::Program;
pub(crate) use search::{Limits, Outcome, Request};

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Newline {
    #[default]
    Lf,
    Cr,
    CrLf,
    AnyCrLf,
    Any,
}

/// How a pattern is meant: the options of `re:compile/2`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) unicode: bool,
    pub(crate) anchored: bool,
    pub(crate) caseless: bool,
    pub(crate) dollar_endonly: bool,
    pub(crate) dotall: bool,
    pub(crate) extended: bool,
    pub(crate) firstline: bool,
    pub(crate) multiline: bool,
    pub(crate) no_auto_capture: bool,
    pub(crate) dupnames: bool,
    pub(crate) ungreedy: bool,
    pub(crate) ucp: bool,
    pub(crate) never_utf: bool,
    pub(crate) bsr_anycrlf: bool,
    pub(crate) newline: Newline,
    /// Limits that the pattern itself sets, lower than those of the search.
    pub(crate) match_limit: Option<u64>,
}

/// Compile a pattern: its text in Latin-1, or in UTF-8 if it means Unicode.
pub(crate) fn compile(text: &[u8], meaning: Meaning) -> Result<Program, Flaw> {
    let parsed = parse::parse(text, meaning)?;
    program::assemble(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: Request = Request {
        offset: 0,
        anchored: false,
        notbol: false,
        noteol: false,
        notempty: false,
        notempty_atstart: false,
        newline: None,
        limits: Limits {
            steps: 1_000_000,
            depth: u32::MAX,
        },
    };

    fn found(pattern: &str, subject: &str) -> Option<Vec<Option<(usize, usize)>>> {
        let program = compile(pattern.as_bytes(), Meaning::default()).expect(pattern);
        match program.search(subject.as_bytes(), &REQUEST) {
            Outcome::Match(groups) => Some(groups),
            Outcome::NoMatch => None,
            other => panic!("{pattern}: {other:?}"),
        }
    }

    fn first(pattern: &str, subject: &str) -> Option<(usize, usize)> {
        found(pattern, subject)?[0]
    }

    fn flaw(pattern: &str) -> (&'static str, usize) {
        let flaw = compile(pattern.as_bytes(), Meaning::default()).expect_err(pattern);
        (flaw.message, flaw.position)
    }

    #[test]
    fn a_match_is_the_first_by_the_order_of_the_pattern() {
        assert_eq!(first("b|ab|abc", "xabc"), Some((1, 3)));
        assert_eq!(first("a*?b", "aab"), Some((0, 3)));
        assert_eq!(first("(?:a|ab)(?:c|bcd)", "abcd"), Some((0, 4)));
        assert_eq!(first("(?<=x)a(?!b)", "xabxac"), Some((4, 5)));
        assert_eq!(first("x*", "aaa"), Some((0, 0)));
        assert_eq!(first("(a*)*b", "aac"), None);
    }

    #[test]
    fn a_group_keeps_what_it_matched_last() {
        assert_eq!(found("(?:(a)|(b))+", "ba").unwrap()[1..], [Some((1, 2)), Some((0, 1))]);
        assert_eq!(found(r"(\w+) \1", "the the").unwrap()[1], Some((0, 3)));
        assert_eq!(found("(a)?b", "b").unwrap()[1], None);
    }

    #[test]
    fn what_is_decided_is_not_tried_again() {
        assert_eq!(first("(?>a+)ab", "aaab"), None);
        assert_eq!(first("a++b", "aaab"), Some((0, 4)));
        assert_eq!(first(r"\((?:[^()]++|(?R))*\)", "x(a(b)c"), Some((3, 6)));
    }

    #[test]
    fn a_flaw_is_said_in_the_words_of_pcre() {
        assert_eq!(flaw("a("), ("missing )", 2));
        assert_eq!(flaw("a)"), ("unmatched parentheses", 1));
        assert_eq!(flaw("[z-a]"), ("range out of order in character class", 3));
        assert_eq!(flaw("(?<n>a)(?<n>b)"), ("two named subpatterns have the same name", 11));
        assert_eq!(flaw("(?<=a+)"), ("lookbehind assertion is not fixed length", 6));
    }

    #[test]
    fn a_pattern_that_explodes_is_given_up() {
        let program = compile(b"(a+)+[bc]", Meaning::default()).unwrap();
        assert!(matches!(program.search(&[b'a'; 64], &REQUEST), Outcome::Limit));
    }
}
