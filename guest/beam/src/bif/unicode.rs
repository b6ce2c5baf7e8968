//! Unicode: `characters_to_binary` and `characters_to_list` from Latin-1 and UTF-8; other encodings are stock Erlang on top.

use crate::{
    bif::{Answer, Entry, Stop},
    op::bits::utf::{is_character, utf8_length},
    term::{Atom, Bits, Heap, Term, atom},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("unicode", "bin_is_7bit", 1, bin_is_7bit),
    ("unicode", "characters_to_binary", 2, characters_to_binary),
    ("unicode", "characters_to_list", 2, characters_to_list),
    ("io", "printable_range", 0, printable_range),
];

/// What bytes in binaries mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Encoding {
    Latin1,
    Utf8,
}

impl Encoding {
    fn of(term: Term) -> Option<Self> {
        match term.as_atom()? {
            atom::LATIN1 => Some(Self::Latin1),
            atom::UNICODE | atom::UTF8 => Some(Self::Utf8),
            _ => None,
        }
    }
}

/// How far conversion came.
#[derive(Debug)]
pub(crate) enum Ended {
    /// To the end.
    Whole,
    /// To these bytes, which begin a character.
    Incomplete(Vec<u8>),
    /// To bytes that begin no character, or a number that is none; what of the data is left.
    Wrong(Term),
}

/// Where characters go: UTF-8, or one after the other.
pub(crate) trait Sink {
    /// One character.
    fn character(&mut self, character: u32);
    /// Bytes of valid UTF-8.
    fn utf8(&mut self, bytes: &str);
}

impl Sink for Vec<u8> {
    fn character(&mut self, character: u32) {
        match char::from_u32(character) {
            Some(character) if utf8_length(u32::from(character)) > 1 => {
                self.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            _ => self.push(character as u8),
        }
    }

    fn utf8(&mut self, text: &str) {
        self.extend_from_slice(text.as_bytes());
    }
}

impl Sink for Vec<Term> {
    fn character(&mut self, character: u32) {
        self.push(Term::small(i64::from(character)));
    }

    fn utf8(&mut self, text: &str) {
        if text.is_ascii() {
            self.extend(text.bytes().map(|byte| Term::small(i64::from(byte))));
        } else {
            self.extend(
                text.chars()
                    .map(|character| Term::small(i64::from(u32::from(character)))),
            );
        }
    }
}

/// Convert character data: none if it is no such data at all.
pub(crate) fn convert(heap: &mut Heap, data: Term, encoding: Encoding, to: &mut impl Sink) -> Option<Ended> {
    if !is_data(data) {
        return None;
    }
    let mut walk = Walk {
        encoding,
        open: Vec::new(),
        begun: Vec::new(),
        to,
    };
    Some(walk.all(heap, data))
}

/// Whether a term is made of integers, binaries and lists of them. As in ERTS, nothing is looked at behind a number of several words, which no character has.
fn is_data(data: Term) -> bool {
    let is_binary = |term: Term| term.as_bits().is_some_and(|bits| bits.size % 8 == 0);
    let mut open = Vec::new();
    let mut next = Some(data);
    while let Some(mut term) = next {
        while term.is_cons() {
            let (head, tail) = (term.head(), term.tail());
            term = tail;
            if head.is_cons() {
                open.push(tail);
                term = head;
            } else if !head.is_small() && !head.is_nil() && !is_binary(head) {
                return head.is_integer();
            }
        }
        if !term.is_nil() && !is_binary(term) {
            return false;
        }
        next = open.pop();
    }
    true
}

struct Walk<'a, S> {
    encoding: Encoding,
    /// The tails of the lists that are open, `[]` too: what is left is put together from them.
    open: Vec<Term>,
    /// Bytes of a character that began in binaries before.
    begun: Vec<u8>,
    to: &'a mut S,
}

impl<S: Sink> Walk<'_, S> {
    fn all(&mut self, heap: &mut Heap, data: Term) -> Ended {
        let mut next = Some(data);
        while let Some(mut term) = next {
            while term.is_cons() {
                let (head, tail) = (term.head(), term.tail());
                if head.is_list() {
                    self.open.push(tail);
                    term = head;
                    continue;
                }
                let done = match head.as_bits() {
                    Some(bits) => self.binary(bits),
                    None => self.number(head),
                };
                if let Err(at) = done {
                    let rest = match head.as_bits() {
                        Some(bits) if at > 0 => {
                            let left = heap.part(head, at * 8, bits.size - at * 8);
                            heap.cons(left, tail)
                        }
                        _ => term,
                    };
                    return self.wrong(heap, rest);
                }
                term = tail;
            }
            if let Some(bits) = term.as_bits()
                && let Err(at) = self.binary(bits)
            {
                let rest = match at {
                    0 => term,
                    _ => heap.part(term, at * 8, bits.size - at * 8),
                };
                return self.wrong(heap, rest);
            }
            next = self.open.pop();
        }
        if self.begun.is_empty() {
            return Ended::Whole;
        }
        let begun = std::mem::take(&mut self.begun);
        match begun[1..].iter().all(|byte| byte & 0xC0 == 0x80) {
            true => Ended::Incomplete(begun),
            false => Ended::Wrong(heap.binary(&begun)),
        }
    }

    /// The data from `rest` on.
    fn wrong(&mut self, heap: &mut Heap, mut rest: Term) -> Ended {
        while let Some(tail) = self.open.pop() {
            rest = heap.cons(rest, tail);
        }
        if !self.begun.is_empty() {
            let begun = heap.binary(&self.begun);
            let after = heap.cons(rest, Term::NIL);
            rest = heap.cons(begun, after);
        }
        Ended::Wrong(rest)
    }

    /// One integer of a list: an error is at its beginning.
    fn number(&mut self, term: Term) -> Result<(), usize> {
        let number = term.as_small().and_then(|number| u32::try_from(number).ok());
        let most = if self.encoding == Encoding::Latin1 {
            0xFF
        } else {
            0x10_FFFF
        };
        match number {
            Some(number) if self.begun.is_empty() && number <= most && is_character(number) => {
                self.to.character(number);
                Ok(())
            }
            _ => Err(0),
        }
    }

    /// One binary: or where in it, in bytes, it cannot go on.
    fn binary(&mut self, bits: Bits<'_>) -> Result<(), usize> {
        let bytes = bits.whole_bytes();
        if self.encoding == Encoding::Latin1 {
            latin1(&bytes, self.to);
            return Ok(());
        }
        let start = self.complete(&bytes)?;
        match std::str::from_utf8(&bytes[start..]) {
            Ok(text) => self.to.utf8(text),
            Err(error) => {
                let at = start + error.valid_up_to();
                let valid = std::str::from_utf8(&bytes[start..at]).unwrap_or_default();
                self.to.utf8(valid);
                if !begins(&bytes[at..]) {
                    return Err(at);
                }
                self.begun.extend_from_slice(&bytes[at..]);
            }
        }
        Ok(())
    }

    /// Complete the character that was begun: how many bytes that takes. As in ERTS, bytes that do not complete it are not looked at before the end.
    fn complete(&mut self, bytes: &[u8]) -> Result<usize, usize> {
        let Some(first) = self.begun.first() else { return Ok(0) };
        let missing = length(*first).saturating_sub(self.begun.len());
        if bytes.len() < missing {
            self.begun.extend_from_slice(bytes);
            return Ok(bytes.len());
        }
        let mut whole = self.begun.clone();
        whole.extend_from_slice(&bytes[..missing]);
        let text = std::str::from_utf8(&whole).map_err(|_| 0usize)?;
        self.to.utf8(text);
        self.begun.clear();
        Ok(missing)
    }
}

fn latin1(bytes: &[u8], to: &mut impl Sink) {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => to.utf8(text),
        _ => bytes.iter().for_each(|byte| to.character(u32::from(*byte))),
    }
}

/// How many bytes a character has that begins with this one, as ERTS counts before it looks closer; 0 is none.
fn length(first: u8) -> usize {
    match first {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => 0,
    }
}

/// Whether the bytes are too few of a character.
fn begins(bytes: &[u8]) -> bool {
    bytes.len() < length(bytes[0]) && bytes[1..].iter().all(|byte| byte & 0xC0 == 0x80)
}

fn characters_to_binary(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some(encoding) = Encoding::of(args[1]) else {
        return Err(other_encoding("characters_to_binary_int", args));
    };
    // A binary that is alone in a list is taken for that binary.
    let data = match args[0].is_cons() && args[0].tail().is_nil() && args[0].head().as_bits().is_some() {
        true => args[0].head(),
        false => args[0],
    };
    if let Some(bytes) = data.as_aligned_bytes()
        && (bytes.is_ascii() || encoding == Encoding::Utf8 && std::str::from_utf8(bytes).is_ok())
    {
        cx.work(bytes.len() / 10);
        return Ok(data);
    }
    let mut all = Vec::new();
    let ended = convert(cx.heap(), data, encoding, &mut all).ok_or_else(Stop::badarg)?;
    cx.work(all.len() / 4);
    let heap = cx.heap();
    let converted = heap.binary_from(all);
    Ok(result(heap, ended, converted))
}

fn characters_to_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some(encoding) = Encoding::of(args[1]) else {
        return Err(other_encoding("characters_to_list_int", args));
    };
    let mut all = Vec::<Term>::new();
    let ended = convert(cx.heap(), args[0], encoding, &mut all).ok_or_else(Stop::badarg)?;
    cx.work(all.len());
    let heap = cx.heap();
    let converted = heap.list(all.into_iter());
    Ok(result(heap, ended, converted))
}

/// UTF-16 and UTF-32 are converted by the module itself.
fn other_encoding(function: &str, args: &[Term]) -> Stop {
    Stop::call(Atom::new("unicode"), Atom::new(function), args.to_vec())
}

fn result(heap: &mut Heap, ended: Ended, converted: Term) -> Term {
    let (what, rest) = match ended {
        Ended::Whole => return converted,
        Ended::Incomplete(begun) => (Atom::new("incomplete"), heap.binary(&begun)),
        Ended::Wrong(rest) => (atom::ERROR, rest),
    };
    heap.tuple(&[what.into(), converted, rest])
}

fn bin_is_7bit(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let bytes = args[0].as_bits().and_then(|bits| bits.to_bytes());
    cx.work(bytes.as_ref().map_or(0, |bytes| bytes.len() / 10));
    Ok(Term::bool(bytes.is_some_and(|bytes| bytes.is_ascii())))
}

/// As without `+pc unicode`.
fn printable_range(_: &mut Context<'_>, _: &[Term]) -> Answer {
    Ok(atom::LATIN1.into())
}
