//! Binary: sizes and parts of binaries, and what they are made into; the module `binary` but for searching.

mod search;

use std::borrow::Cow;

use crate::{
    bif::{Answer, Entry, Stop},
    op::bits::{MAX_BYTES, big_endian_limbs, from_limbs, raw},
    term::{Bits, Heap, Kind, Term, atom},
    vm::Context,
};

pub(crate) use search::TABLE as SEARCH;

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "byte_size", 1, byte_size),
    ("erlang", "bit_size", 1, bit_size),
    ("erlang", "binary_part", 2, part_2),
    ("erlang", "binary_part", 3, part_3),
    ("erlang", "split_binary", 2, split_binary),
    ("erlang", "binary_to_list", 1, binary_to_list_1),
    ("erlang", "binary_to_list", 3, binary_to_list_3),
    ("erlang", "bitstring_to_list", 1, bitstring_to_list),
    ("binary", "part", 2, part_2),
    ("binary", "part", 3, part_3),
    ("binary", "at", 2, at),
    ("binary", "first", 1, first),
    ("binary", "last", 1, last),
    ("binary", "copy", 1, copy_1),
    ("binary", "copy", 2, copy_2),
    ("binary", "decode_unsigned", 1, decode_1),
    ("binary", "decode_unsigned", 2, decode_2),
    ("binary", "encode_unsigned", 1, encode_1),
    ("binary", "encode_unsigned", 2, encode_2),
    ("binary", "longest_common_prefix", 1, longest_common_prefix),
    ("binary", "longest_common_suffix", 1, longest_common_suffix),
    ("binary", "referenced_byte_size", 1, referenced_byte_size),
];

fn bits<'a>(term: Term) -> Result<Bits<'a>, Stop> {
    term.as_bits().ok_or_else(Stop::badarg)
}

/// The bytes of a binary; `badarg` of anything else, a bitstring that is none included.
pub(super) fn bytes<'a>(term: Term) -> Result<Cow<'a, [u8]>, Stop> {
    bits(term)?.to_bytes().ok_or_else(Stop::badarg)
}

fn byte_size(_: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(Term::small(bits(args[0])?.size.div_ceil(8) as i64))
}

fn bit_size(_: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(Term::small(bits(args[0])?.size as i64))
}

fn part_2(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let [start, length] = args[1].as_tuple_of().ok_or_else(Stop::badarg)?;
    part_3(cx, &[args[0], start, length])
}

fn part_3(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let size = bits(args[0])?.size / 8;
    let (start, length) = range(args[1], args[2], size).ok_or_else(Stop::badarg)?;
    Ok(cx.heap().part(args[0], start * 8, length * 8))
}

/// The part of so many bytes that a position and a length, which may be below zero, describe.
fn range(start: Term, length: Term, size: usize) -> Option<(usize, usize)> {
    let (start, length) = (start.as_small()?, length.as_small()?);
    let end = start.checked_add(length)?;
    let (from, to) = (start.min(end), start.max(end));
    (from >= 0 && to as u64 <= size as u64).then_some((from as usize, (to - from) as usize))
}

fn split_binary(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let size = bits(args[0])?.size;
    let at = args[1].as_small().and_then(|at| usize::try_from(at).ok());
    let at = at.filter(|at| *at <= size / 8).ok_or_else(Stop::badarg)? * 8;
    let heap = cx.heap();
    let parts = [heap.part(args[0], 0, at), heap.part(args[0], at, size - at)];
    Ok(heap.tuple(&parts))
}

fn binary_to_list_1(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let bytes = bytes(args[0])?;
    cx.work(bytes.len());
    Ok(cx.heap().byte_list(&bytes))
}

fn binary_to_list_3(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let bytes = bits(args[0])?.whole_bytes();
    let number = |term: Term| term.as_small().and_then(|at| usize::try_from(at).ok());
    let (Some(from @ 1..), Some(to)) = (number(args[1]), number(args[2])) else {
        return Err(Stop::badarg());
    };
    let wanted = bytes.get(from - 1..to).filter(|wanted| !wanted.is_empty());
    let wanted = wanted.ok_or_else(Stop::badarg)?;
    cx.work(wanted.len());
    Ok(cx.heap().byte_list(wanted))
}

fn bitstring_to_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let bits = bits(args[0])?;
    cx.work(bits.size / 8);
    let heap = cx.heap();
    let rest = bits.size % 8;
    let tail = match rest {
        0 => Term::NIL,
        _ => {
            let last = heap.part(args[0], bits.size - rest, rest);
            heap.cons(last, Term::NIL)
        }
    };
    let bytes = bits.whole_bytes();
    let elements = bytes.iter().map(|byte| Term::small(i64::from(*byte)));
    Ok(heap.list_before(elements, tail))
}

fn byte_at(term: Term, at: impl FnOnce(usize) -> Option<usize>) -> Answer {
    let bits = bits(term)?;
    let size = bits.size / 8;
    let at = at(size).filter(|at| bits.size % 8 == 0 && *at < size);
    let at = at.ok_or_else(Stop::badarg)?;
    Ok(Term::small(raw::peek_in(bits.bytes, bits.offset + at * 8, 8) as i64))
}

fn at(_: &mut Context<'_>, args: &[Term]) -> Answer {
    byte_at(args[0], |_| args[1].as_small().and_then(|at| usize::try_from(at).ok()))
}

fn first(_: &mut Context<'_>, args: &[Term]) -> Answer {
    byte_at(args[0], |_| Some(0))
}

fn last(_: &mut Context<'_>, args: &[Term]) -> Answer {
    byte_at(args[0], |size| size.checked_sub(1))
}

fn copy_1(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    copy_2(cx, &[args[0], Term::small(1)])
}

fn copy_2(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    // Of nothing at all ERTS does not ask whether it is whole bytes.
    if args[1].as_small() == Some(0) && args[0].as_bits().is_some() {
        return Ok(cx.heap().binary(&[]));
    }
    let bytes = bytes(args[0])?;
    let times = match args[1].as_small() {
        Some(times) => usize::try_from(times).map_err(|_| Stop::badarg())?,
        None if args[1]
            .as_big()
            .is_some_and(|big| !big.negative && big.limbs.len() == 1) =>
        {
            usize::MAX
        }
        None => return Err(Stop::badarg()),
    };
    let size = bytes.len().checked_mul(times).filter(|size| *size <= MAX_BYTES);
    let size = size.ok_or_else(Stop::system_limit)?;
    cx.work(size / 10);
    let mut all = Vec::new();
    all.try_reserve_exact(size).map_err(|_| Stop::system_limit())?;
    if size > 0 {
        all.extend_from_slice(&bytes);
    }
    while all.len() < size {
        let more = all.len().min(size - all.len());
        all.extend_from_within(..more);
    }
    Ok(cx.heap().binary_from(all))
}

fn is_little(term: Term) -> Result<bool, Stop> {
    match term.as_atom() {
        Some(atom::BIG) => Ok(false),
        Some(atom::LITTLE) => Ok(true),
        _ => Err(Stop::badarg()),
    }
}

fn decode_1(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    decode(cx, args[0], false)
}

fn decode_2(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let little = is_little(args[1])?;
    decode(cx, args[0], little)
}

fn decode(cx: &mut Context<'_>, term: Term, little: bool) -> Answer {
    let mut bytes = bytes(term)?;
    cx.work(bytes.len() / 10);
    if little {
        bytes.to_mut().reverse();
    }
    Ok(from_limbs(
        cx.heap(),
        false,
        big_endian_limbs(&bytes, 0, bytes.len() * 8),
    ))
}

fn encode_1(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    encode(cx.heap(), args[0], false)
}

fn encode_2(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let little = is_little(args[1])?;
    encode(cx.heap(), args[0], little)
}

fn encode(heap: &mut Heap, term: Term, little: bool) -> Answer {
    let mut bytes: Vec<u8> = match term.as_small() {
        Some(value) => u64::try_from(value).map_err(|_| Stop::badarg())?.to_le_bytes().into(),
        None => {
            let big = term.as_big().filter(|big| !big.negative).ok_or_else(Stop::badarg)?;
            big.limbs.iter().flat_map(|limb| limb.to_le_bytes()).collect()
        }
    };
    let size = bytes.iter().rposition(|byte| *byte != 0).unwrap_or(0) + 1;
    bytes.truncate(size);
    if !little {
        bytes.reverse();
    }
    Ok(heap.binary_from(bytes))
}

fn binaries<'a>(list: Term) -> Result<Vec<Cow<'a, [u8]>>, Stop> {
    let mut elements = list.elements();
    let binaries: Vec<_> = elements.by_ref().map(bytes).collect::<Result<_, _>>()?;
    if binaries.is_empty() || !elements.rest().is_nil() {
        return Err(Stop::badarg());
    }
    Ok(binaries)
}

fn longest_common_prefix(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let binaries = binaries(args[0])?;
    let common = binaries[1..].iter().fold(binaries[0].len(), |most, other| {
        let pairs = binaries[0][..most].iter().zip(other.iter());
        pairs.take_while(|(a, b)| a == b).count()
    });
    Ok(Term::small(common as i64))
}

fn longest_common_suffix(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let binaries = binaries(args[0])?;
    let common = binaries[1..].iter().fold(binaries[0].len(), |most, other| {
        let pairs = binaries[0].iter().rev().zip(other.iter().rev());
        pairs.take(most).take_while(|(a, b)| a == b).count()
    });
    Ok(Term::small(common as i64))
}

fn referenced_byte_size(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let bits = bits(args[0])?;
    let whole = match args[0].kind() {
        Some(Kind::SUB_BIN | Kind::MATCH) => Term(args[0].word(0)),
        _ => args[0],
    };
    // With the room that a buffer has to grow, as ERTS counts it.
    let size = whole
        .buffer()
        .map_or(bits.bytes.len(), |buffer| buffer.extend(|bytes| bytes.capacity()));
    Ok(Term::small(size as i64))
}
