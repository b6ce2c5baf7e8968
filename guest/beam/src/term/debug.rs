//! Debug: terms as `erlang:display/1` shows them, roughly and bounded, for whoever looks at the machine from inside.

use std::fmt;

use super::{Term, View};

/// How many parts are shown at most.
const PARTS: usize = 200;

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_none() {
            return f.write_str("(none)");
        }
        show(*self, f, &mut PARTS.clone())
    }
}

fn show(term: Term, f: &mut fmt::Formatter<'_>, left: &mut usize) -> fmt::Result {
    if *left == 0 {
        return f.write_str("…");
    }
    *left -= 1;
    match term.view() {
        View::Small(value) => write!(f, "{value}"),
        View::Big(big) => write!(f, "{}{:x?}", if big.negative { "-" } else { "" }, big.limbs),
        View::Float(value) => write!(f, "{value:?}"),
        View::Atom(atom) => write!(f, "'{}'", atom.name()),
        View::Nil => f.write_str("[]"),
        View::Cons(..) => {
            f.write_str("[")?;
            let mut elements = term.elements();
            while *left > 0 {
                let Some(element) = elements.next() else { break };
                show(element, f, left)?;
                f.write_str(",")?;
            }
            f.write_str("|")?;
            show(elements.rest(), f, left)?;
            f.write_str("]")
        }
        View::Tuple(elements) => {
            f.write_str("{")?;
            for element in elements {
                show(*element, f, left)?;
                f.write_str(",")?;
            }
            f.write_str("}")
        }
        View::Record(record) => {
            write!(f, "#{:?}:{:?}", record.module(), record.name())?;
            f.write_str("{…}")
        }
        View::Map => f.write_str("#{…}"),
        View::Bits(bits) => match bits.aligned() {
            Some(bytes) => write!(f, "<<{}>>", bytes[..bytes.len().min(PARTS)].escape_ascii()),
            None => write!(f, "<<{} bits>>", bits.size),
        },
        View::Fun(fun) => write!(f, "#Fun<{}>", fun.entry),
        View::Export(export) => write!(f, "fun #{export}"),
        View::Pid(id) => write!(f, "<0.{}.{}>", id & 0xFFF_FFFF, id >> 28),
        View::Port(id) => write!(f, "#Port<0.{id}>"),
        View::Ref(id) => write!(f, "#Ref<{}.{}>", id[0], id[1]),
        View::External(_) => f.write_str("#External"),
    }
}
