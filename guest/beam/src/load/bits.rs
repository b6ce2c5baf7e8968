//! Bits: the lists of `bs_create_bin` and `bs_match`, whose elements' kinds depend on the atoms among them.

use super::operand::Operand;
use super::shape::Context;
use Operand::{Atom, Integer, Literal, Nil, Unsigned};

/// Whether a list is one of segments, each of type, position, unit, flags, value and size.
pub(super) fn are_segments(list: &[Operand], context: &Context<'_>) -> bool {
    let (segments, rest) = list.as_chunks();
    rest.is_empty()
        && segments
            .iter()
            .enumerate()
            .all(|(at, segment)| is_segment(segment, at == 0, context))
}

fn is_segment(segment: &[Operand; 6], is_first: bool, context: &Context<'_>) -> bool {
    let &[Atom(kind), Unsigned(_), Unsigned(unit), Nil | Literal(_), value, size] = segment else {
        return false;
    };
    match context.atoms[kind as usize].as_str() {
        "string" => match (value, size) {
            (Unsigned(at), Unsigned(size)) => within(at, size, context),
            (Unsigned(at), Integer(size @ 0..)) => within(at, size as u64, context),
            _ => false,
        },
        "append" | "private_append" if !is_first => false,
        "append" | "private_append" | "binary" | "float" | "integer" | "utf8" | "utf16" | "utf32" => {
            unit <= 256 && value.is_source() && size.is_source()
        }
        _ => false,
    }
}

fn within(at: u64, size: u64, context: &Context<'_>) -> bool {
    at.checked_add(size).is_some_and(|end| end <= context.strings as u64)
}

/// Whether a list is one of commands, each a name and the operands that go with it.
pub(super) fn are_commands(mut list: &[Operand], context: &Context<'_>) -> bool {
    while let [Atom(name), operands @ ..] = list {
        let (taken, good) = match (context.atoms[*name as usize].as_str(), operands) {
            ("ensure_at_least", [stride, unit, ..]) => (2, size(*stride) && size(*unit)),
            ("ensure_exactly" | "skip", [stride, ..]) => (1, size(*stride)),
            ("binary" | "integer", [live, Nil | Literal(_), bits, unit, destination, ..]) => (
                5,
                is_live(*live) && size(*bits) && size(*unit) && destination.is_register(),
            ),
            ("get_tail", [live, unit, destination, ..]) => {
                (3, is_live(*live) && size(*unit) && destination.is_register())
            }
            // Nothing is built, so that no register needs to be live.
            ("=:=", [live, bits, value, ..]) => (
                3,
                (*live == Nil || is_live(*live)) && size(*bits) && (value.is_constant() || size(*value)),
            ),
            _ => return false,
        };
        if !good {
            return false;
        }
        list = &operands[taken..];
    }
    list.is_empty()
}

fn is_live(operand: Operand) -> bool {
    matches!(operand, Unsigned(live) if live <= super::operand::REGISTERS as u64)
}

/// A size in bits or units: the file has it as a plain number or as an integer of the program.
fn size(operand: Operand) -> bool {
    match operand {
        Unsigned(size) => size < 1 << 32,
        Integer(size) => (0..1 << 32).contains(&size),
        _ => false,
    }
}
