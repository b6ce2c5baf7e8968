//! Capture: which groups of a match are wanted, and as what.

use std::borrow::Cow;

use crate::{
    bif::iolist,
    re::Program,
    term::{Atom, Heap, Term, atom},
};

/// What the option `capture` asks for.
#[derive(Debug, Default)]
pub(super) struct Capture {
    what: What,
    how: How,
}

#[derive(Debug, Default)]
enum What {
    #[default]
    All,
    AllButFirst,
    AllNames,
    First,
    None,
    These(Vec<Which>),
}

#[derive(Debug)]
enum Which {
    Number(usize),
    Name(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum How {
    #[default]
    Index,
    List,
    Binary,
}

/// Where a group lies, if it is set.
type Group = Option<(usize, usize)>;

impl Capture {
    pub(super) fn of(what: Term, how: Option<Term>) -> Option<Self> {
        let how = match how.map(|how| how.as_atom().map(Atom::name)) {
            None | Some(Some("index")) => How::Index,
            Some(Some("list")) => How::List,
            Some(Some("binary")) => How::Binary,
            Some(_) => return None,
        };
        let what = match what.as_atom().map(Atom::name) {
            Some("all") => What::All,
            Some("all_but_first") => What::AllButFirst,
            Some("all_names") => What::AllNames,
            Some("first") => What::First,
            Some("none") => What::None,
            Some(_) => return None,
            None => {
                let mut elements = what.elements();
                let these: Option<Vec<_>> = elements.by_ref().map(Which::of).collect();
                What::These(these.filter(|_| elements.rest().is_nil())?)
            }
        };
        Some(Self { what, how })
    }

    /// What `re:run` gives.
    pub(super) fn result(
        &self,
        heap: &mut Heap,
        program: &Program,
        groups: &[Group],
        subject: Term,
        bytes: &[u8],
    ) -> Term {
        let set = groups.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let wanted: Vec<Group> = match &self.what {
            What::None => return atom::MATCH.into(),
            What::All => groups[..set].to_vec(),
            What::AllButFirst => groups[1..set.max(1)].to_vec(),
            What::First => groups[..1].to_vec(),
            What::AllNames => {
                let mut names: Vec<&str> = program.names().iter().map(|(name, _)| name.as_str()).collect();
                names.dedup();
                names.iter().map(|name| named(program, groups, name)).collect()
            }
            What::These(these) => these
                .iter()
                .map(|which| match which {
                    Which::Number(number) => groups.get(*number).copied().flatten(),
                    Which::Name(name) => named(program, groups, name),
                })
                .collect(),
        };
        if wanted.is_empty() && matches!(self.what, What::AllNames | What::These(_)) {
            return atom::MATCH.into();
        }
        let values: Vec<Term> = wanted
            .iter()
            .map(|group| self.value(heap, program, *group, subject, bytes))
            .collect();
        let values = heap.list(values.into_iter());
        heap.tuple(&[atom::MATCH.into(), values])
    }

    fn value(&self, heap: &mut Heap, program: &Program, group: Group, subject: Term, bytes: &[u8]) -> Term {
        let (start, end) = match group {
            // With `\K` in an assertion a match may begin behind its end.
            Some((start, end)) if self.how == How::Index => {
                let length = Term::small(end as i64 - start as i64);
                return heap.tuple(&[Term::small(start as i64), length]);
            }
            Some((start, end)) => (start, end.max(start)),
            None if self.how == How::Index => return heap.tuple(&[Term::small(-1), Term::small(0)]),
            None => (0, 0),
        };
        match self.how {
            How::Binary if subject.as_bits().is_some() => heap.part(subject, start * 8, (end - start) * 8),
            How::Binary | How::Index => heap.binary(&bytes[start..end]),
            How::List if program.meaning().unicode => heap.string(&String::from_utf8_lossy(&bytes[start..end])),
            How::List => heap.byte_list(&bytes[start..end]),
        }
    }
}

/// The first group of that name that is set.
fn named(program: &Program, groups: &[Group], name: &str) -> Group {
    let of_name = program.names().iter().filter(|(other, _)| other == name);
    of_name
        .filter_map(|(_, group)| groups.get(*group as usize).copied().flatten())
        .next()
}

impl Which {
    fn of(term: Term) -> Option<Self> {
        if let Some(number) = term.as_small() {
            return usize::try_from(number).ok().map(Self::Number);
        }
        if let Some(name) = term.as_atom() {
            return Some(Self::Name(name.name().into()));
        }
        let bytes: Cow<'_, [u8]> = match term.as_bits() {
            Some(bits) => bits.to_bytes()?,
            None if term.is_list() => Cow::Owned(iolist::bytes(term).ok()?),
            None => return None,
        };
        Some(Self::Name(String::from_utf8_lossy(&bytes).into_owned()))
    }
}
