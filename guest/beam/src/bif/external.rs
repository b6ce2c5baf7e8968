//! External: terms as bytes, for files and for others.

use super::{Answer, Entry, Stop};
use crate::{
    term::{
        Atom, Term,
        etf::{self, Format},
    },
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "binary_to_term", 1, binary_to_term),
    ("erlang", "binary_to_term", 2, binary_to_term),
    ("erlang", "external_size", 1, external_size),
    ("erlang", "external_size", 2, external_size),
    ("erlang", "term_to_binary", 1, term_to_binary),
    ("erlang", "term_to_binary", 2, term_to_binary),
    ("erlang", "term_to_iovec", 1, term_to_iovec),
    ("erlang", "term_to_iovec", 2, term_to_iovec),
];

/// The options of a second argument, each read by `option`, which says whether it is one.
fn options(args: &[Term], mut option: impl FnMut(Option<&str>, Option<[Term; 2]>) -> Option<()>) -> Option<()> {
    let mut elements = args.get(1).copied().unwrap_or(Term::NIL).elements();
    for element in elements.by_ref() {
        option(element.as_atom().map(Atom::name), element.as_tuple_of())?;
    }
    elements.rest().is_nil().then_some(())
}

fn format(cx: &Context<'_>, args: &[Term]) -> Result<Format, Stop> {
    let mut format = Format::default();
    // OTP 26 began to write atoms in UTF-8.
    if cx.vm.tables.system.release() >= 26 {
        format.minor_version = 2;
    }
    options(args, |name, pair| {
        match (
            name,
            pair.and_then(|[name, value]| Some((name.as_atom()?.name(), value.as_small()?))),
        ) {
            (Some("compressed"), _) => format.compressed = Some(6),
            (Some("deterministic"), _) => format.deterministic = true,
            (_, Some(("compressed", level @ 0..=9))) => format.compressed = Some(level as u8),
            (_, Some(("minor_version", version @ 0..=2))) => format.minor_version = version as u8,
            _ => return None,
        }
        Some(())
    })
    .ok_or_else(Stop::badarg)?;
    Ok(format)
}

fn encoded(cx: &mut Context<'_>, args: &[Term]) -> Result<Vec<u8>, Stop> {
    let format = format(cx, args)?;
    let bytes = etf::encode(args[0], format, &cx.vm.code);
    cx.work(bytes.len() / 10);
    Ok(bytes)
}

fn term_to_binary(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let bytes = encoded(cx, args)?;
    Ok(cx.heap().binary_from(bytes))
}

fn term_to_iovec(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let binary = term_to_binary(cx, args)?;
    Ok(cx.heap().cons(binary, Term::NIL))
}

fn external_size(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let format = format(cx, args)?;
    // OTP 26 began to take all options of `term_to_binary/2` here.
    let is_new = format.compressed.is_some() || format.deterministic || format.minor_version == 2;
    if is_new && cx.vm.tables.system.release() < 26 {
        return Err(Stop::badarg());
    }
    let size = etf::size(args[0], format, &cx.vm.code);
    Ok(cx.heap().unsigned(size as u64))
}

fn binary_to_term(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (mut safe, mut used) = (false, false);
    options(args, |name, _| {
        match name? {
            "safe" => safe = true,
            "used" => used = true,
            _ => return None,
        }
        Some(())
    })
    .ok_or_else(|| Stop::badarg_because(Atom::new("badopt")))?;
    let bits = args[0].as_bits().ok_or_else(Stop::badarg)?;
    let bytes = bits.to_bytes().ok_or_else(Stop::badarg)?;
    cx.work(bytes.len() / 10);
    let Context { vm, me } = cx;
    let decoded = etf::decode(&bytes, &mut me.heap, &mut vm.code, safe).ok_or_else(Stop::badarg)?;
    Ok(if used {
        me.heap.tuple(&[decoded.term, Term::small(decoded.used as i64)])
    } else {
        decoded.term
    })
}
