//! Iolist: lists of bytes, binaries and such lists, as one binary.

use crate::{
    bif::{Answer, Entry, Stop},
    op::bits::{MAX_BYTES, NewBits, sum},
    term::{Bits, Heap, Term},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "iolist_size", 1, iolist_size),
    ("erlang", "iolist_to_binary", 1, iolist_to_binary),
    ("erlang", "iolist_to_iovec", 1, iolist_to_iovec),
    ("erlang", "list_to_binary", 1, list_to_binary),
    ("binary", "list_to_bin", 1, list_to_binary),
    ("erlang", "list_to_bitstring", 1, list_to_bitstring),
];

/// What an iolist is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece<'a> {
    Byte(u8),
    /// The bits and the term that they are of.
    Bits(Bits<'a>, Term),
}

/// Why a term is no iolist, or not all of it was wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unfit {
    /// It is none.
    Malformed,
    /// It is too large.
    Large,
}

impl From<Unfit> for Stop {
    fn from(unfit: Unfit) -> Stop {
        match unfit {
            Unfit::Malformed => Stop::badarg(),
            Unfit::Large => Stop::system_limit(),
        }
    }
}

/// All pieces of an iolist or a binary, in order, however deep it is.
#[inline]
pub(crate) fn pieces<'a>(term: Term, mut each: impl FnMut(Piece<'a>) -> Result<(), Unfit>) -> Result<(), Unfit> {
    let mut open = Vec::new();
    let mut next = Some(term);
    while let Some(mut term) = next {
        while term.is_cons() {
            let head = term.head();
            let tail = term.tail();
            if let Some(value) = head.as_small() {
                each(Piece::Byte(u8::try_from(value).map_err(|_| Unfit::Malformed)?))?;
                term = tail;
            } else if head.is_list() {
                if !tail.is_nil() {
                    open.push(tail);
                }
                term = head;
            } else {
                let bits = head.as_bits().ok_or(Unfit::Malformed)?;
                each(Piece::Bits(bits, head))?;
                term = tail;
            }
        }
        if !term.is_nil() {
            let bits = term.as_bits().ok_or(Unfit::Malformed)?;
            each(Piece::Bits(bits, term))?;
        }
        next = open.pop();
    }
    Ok(())
}

/// The bytes of a name, which is an atom or an iolist.
pub(crate) fn name(term: Term) -> Option<Vec<u8>> {
    match term.as_atom() {
        Some(atom) => Some(atom.name().as_bytes().to_vec()),
        None => bytes(term).ok(),
    }
}

/// The bytes of an iolist.
pub(crate) fn bytes(term: Term) -> Result<Vec<u8>, Unfit> {
    let mut all = Vec::new();
    pieces(term, |piece| {
        match piece {
            Piece::Byte(byte) => all.push(byte),
            Piece::Bits(bits, _) => all.extend_from_slice(&bits.to_bytes().ok_or(Unfit::Malformed)?),
        }
        if all.len() > MAX_BYTES {
            Err(Unfit::Large)
        } else {
            Ok(())
        }
    })?;
    Ok(all)
}

/// How many bits an iolist has.
fn size(term: Term) -> Result<usize, Unfit> {
    let mut size = 0;
    pieces(term, |piece| {
        let more = match piece {
            Piece::Byte(_) => 8,
            Piece::Bits(bits, _) => bits.size,
        };
        size = sum(size, more).map_err(|_| Unfit::Large)?;
        Ok(())
    })?;
    Ok(size)
}

fn iolist_size(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut size: usize = 0;
    pieces(args[0], |piece| {
        size += match piece {
            Piece::Byte(_) => 1,
            Piece::Bits(bits, _) if bits.size % 8 == 0 => bits.size / 8,
            Piece::Bits(..) => return Err(Unfit::Malformed),
        };
        Ok(())
    })?;
    cx.work(size / 10);
    Ok(cx.heap().unsigned(size as u64))
}

fn iolist_to_binary(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if let Some(bits) = args[0].as_bits() {
        return if bits.size % 8 == 0 {
            Ok(args[0])
        } else {
            Err(Stop::badarg())
        };
    }
    list_to_binary(cx, args)
}

fn list_to_binary(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if !args[0].is_list() {
        return Err(Stop::badarg());
    }
    let bytes = bytes(args[0])?;
    cx.work(bytes.len() / 4);
    Ok(cx.heap().binary_from(bytes))
}

fn list_to_bitstring(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    if !args[0].is_list() {
        return Err(Stop::badarg());
    }
    let size = size(args[0])?;
    cx.work(size / 32);
    let heap = cx.heap();
    let mut new = NewBits::new(heap, size).ok_or_else(Stop::system_limit)?;
    pieces(args[0], |piece| {
        let fits = match piece {
            Piece::Byte(byte) => new.writer.word(u64::from(byte), 8),
            Piece::Bits(bits, _) => new.writer.bits(bits, bits.size),
        };
        if fits { Ok(()) } else { Err(Unfit::Large) }
    })?;
    Ok(new.finish(heap))
}

/// Binaries shorter than this are copied, as ERTS does it.
const SMALL: usize = 256;

fn iolist_to_iovec(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let heap = cx.heap();
    let mut vector = Vec::new();
    if let Some(bits) = args[0].as_bits() {
        return match bits.size {
            0 => Ok(Term::NIL),
            size if size % 8 == 0 => Ok(heap.cons(args[0], Term::NIL)),
            _ => Err(Stop::badarg()),
        };
    }
    let mut copied = Vec::new();
    pieces(args[0], |piece| {
        match piece {
            Piece::Byte(byte) => copied.push(byte),
            Piece::Bits(bits, term) => {
                let bytes = bits.to_bytes().ok_or(Unfit::Malformed)?;
                share(heap, &mut vector, &mut copied, &bytes, term, bits.offset % 8 == 0);
            }
        }
        if copied.len() > MAX_BYTES {
            Err(Unfit::Large)
        } else {
            Ok(())
        }
    })?;
    flush(heap, &mut vector, &mut copied);
    let list = heap.list(vector.into_iter());
    Ok(list)
}

/// Copy a short binary to what is being gathered; refer to a long one, but for what fills that up to `SMALL`.
fn share(heap: &mut Heap, vector: &mut Vec<Term>, copied: &mut Vec<u8>, bytes: &[u8], term: Term, aligned: bool) {
    let fill = match copied.len() {
        0 => 0,
        gathered => SMALL.saturating_sub(gathered),
    };
    if !aligned || bytes.len() < SMALL || bytes.len() - fill.min(bytes.len()) < SMALL {
        copied.extend_from_slice(bytes);
        return;
    }
    copied.extend_from_slice(&bytes[..fill]);
    flush(heap, vector, copied);
    vector.push(match fill {
        0 => term,
        _ => heap.part(term, fill * 8, (bytes.len() - fill) * 8),
    });
}

fn flush(heap: &mut Heap, vector: &mut Vec<Term>, copied: &mut Vec<u8>) {
    if !copied.is_empty() {
        vector.push(heap.binary_from(std::mem::take(copied)));
    }
}
