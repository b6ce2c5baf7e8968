//! A header of an HTTP message, or the empty line after the last.

use super::field::{number, spelling};
use super::text::{skip_space, token, without_newline};
use crate::{HttpHeader, Packet};

/// Read a header line, given with its folds and its newline.
pub(crate) fn header(line: &[u8]) -> Packet {
    let text = without_newline(line);
    if text.is_empty() {
        return Packet::HttpEoh;
    }
    let (name, text) = token(text);
    let Some(value) = text.strip_prefix(b":") else {
        return Packet::HttpError(line.to_vec());
    };
    let field = spelling(name);
    Packet::HttpHeader(HttpHeader {
        number: number(&field),
        field,
        unmodified: name.to_vec(),
        value: skip_space(value).to_vec(),
    })
}
