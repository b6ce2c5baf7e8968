//! The first line of an HTTP message: a request or a response.

use super::text::{after_space, number, skip_space, token, without_newline, word};
use super::uri::uri;
use crate::{HttpRequest, HttpResponse, Packet};

/// Read a first line, given with its newline.
pub(crate) fn start(line: &[u8]) -> Packet {
    let text = without_newline(line);
    let packet = match text.strip_prefix(b"HTTP/") {
        Some(text) => response(text).map(Packet::HttpResponse),
        None => request(text).map(Packet::HttpRequest),
    };
    packet.unwrap_or_else(|| Packet::HttpError(line.to_vec()))
}

/// Method, URI and version; without a version it is HTTP 0.9.
fn request(text: &[u8]) -> Option<HttpRequest> {
    let (method, text) = token(text);
    let (target, text) = word(after_space(text)?);
    if method.is_empty() || target.is_empty() {
        return None;
    }
    let version = match skip_space(text) {
        [] => (0, 9),
        text => version(text.strip_prefix(b"HTTP/")?)?.0,
    };
    Some(HttpRequest {
        method: method.to_vec(),
        uri: uri(target),
        version,
    })
}

/// What follows `HTTP/`: version, status and phrase. OTP takes an empty status for 0.
fn response(text: &[u8]) -> Option<HttpResponse> {
    let (version, text) = version(text)?;
    let text = after_space(text)?;
    let (status, text) = if text.is_empty() { (0, text) } else { number(text)? };
    let phrase = if text.is_empty() { text } else { after_space(text)? };
    Some(HttpResponse {
        version,
        status,
        phrase: phrase.to_vec(),
    })
}

/// `1.1`, and what follows it.
fn version(text: &[u8]) -> Option<((u16, u16), &[u8])> {
    let (major, text) = number(text)?;
    let (minor, text) = number(text.strip_prefix(b".")?)?;
    Some(((major, minor), text))
}
