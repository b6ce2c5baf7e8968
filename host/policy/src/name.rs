//! Host name: a name of the DNS in its one form: lower case, ASCII, without the final dot.

use std::fmt;
use std::sync::Arc;

/// A valid host name: at most 253 bytes, of labels of 1 to 63 letters, digits, `-` and `_`. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HostName(Arc<str>);

/// Why a text is not a host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NameError {
    /// It is too long, before or after conversion to ASCII.
    #[error("a host name has at most 253 bytes")]
    TooLong,
    /// A label is empty or too long.
    #[error("a label between two dots has 1 to 63 bytes")]
    Label,
    /// There is a character that no host name has.
    #[error("a host name has letters, digits, `-` (not at the end of a label) and `_`")]
    Character,
    /// The resolver would take it for an IPv4 address.
    #[error("it is a number; an IPv4 address has four, each at most 255")]
    Number,
}

/// RFC 1035, 2.3.4: 255 octets on the wire are 253 in text.
const LONGEST: usize = 253;
/// Four bytes of UTF-8 for each: nothing longer can become a valid name, so it is not even converted.
const LONGEST_UNICODE: usize = 4 * LONGEST;

impl HostName {
    /// # Errors
    /// A text that is no host name in the sense of [`HostName`], after conversion by IDNA (UTS 46).
    pub(crate) fn parse(text: &str) -> Result<Self, NameError> {
        if text.len() > LONGEST_UNICODE {
            return Err(NameError::TooLong);
        }
        let text = text.strip_suffix('.').unwrap_or(text);
        let ascii = idna::domain_to_ascii_cow(text.as_bytes(), idna::AsciiDenyList::URL);
        let ascii = ascii.map_err(|_| NameError::Character)?;
        // UTS 46 maps other full stops to `.`, hence a second look.
        let ascii = if text.is_ascii() {
            &*ascii
        } else {
            ascii.strip_suffix('.').unwrap_or(&ascii)
        };
        if ascii.len() > LONGEST {
            return Err(NameError::TooLong);
        }
        ascii.split('.').try_for_each(check_label)?;
        if is_number(ascii.rsplit('.').next().unwrap_or_default()) {
            return Err(NameError::Number);
        }
        Ok(Self(ascii.into()))
    }

    /// The name: lower case, ASCII, no final dot.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is `localhost` or below it: names that are the loopback by definition (RFC 6761, 6.3).
    pub fn is_localhost(&self) -> bool {
        self.as_str() == "localhost" || self.as_str().ends_with(".localhost")
    }

    /// The domains that the name is a proper subdomain of, the nearest first: `b.c` and `c` for `a.b.c`.
    pub(crate) fn parents(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('.').map(|(dot, _)| &self.0[dot + 1..])
    }
}

fn check_label(label: &str) -> Result<(), NameError> {
    if label.is_empty() || label.len() > 63 {
        return Err(NameError::Label);
    }
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !label.bytes().all(known) || label.starts_with('-') || label.ends_with('-') {
        return Err(NameError::Character);
    }
    Ok(())
}

/// getaddrinfo(3) reads `127.1`, `0x7f.1` and `2130706433` as addresses (inet_aton(3)): they are not names here.
fn is_number(label: &str) -> bool {
    match label.strip_prefix("0x") {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => label.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Result<String, NameError> {
        HostName::parse(text).map(|name| name.to_string())
    }

    #[test]
    fn case_and_the_final_dot_do_not_matter() {
        assert_eq!(name("DB.Example.COM."), Ok("db.example.com".into()));
        assert_eq!(name("a.example.."), Err(NameError::Label));
    }

    #[test]
    fn a_name_in_other_letters_becomes_ascii() {
        assert_eq!(name("BÜCHER.example"), Ok("xn--bcher-kva.example".into()));
        assert_eq!(name("bücher。example。"), Ok("xn--bcher-kva.example".into()));
    }

    #[test]
    fn labels_and_length_are_bounded() {
        assert!(name(&"a".repeat(63)).is_ok());
        assert_eq!(name(&"a".repeat(64)), Err(NameError::Label));
        assert_eq!(name(&vec!["a"; 128].join(".")), Err(NameError::TooLong));
        assert!(name(&vec!["a"; 127].join(".")).is_ok());
        assert_eq!(name(&"ü".repeat(1_000_000)), Err(NameError::TooLong));
        assert_eq!(name(""), Err(NameError::Label));
        assert_eq!(name("."), Err(NameError::Label));
        assert_eq!(name("a..example"), Err(NameError::Label));
    }

    #[test]
    fn what_the_resolver_would_take_for_an_address_is_not_a_name() {
        for text in [
            "127.1",
            "127.0.0.1",
            "2130706433",
            "0x7f.1",
            "0x7f000001",
            "1.2.3.4.5",
            "127.0x1",
            "１２７.1",
            "0x",
        ] {
            assert_eq!(name(text), Err(NameError::Number), "{text}");
        }
        assert!(name("1.example").is_ok());
    }

    #[test]
    fn only_letters_digits_hyphen_and_underscore_make_a_name() {
        assert!(name("_dmarc.a-b.example").is_ok());
        for text in [
            "a b",
            "a\0b",
            "a/b",
            "a@b",
            "a:b",
            "*.a",
            "-a.example",
            "a-.example",
            "a%b",
            "[::1]",
            "::1",
        ] {
            assert!(name(text).is_err(), "{text}");
        }
    }

    #[test]
    fn localhost_is_itself_and_what_lies_below() {
        let local = |text| HostName::parse(text).unwrap().is_localhost();
        assert!(local("LOCALHOST.") && local("a.localhost"));
        assert!(!local("localhost.example") && !local("notlocalhost"));
    }
}
