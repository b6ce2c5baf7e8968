//! Random: bytes and numbers from the host's source of randomness.

use num_bigint::BigUint;

use crate::{
    bif::{Answer, Entry, Stop},
    term::{Term, atom},
    vm::Context,
};

use super::bytes;

pub(super) const TABLE: &[Entry] = &[
    ("crypto", "strong_rand_bytes_nif", 1, strong_bytes),
    ("crypto", "strong_rand_range_nif", 1, strong_range),
    ("crypto", "rand_uniform_nif", 2, uniform),
    ("crypto", "rand_seed_nif", 1, seed),
];

/// The most bytes at once.
const MOST: usize = 1 << 28;

fn strong_bytes(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let size = args[0].as_small().and_then(|size| usize::try_from(size).ok());
    let size = size.filter(|size| *size <= MOST).ok_or_else(Stop::badarg)?;
    let mut random = vec![0; size];
    cx.vm.host.random(&mut random);
    cx.work(size / 10);
    Ok(cx.heap().binary_from(random))
}

/// A number below `range`, each as likely as the others.
fn below(cx: &mut Context<'_>, range: &BigUint) -> BigUint {
    let bits = range.bits();
    let spare = (8 - bits % 8) % 8;
    let mut random = vec![0; bits.div_ceil(8) as usize];
    loop {
        cx.vm.host.random(&mut random);
        if let Some(first) = random.first_mut() {
            *first &= 0xFF >> spare;
        }
        let number = BigUint::from_bytes_be(&random);
        // True at least every second time, as `range` has that many bits.
        if number < *range {
            return number;
        }
    }
}

fn strong_range(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let range = BigUint::from_bytes_be(&bytes(args[0])?);
    if range == BigUint::ZERO {
        return Err(Stop::badarg());
    }
    let number = below(cx, &range);
    Ok(cx.heap().binary_from(number.to_bytes_be()))
}

/// A number from the first on and below the second, all three with their length in four bytes before them.
fn uniform(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let number = |term: Term| -> Result<BigUint, Stop> {
        let bytes = bytes(term)?;
        let (length, digits) = bytes.split_first_chunk::<4>().ok_or_else(Stop::badarg)?;
        if digits.len() != u32::from_be_bytes(*length) as usize {
            return Err(Stop::badarg());
        }
        Ok(BigUint::from_bytes_be(digits))
    };
    let (from, to) = (number(args[0])?, number(args[1])?);
    if to <= from {
        return Err(Stop::badarg());
    }
    let digits = (below(cx, &(to - &from)) + from).to_bytes_be();
    let mut all = (digits.len() as u32).to_be_bytes().to_vec();
    all.extend(digits);
    Ok(cx.heap().binary_from(all))
}

/// The host's source needs no seed.
fn seed(_: &mut Context<'_>, args: &[Term]) -> Answer {
    bytes(args[0])?;
    Ok(atom::OK.into())
}
