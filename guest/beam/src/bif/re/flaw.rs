//! Flaw: what PCRE2, which OTP 28 and later have, says of a pattern that cannot be, and where; our parser says it as PCRE of OTP 25 does.

use crate::re::Flaw;

/// Where PCRE2 sees a flaw.
enum Place {
    /// So many bytes further on.
    Behind(usize),
    /// Where the group begins that begins so.
    Group(&'static str),
    /// Behind the name of a class.
    Class,
}

use Place::{Behind, Class, Group};

const ROWS: &[(&str, &str, Place)] = &[
    ("missing )", "missing closing parenthesis", Behind(0)),
    ("unmatched parentheses", "unmatched closing parenthesis", Behind(1)),
    (
        "nothing to repeat",
        "quantifier does not follow a repeatable item",
        Behind(1),
    ),
    (
        "syntax error in subpattern name (missing terminator)",
        "syntax error in subpattern name (missing terminator?)",
        Behind(0),
    ),
    (
        "two named subpatterns have the same name",
        "two named subpatterns have the same name (PCRE2_DUPNAMES not set)",
        Behind(1),
    ),
    (
        "range out of order in character class",
        "range out of order in character class",
        Behind(1),
    ),
    (
        "invalid range in character class",
        "invalid range in character class",
        Behind(1),
    ),
    (
        "unrecognized character after (? or (?-",
        "unrecognized character after (? or (?-",
        Behind(1),
    ),
    (
        "unrecognized character after (?P",
        "unrecognized character after (?P",
        Behind(1),
    ),
    ("unknown POSIX class name", "unknown POSIX class name", Class),
    (
        "lookbehind assertion is not fixed length",
        "length of lookbehind assertion is not limited",
        Group("(?<"),
    ),
    (
        "conditional group contains more than two branches",
        "conditional subpattern contains more than two branches",
        Group("(?("),
    ),
    (
        "group name must start with a non-digit",
        "subpattern name must start with a non-digit",
        Behind(1),
    ),
    (
        "character value in \\x{} or \\o{} is too large",
        "character code point value in \\x{} or \\o{} is too large",
        Behind(0),
    ),
    (
        "unknown property name after \\P or \\p",
        "unknown property after \\P or \\p",
        Behind(1),
    ),
    (
        "POSIX named classes are supported only within a class",
        "POSIX named classes are supported only within a class",
        Class,
    ),
    (
        "PCRE does not support \\L, \\l, \\N{name}, \\U, or \\u",
        "PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u",
        Behind(1),
    ),
    (
        "(?R or (?[+-]digits must be followed by )",
        "(?R (recursive pattern call) must be followed by a closing parenthesis",
        Behind(0),
    ),
    (
        "DEFINE group contains more than one branch",
        "DEFINE subpattern contains more than one branch",
        Group("(?("),
    ),
    ("missing ) after comment", "missing ) after (?# comment", Behind(0)),
    (
        "number after (?C is > 255",
        "number after (?C is greater than 255",
        Behind(0),
    ),
    (
        "non-hex character in \\x{} (closing brace missing?)",
        "non-hex character in \\x{} (closing brace missing?)",
        Behind(1),
    ),
    (
        "non-octal character in \\o{} (closing brace missing?)",
        "non-octal character in \\o{} (closing brace missing?)",
        Behind(1),
    ),
    (
        "\\k is not followed by a braced, angle-bracketed, or quoted name",
        "\\k is not followed by a braced, angle-bracketed, or quoted name",
        Behind(1),
    ),
];

/// A flaw of a pattern, as PCRE2 tells it.
pub(super) fn of_pcre2(flaw: Flaw, pattern: &[u8]) -> Flaw {
    let at = flaw.position.min(pattern.len());
    let find = |text: &[u8], part: &str| (0..text.len()).find(|place| text[*place..].starts_with(part.as_bytes()));
    // Of a group that ends with the pattern it misses the end first.
    if flaw.message.starts_with("unrecognized character after (?") && at == pattern.len() {
        return Flaw {
            message: "missing closing parenthesis",
            ..flaw
        };
    }
    let Some((_, message, place)) = ROWS.iter().find(|row| row.0 == flaw.message) else {
        return flaw;
    };
    let position = match place {
        Behind(bytes) => flaw.position + bytes,
        Group(begin) => (0..at)
            .rev()
            .find(|place| pattern[*place..].starts_with(begin.as_bytes()))
            .unwrap_or(at),
        Class => find(&pattern[at..], ":]").map_or(at, |end| at + end + 2),
    };
    Flaw { message, position }
}
