//! The small pieces of an HTTP line.

/// The line without its newline.
pub(super) fn without_newline(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The leading bytes that make a token, and the rest: RFC 2616, but OTP takes DEL for one of them.
pub(super) fn token(text: &[u8]) -> (&[u8], &[u8]) {
    split_while(text, |byte| {
        matches!(byte, 0x21..=0x7f) && !b"()<>@,;:\\\"/[]?={}".contains(&byte)
    })
}

/// The leading bytes up to white space, and the rest.
pub(super) fn word(text: &[u8]) -> (&[u8], &[u8]) {
    split_while(text, |byte| !is_space(byte))
}

/// The leading number, and the rest; none if it does not fit.
pub(super) fn number(text: &[u8]) -> Option<(u16, &[u8])> {
    let (digits, rest) = split_while(text, |byte| byte.is_ascii_digit());
    if digits.is_empty() {
        return None;
    }
    let number = digits.iter().try_fold(0u16, |sum, digit| {
        sum.checked_mul(10)?.checked_add(u16::from(digit - b'0'))
    })?;
    Some((number, rest))
}

/// The text without leading white space; none if there was none to leave out.
pub(super) fn after_space(text: &[u8]) -> Option<&[u8]> {
    text.first()
        .is_some_and(|&byte| is_space(byte))
        .then(|| skip_space(text))
}

/// The text without leading white space.
pub(super) fn skip_space(text: &[u8]) -> &[u8] {
    split_while(text, is_space).1
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn split_while(text: &[u8], keep: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    text.split_at(text.iter().position(|&byte| !keep(byte)).unwrap_or(text.len()))
}
