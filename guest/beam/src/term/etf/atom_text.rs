//! Atom text: names of atoms, in Latin-1 or UTF-8.

use super::tag;
use crate::term::{Atom, atom};

/// The atom of a name; with `safe` only if there is one already.
pub(super) fn read(bytes: &[u8], latin1: bool, safe: bool) -> Option<Atom> {
    let text: String;
    let name = if latin1 && !bytes.is_ascii() {
        text = bytes.iter().map(|byte| char::from(*byte)).collect();
        &text
    } else {
        str::from_utf8(bytes).ok()?
    };
    if name.len() > atom::MAX_CHARACTERS * 4 {
        None
    } else if safe {
        Atom::existing(name)
    } else {
        Atom::try_new(name)
    }
}

/// Write an atom: in Latin-1 if it can be and is wanted.
pub(super) fn write(out: &mut Vec<u8>, atom: Atom, utf8: bool) {
    let name = atom.name();
    if !utf8 && name.chars().all(|character| u32::from(character) <= 0xFF) {
        out.push(tag::ATOM);
        let length = name.chars().count() as u16;
        out.extend_from_slice(&length.to_be_bytes());
        out.extend(name.chars().map(|character| u32::from(character) as u8));
        return;
    }
    match u8::try_from(name.len()) {
        Ok(length) => out.extend_from_slice(&[tag::SMALL_ATOM_UTF8, length]),
        Err(_) => {
            out.push(tag::ATOM_UTF8);
            out.extend_from_slice(&(name.len() as u16).to_be_bytes());
        }
    }
    out.extend_from_slice(name.as_bytes());
}
