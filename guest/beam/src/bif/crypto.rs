//! Crypto: what of the native functions of `crypto` is of hashes, message authentication and random numbers.
//!
//! The others stay what the module says itself: not loaded.

mod digest;
mod mac;
mod random;

use num_bigint::BigUint;

use crate::{
    bif::{Answer, Entry, Stop},
    term::{Atom, Heap, Term, atom, map},
    vm::Context,
};

use super::binary::bytes;

pub(crate) const TABLES: [&[Entry]; 4] = [TABLE, digest::TABLE, mac::TABLE, random::TABLE];

const TABLE: &[Entry] = &[
    ("crypto", "info_lib", 0, info_lib),
    ("crypto", "info_nif", 0, info),
    ("crypto", "info_fips", 0, info_fips),
    ("crypto", "pubkey_algorithms", 0, none_of_them),
    ("crypto", "cipher_algorithms", 0, none_of_them),
    ("crypto", "curve_algorithms", 0, none_of_them),
    ("crypto", "rsa_opts_algorithms", 0, none_of_them),
    ("crypto", "do_exor", 2, exor),
    ("crypto", "hash_equals_nif", 2, hash_equals),
    ("crypto", "mod_exp_nif", 4, mod_exp),
];

/// Who does it.
const LIBRARY: &str = "RustCrypto";

fn info_lib(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let heap = cx.heap();
    let name = heap.binary(LIBRARY.as_bytes());
    let entry = heap.tuple(&[name, Term::small(0), name]);
    Ok(heap.cons(entry, Term::NIL))
}

fn info(cx: &mut Context<'_>, _: &[Term]) -> Answer {
    let heap = cx.heap();
    let library = heap.string(LIBRARY);
    let pairs = vec![
        (Atom::new("compile_type").into(), atom::NORMAL.into()),
        (Atom::new("cryptolib_version_compiled").into(), library),
        (Atom::new("cryptolib_version_linked").into(), library),
        (Atom::new("fips_provider_available").into(), atom::FALSE.into()),
        (Atom::new("link_type").into(), Atom::new("static").into()),
    ];
    Ok(map::from_pairs(heap, pairs))
}

fn info_fips(_: &mut Context<'_>, _: &[Term]) -> Answer {
    Ok(Atom::new("not_supported").into())
}

fn none_of_them(_: &mut Context<'_>, _: &[Term]) -> Answer {
    Ok(Term::NIL)
}

/// An exception as the library's C code makes it, from which stock Erlang code makes the one that programs see.
fn refused(heap: &mut Heap, file: &str, line: i64, argument: i64, text: &str) -> Stop {
    let file = heap.string(file);
    let pairs = vec![
        (Atom::new("c_file_name").into(), file),
        (Atom::new("c_file_line_num").into(), Term::small(line)),
        (Atom::new("c_function_arg_num").into(), Term::small(argument)),
    ];
    let place = map::from_pairs(heap, pairs);
    let text = heap.string(text);
    Stop::error(heap.tuple(&[atom::BADARG.into(), place, text]))
}

fn exor(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (a, b) = (bytes(args[0])?, bytes(args[1])?);
    if a.len() != b.len() {
        return Err(Stop::badarg());
    }
    let both = a.iter().zip(b.iter()).map(|(a, b)| a ^ b).collect();
    Ok(cx.heap().binary_from(both))
}

/// In a time that does not tell where they differ.
fn hash_equals(_: &mut Context<'_>, args: &[Term]) -> Answer {
    let (a, b) = (bytes(args[0])?, bytes(args[1])?);
    if a.len() != b.len() {
        return Err(Stop::badarg());
    }
    let difference = a.iter().zip(b.iter()).fold(0, |all, (a, b)| all | (a ^ b));
    Ok(Term::bool(std::hint::black_box(difference) == 0))
}

/// The most bytes of a number here: what takes longer than that is no use.
const NUMBER_MAX: usize = 2048;

fn mod_exp(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let number = |term: Term| -> Result<BigUint, Stop> {
        let bytes = bytes(term)?;
        if bytes.len() > NUMBER_MAX {
            return Err(Stop::badarg());
        }
        Ok(BigUint::from_bytes_be(&bytes))
    };
    let (base, exponent, modulus) = (number(args[0])?, number(args[1])?, number(args[2])?);
    let header = args[3].as_small().filter(|header| matches!(header, 0 | 4));
    let header = header.ok_or_else(Stop::badarg)?;
    let zero = BigUint::ZERO;
    let result = match modulus == zero {
        true => zero,
        false => base.modpow(&exponent, &modulus),
    };
    cx.work(NUMBER_MAX * 10);
    let digits = result.to_bytes_be();
    let mut all = Vec::new();
    if header == 4 {
        // As an OpenSSH integer: positive ones do not begin with a set bit.
        let pad = usize::from(digits[0] & 0x80 != 0);
        all.extend(((digits.len() + pad) as u32).to_be_bytes());
        all.resize(4 + pad, 0);
    }
    all.extend(digits);
    Ok(cx.heap().binary_from(all))
}
