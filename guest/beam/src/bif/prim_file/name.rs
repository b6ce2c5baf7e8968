//! Name: of a file, between Erlang's characters and the host's bytes, which are UTF-8.

use super::super::{Answer, Stop};
use crate::{
    term::{Atom, Term, atom},
    vm::Context,
};

/// The longest name that is looked at: more than any system takes.
const LONGEST: usize = 1 << 16;

/// The bytes of a name as the native functions get it: with a NUL behind it, and with none before.
pub(super) fn path<'a>(name: Term) -> Result<&'a [u8], Stop> {
    match name.as_aligned_bytes() {
        Some([path @ .., 0]) if !path.contains(&0) => Ok(path),
        _ => Err(Stop::badarg()),
    }
}

/// `internal_name2native/1`: a list of characters, or a raw name as a binary, to bytes with a NUL behind them.
pub(super) fn to_native(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let mut native = native_name(args[0]).ok_or_else(Stop::badarg)?;
    if native.contains(&0) {
        return Err(Stop::badarg());
    }
    native.push(0);
    Ok(context.heap().binary_from(native))
}

/// The bytes of a name that is a list of characters, or a raw name.
pub(in crate::bif) fn native_name(name: Term) -> Option<Vec<u8>> {
    match name.as_bits() {
        Some(bits) => Some(bits.aligned()?.to_vec()),
        None => encoded(name),
    }
}

fn encoded(list: Term) -> Option<Vec<u8>> {
    let mut name = String::new();
    let mut elements = list.elements();
    for element in &mut elements {
        let character = u32::try_from(element.as_small()?).ok()?;
        name.push(char::from_u32(character)?);
        if name.len() > LONGEST {
            return None;
        }
    }
    elements.rest().is_nil().then(|| name.into_bytes())
}

/// `internal_native2name/1`: characters, or `{error, warning}` if it is not UTF-8.
pub(super) fn of_native(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = bytes(args[0])?;
    match std::str::from_utf8(&name) {
        Ok(name) => Ok(context.heap().string(name)),
        Err(_) => {
            let reason = Atom::new("warning");
            Ok(context.heap().tuple(&[atom::ERROR.into(), reason.into()]))
        }
    }
}

/// `internal_normalize_utf8/1`: characters of UTF-8. Only the file system of Darwin wants them composed.
pub(super) fn normalize(context: &mut Context<'_>, args: &[Term]) -> Answer {
    let name = bytes(args[0])?;
    let name = std::str::from_utf8(&name).map_err(|_| Stop::badarg())?;
    Ok(context.heap().string(name))
}

/// `is_translatable/1`: whether a raw name is one that characters could express.
pub(super) fn is_translatable(_context: &mut Context<'_>, args: &[Term]) -> Answer {
    Ok(Term::bool(std::str::from_utf8(&bytes(args[0])?).is_ok()))
}

/// The bytes of a binary, wherever it begins.
fn bytes(term: Term) -> Result<Vec<u8>, Stop> {
    term.as_aligned_bytes().map(<[u8]>::to_vec).ok_or_else(Stop::badarg)
}
