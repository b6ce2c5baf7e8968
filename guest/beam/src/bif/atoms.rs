//! Atoms: their names as lists and binaries, and atoms of such names.

use super::{Answer, Entry, Stop};
use crate::{
    term::{
        Atom, Term,
        atom::{self, MAX_CHARACTERS},
    },
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "atom_to_binary", 2, atom_to_binary),
    ("erlang", "atom_to_list", 1, atom_to_list),
    ("erlang", "binary_to_atom", 2, binary_to_atom),
    ("erlang", "binary_to_existing_atom", 2, binary_to_existing_atom),
    ("erlang", "list_to_atom", 1, list_to_atom),
    ("erlang", "list_to_existing_atom", 1, list_to_existing_atom),
];

fn name(term: Term) -> Result<&'static str, Stop> {
    term.as_atom().map(Atom::name).ok_or_else(Stop::badarg)
}

fn atom_to_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = name(args[0])?;
    Ok(cx.heap().string(name))
}

/// Whether the encoding is Latin-1; the alternative is UTF-8.
fn is_latin1(encoding: Term) -> Result<bool, Stop> {
    match encoding.as_atom() {
        Some(atom::LATIN1) => Ok(true),
        Some(atom::UTF8 | atom::UNICODE) => Ok(false),
        _ => Err(Stop::badarg()),
    }
}

fn atom_to_binary(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = name(args[0])?;
    if !is_latin1(args[1])? {
        return Ok(cx.heap().binary(name.as_bytes()));
    }
    let bytes: Result<Vec<u8>, _> = name.chars().map(u8::try_from).collect();
    Ok(cx.heap().binary(&bytes.map_err(|_| Stop::badarg())?))
}

/// The characters of a list, none other: a surrogate is no character.
fn text_of_list(list: Term) -> Result<String, Stop> {
    let mut text = String::new();
    let mut elements = list.elements();
    for element in elements.by_ref() {
        let character = element.as_small().and_then(|code| u32::try_from(code).ok());
        text.push(character.and_then(char::from_u32).ok_or_else(Stop::badarg)?);
        if text.len() > 4 * (MAX_CHARACTERS + 1) {
            break;
        }
    }
    // What is too long is a limit if it is a text at all.
    if elements.by_ref().all(Term::is_small) && elements.rest().is_nil() {
        Ok(text)
    } else {
        Err(Stop::badarg())
    }
}

fn text_of_binary(args: &[Term]) -> Result<String, Stop> {
    let latin1 = is_latin1(args[1])?;
    let bits = args[0]
        .as_bits()
        .filter(|bits| bits.size % 8 == 0)
        .ok_or_else(Stop::badarg)?;
    let bytes: Vec<u8> = match bits.aligned() {
        Some(bytes) => bytes.to_vec(),
        None => (0..bits.size / 8)
            .map(|at| {
                let from = bits.offset + at * 8;
                let pair = [bits.bytes[from / 8], bits.bytes[from / 8 + 1]];
                (u16::from_be_bytes(pair) << (from % 8)).to_be_bytes()[0]
            })
            .collect(),
    };
    if latin1 {
        Ok(bytes.into_iter().map(char::from).collect())
    } else {
        String::from_utf8(bytes).map_err(|_| Stop::badarg())
    }
}

fn new(name: &str) -> Answer {
    Atom::try_new(name).map(Term::atom).ok_or_else(Stop::system_limit)
}

fn existing(name: &str) -> Answer {
    Atom::existing(name).map(Term::atom).ok_or_else(Stop::badarg)
}

fn list_to_atom(_: &mut Context<'_>, args: &[Term]) -> Answer {
    new(&text_of_list(args[0])?)
}

fn list_to_existing_atom(_: &mut Context<'_>, args: &[Term]) -> Answer {
    existing(&text_of_list(args[0])?)
}

fn binary_to_atom(_: &mut Context<'_>, args: &[Term]) -> Answer {
    new(&text_of_binary(args)?)
}

fn binary_to_existing_atom(_: &mut Context<'_>, args: &[Term]) -> Answer {
    existing(&text_of_binary(args)?)
}
