//! Hashes: numbers that stand for terms, and checksums of bytes.

use super::{Answer, Entry, Stop, iolist, md5};
use crate::{
    term::{Term, hash},
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "adler32", 1, adler32),
    ("erlang", "adler32", 2, adler32_on),
    ("erlang", "adler32_combine", 3, adler32_combine),
    ("erlang", "crc32", 1, crc32),
    ("erlang", "crc32", 2, crc32_on),
    ("erlang", "crc32_combine", 3, crc32_combine),
    ("erlang", "md5", 1, md5_of),
    ("erlang", "md5_final", 1, md5_final),
    ("erlang", "md5_init", 0, |cx, _| {
        Ok(cx.heap().binary(&md5::State::new().to_bytes()))
    }),
    ("erlang", "md5_update", 2, md5_update),
    ("erlang", "phash", 2, phash),
    ("erlang", "phash2", 1, phash2),
    ("erlang", "phash2", 2, phash2_in),
];

fn phash2(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let hash = hash::phash2(args[0], &cx.vm.code);
    Ok(Term::small(i64::from(hash & ((1 << 27) - 1))))
}

/// The second argument: from 1 to 2^32.
fn range(term: Term) -> Result<i64, Stop> {
    match term.as_small() {
        Some(range) if (1..=1 << 32).contains(&range) => Ok(range),
        _ => Err(Stop::badarg()),
    }
}

fn phash2_in(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let range = range(args[1])?;
    Ok(Term::small(i64::from(hash::phash2(args[0], &cx.vm.code)) % range))
}

fn phash(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let range = range(args[1])?;
    Ok(Term::small(i64::from(hash::phash(args[0], &cx.vm.code)) % range + 1))
}

fn data(cx: &mut Context<'_>, term: Term) -> Result<Vec<u8>, Stop> {
    let bytes = iolist::bytes(term).map_err(|_| Stop::badarg())?;
    cx.work(bytes.len() / 10);
    Ok(bytes)
}

fn word(term: Term) -> Result<u32, Stop> {
    let word = term.as_small().and_then(|word| u32::try_from(word).ok());
    word.ok_or_else(Stop::badarg)
}

fn answer(word: u32) -> Answer {
    Ok(Term::small(i64::from(word)))
}

fn crc32(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    answer(crc32fast::hash(&data(cx, args[0])?))
}

fn crc32_on(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut crc = crc32fast::Hasher::new_with_initial(word(args[0])?);
    crc.update(&data(cx, args[1])?);
    answer(crc.finalize())
}

fn crc32_combine(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let [first, second, length] = [word(args[0])?, word(args[1])?, word(args[2])?];
    if length == 0 {
        // As zlib 1.2.12 and later have it, whatever the second is said to be of.
        return answer(first ^ second);
    }
    let mut both = crc32fast::Hasher::new_with_initial(first);
    both.combine(&crc32fast::Hasher::new_with_initial_len(second, length.into()));
    answer(both.finalize())
}

fn adler32(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    answer(adler2::adler32_slice(&data(cx, args[0])?))
}

fn adler32_on(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut adler = adler2::Adler32::from_checksum(word(args[0])?);
    adler.write_slice(&data(cx, args[1])?);
    answer(adler.checksum())
}

/// The checksum of two pieces, of which the second has that length: the lower half is 1 and the bytes' sum, the upper the sum of the lower
/// halves after each byte, both modulo 65521 (RFC 1950). Halves that are larger are taken as zlib takes them, which subtracts so often as sums of
/// smaller ones need.
fn adler32_combine(_: &mut Context<'_>, args: &[Term]) -> Answer {
    const MODULUS: u64 = 65521;
    let [first, second, length] = [word(args[0])?, word(args[1])?, word(args[2])?].map(u64::from);
    if length == 0 {
        return answer(first as u32);
    }
    let (low, high) = (|sum: u64| sum & 0xFFFF, |sum: u64| sum >> 16);
    let less = |sum: u64, by: u64| if sum >= by { sum - by } else { sum };
    let rest = length % MODULUS;
    let lower = low(first) + low(second) + MODULUS - 1;
    let upper = rest * low(first) % MODULUS + high(first) + high(second) + MODULUS - rest;
    let lower = less(less(lower, MODULUS), MODULUS);
    let upper = less(less(upper, 2 * MODULUS), MODULUS);
    answer((upper << 16 | lower) as u32)
}

fn md5_of(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let bytes = data(cx, args[0])?;
    let sum = md5::State::new().update(&bytes).finish();
    Ok(cx.heap().binary(&sum))
}

/// A state that is halfway through: a binary that tells nothing to programs.
fn state(term: Term) -> Result<md5::State, Stop> {
    let bytes = term.as_bits().and_then(|bits| bits.to_bytes());
    bytes
        .and_then(|bytes| md5::State::from_bytes(&bytes))
        .ok_or_else(Stop::badarg)
}

fn md5_update(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let state = state(args[0])?;
    let bytes = data(cx, args[1])?;
    Ok(cx.heap().binary(&state.update(&bytes).to_bytes()))
}

fn md5_final(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let sum = state(args[0])?.finish();
    Ok(cx.heap().binary(&sum))
}
