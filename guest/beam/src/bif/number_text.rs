//! Number text: numbers from text, and text from numbers.

use super::{Answer, Entry, Stop, StopKind};
use crate::{
    term::{
        Atom, Term, atom, float_text,
        integer_text::{self, Unreadable},
    },
    vm::Context,
};

pub(crate) const TABLE: &[Entry] = &[
    ("erlang", "binary_to_float", 1, binary_to_float),
    ("erlang", "binary_to_integer", 1, binary_to_integer),
    ("erlang", "binary_to_integer", 2, binary_to_integer),
    ("erlang", "float_to_binary", 1, float_to_binary),
    ("erlang", "float_to_binary", 2, float_to_binary),
    ("erlang", "float_to_list", 1, float_to_list),
    ("erlang", "float_to_list", 2, float_to_list),
    ("erlang", "integer_to_binary", 1, integer_to_binary),
    ("erlang", "integer_to_binary", 2, integer_to_binary),
    ("erlang", "integer_to_list", 1, integer_to_list),
    ("erlang", "integer_to_list", 2, integer_to_list),
    ("erlang", "list_to_float", 1, list_to_float),
    ("erlang", "list_to_integer", 1, list_to_integer),
    ("erlang", "list_to_integer", 2, list_to_integer),
    ("erts_internal", "binary_to_integer", 2, binary_as_integer),
    ("erts_internal", "list_to_integer", 2, integer_of_list),
    ("string", "list_to_float", 1, leading_float),
    ("string", "list_to_integer", 1, leading_integer),
];

/// The second argument: a base from 2 to 36, or 10 if it is not there.
fn base(args: &[Term]) -> Result<u32, Stop> {
    match args.get(1) {
        None => Ok(10),
        Some(base) => match base.as_small() {
            Some(base @ 2..=36) => Ok(base as u32),
            _ => Err(Stop::badarg()),
        },
    }
}

fn written(cx: &mut Context<'_>, args: &[Term]) -> Result<String, Stop> {
    let base = base(args)?;
    let text = integer_text::write(args[0], base).ok_or_else(Stop::badarg)?;
    cx.work(text.len() / 10);
    Ok(text)
}

fn integer_to_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let text = written(cx, args)?;
    Ok(cx.heap().byte_list(text.as_bytes()))
}

fn integer_to_binary(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let text = written(cx, args)?;
    Ok(cx.heap().binary(text.as_bytes()))
}

/// The bytes of a proper list of bytes.
fn bytes_of_list(list: Term) -> Option<Vec<u8>> {
    let mut elements = list.elements();
    let bytes = elements
        .by_ref()
        .map(|element| element.as_small().and_then(|byte| u8::try_from(byte).ok()))
        .collect::<Option<Vec<u8>>>()?;
    elements.rest().is_nil().then_some(bytes)
}

fn read_integer(cx: &mut Context<'_>, text: &[u8], base: u32) -> Answer {
    cx.work(text.len() / 10);
    integer_text::read(cx.heap(), text, base).map_err(|why| match why {
        Unreadable::NoInteger => Stop::badarg(),
        Unreadable::TooLarge => Stop::system_limit(),
    })
}

fn list_to_integer(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let base = base(args)?;
    let text = bytes_of_list(args[0]).ok_or_else(Stop::badarg)?;
    read_integer(cx, &text, base)
}

fn binary_to_integer(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let base = base(args)?;
    let bits = args[0].as_bits().ok_or_else(Stop::badarg)?;
    let text = bits.to_bytes().ok_or_else(Stop::badarg)?;
    read_integer(cx, &text, base)
}

fn read_float(cx: &mut Context<'_>, text: &[u8]) -> Answer {
    let value = float_text::read(text).ok_or_else(Stop::badarg)?;
    Ok(cx.heap().float(value))
}

fn list_to_float(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let text = bytes_of_list(args[0]).ok_or_else(Stop::badarg)?;
    read_float(cx, &text)
}

fn binary_to_float(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let bits = args[0].as_bits().ok_or_else(Stop::badarg)?;
    let text = bits.to_bytes().ok_or_else(Stop::badarg)?;
    read_float(cx, &text)
}

fn float_to_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let text = float_written(args)?;
    Ok(cx.heap().byte_list(text.as_bytes()))
}

fn float_to_binary(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let text = float_written(args)?;
    Ok(cx.heap().binary(text.as_bytes()))
}

/// How a float is to be written.
enum Format {
    Scientific(usize),
    Decimals(usize),
    Short,
}

fn float_written(args: &[Term]) -> Result<String, Stop> {
    let value = args[0].as_float().ok_or_else(Stop::badarg)?;
    let (format, compact) = match args.get(1) {
        None => (Format::Scientific(20), false),
        Some(options) => float_options(*options).ok_or_else(Stop::badarg)?,
    };
    match format {
        Format::Scientific(digits) => float_text::scientific(value, digits),
        Format::Decimals(digits) => float_text::decimals(value, digits, compact),
        Format::Short => Some(float_text::short(value)),
    }
    .ok_or_else(Stop::badarg)
}

/// The last of several formats is the one that counts.
fn float_options(options: Term) -> Option<(Format, bool)> {
    let (mut format, mut compact) = (Format::Scientific(20), false);
    let mut elements = options.elements();
    for option in elements.by_ref() {
        match (option.as_atom().map(Atom::name), option.as_tuple_of::<2>()) {
            (Some("compact"), _) => compact = true,
            (Some("short"), _) => format = Format::Short,
            (_, Some([name, digits])) => {
                let digits = digits.as_small()?;
                format = match name.as_atom()?.name() {
                    "decimals" => Format::Decimals(usize::try_from(digits).ok().filter(|digits| *digits <= 253)?),
                    // C's `printf` takes six digits where it is asked for fewer than none.
                    "scientific" if digits < 0 => Format::Scientific(6),
                    "scientific" => Format::Scientific(digits.min(255) as usize),
                    _ => return None,
                };
            }
            _ => return None,
        }
    }
    elements.rest().is_nil().then_some((format, compact))
}

/// The bytes that a list begins with, as long as they are such, each with the list behind it.
fn leading(list: Term, wanted: impl Fn(u8) -> bool) -> (Vec<u8>, Vec<Term>) {
    let (mut text, mut rests) = (Vec::new(), Vec::new());
    let mut rest = list;
    while rest.is_cons()
        && let Some(byte) = rest.head().as_small()
        && let Ok(byte) = u8::try_from(byte)
        && wanted(byte)
    {
        rest = rest.tail();
        text.push(byte);
        rests.push(rest);
    }
    (text, rests)
}

fn refused(cx: &mut Context<'_>, list: Term, why: &str) -> Answer {
    let why = if list.is_list() { why } else { "not_a_list" };
    Ok(cx.heap().tuple(&[atom::ERROR.term(), Atom::new(why).term()]))
}

fn leading_integer(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    match integer_and_rest(cx, args[0], 10)? {
        Some(both) => Ok(both),
        None => refused(cx, args[0], "no_integer"),
    }
}

/// `{Integer, Rest}` of a list that begins with an integer.
fn integer_and_rest(cx: &mut Context<'_>, list: Term, base: u32) -> Result<Option<Term>, Stop> {
    let is_digit = |byte: u8| char::from(byte).is_digit(base);
    let (text, rests) = leading(list, |byte| is_digit(byte) || matches!(byte, b'+' | b'-'));
    let signs = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let digits = text[signs..].iter().take_while(|byte| is_digit(**byte)).count();
    if digits == 0 {
        return Ok(None);
    }
    let length = signs + digits;
    let value = read_integer(cx, &text[..length], base)?;
    Ok(Some(cx.heap().tuple(&[value, rests[length - 1]])))
}

/// What OTP 26 and later call for `list_to_integer/1,2`: `{Integer, Rest}`, or an atom that says why not.
fn integer_of_list(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Ok(base) = base(args) else {
        return Ok(atom::BADARG.into());
    };
    if !args[0].is_list() {
        return Ok(Atom::new("not_a_list").into());
    }
    let found = integer_and_rest(cx, args[0], base)?;
    Ok(found.unwrap_or_else(|| Atom::new("no_integer").into()))
}

/// What OTP 26 and later call for `binary_to_integer/1,2`: `badarg` is an answer.
fn binary_as_integer(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    binary_to_integer(cx, args).or_else(|stop| match &*stop.0 {
        StopKind::Raise { reason, .. } if *reason == atom::BADARG.into() => Ok(*reason),
        _ => Err(stop),
    })
}

fn leading_float(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let (text, rests) = leading(args[0], |byte| {
        byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E')
    });
    let length = float_text::length(&text);
    match length.and_then(|length| Some((length, float_text::read(&text[..length])?))) {
        Some((length, value)) => {
            let value = cx.heap().float(value);
            Ok(cx.heap().tuple(&[value, rests[length - 1]]))
        }
        None => refused(cx, args[0], "no_float"),
    }
}
