//! What a request asks for.

use super::text::number;
use crate::{AbsoluteUri, HttpUri};

/// Tell the forms of a URI apart; `target` is not empty.
pub(super) fn uri(target: &[u8]) -> HttpUri {
    if target == b"*" {
        return HttpUri::Asterisk;
    }
    // OTP calls any single byte a path.
    if target.len() == 1 || target.starts_with(b"/") {
        return HttpUri::Path(target.to_vec());
    }
    if let Some(rest) = after_scheme(target, b"http://") {
        return HttpUri::Absolute(absolute(false, rest));
    }
    if let Some(rest) = after_scheme(target, b"https://") {
        return HttpUri::Absolute(absolute(true, rest));
    }
    match split_at_byte(target, b':') {
        (scheme, Some(rest)) => HttpUri::Scheme(scheme.to_vec(), rest[1..].to_vec()),
        (_, None) => HttpUri::Other(target.to_vec()),
    }
}

/// `host:port/path`. As in OTP the host ends at the first colon, even that of an IPv6 address or of a user's password.
fn absolute(secure: bool, rest: &[u8]) -> AbsoluteUri {
    let (authority, path) = split_at_byte(rest, b'/');
    let (host, port) = split_at_byte(authority, b':');
    AbsoluteUri {
        secure,
        host: host.to_vec(),
        port: port.and_then(|port| whole_port(&port[1..])),
        path: path.unwrap_or(b"/").to_vec(),
    }
}

/// A port; as in OTP, 0 and what is no number are none.
fn whole_port(text: &[u8]) -> Option<u16> {
    match number(text)? {
        (0, _) => None,
        (port, []) => Some(port),
        _ => None,
    }
}

fn after_scheme<'a>(target: &'a [u8], scheme: &[u8]) -> Option<&'a [u8]> {
    let (start, rest) = target.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// What is before the first such byte, and what begins with it.
fn split_at_byte(text: &[u8], byte: u8) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|&b| b == byte) {
        Some(at) => (&text[..at], Some(&text[at..])),
        None => (text, None),
    }
}
