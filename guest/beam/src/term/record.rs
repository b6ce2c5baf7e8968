//! Record: a native record of OTP 29: the tuple that defines it, and a value for each field.

use std::cmp::Ordering;

use super::{Atom, Heap, Kind, Term, view};

/// A native record, taken apart.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// `{Module, Name, IsExported, Field…}`, all of them atoms.
    definition: &'a [Term],
    values: &'a [Term],
}

/// How many elements of a definition stand before the fields.
const HEAD: usize = 3;

impl<'a> Record<'a> {
    /// Of a term that is one.
    pub(super) fn of(term: Term) -> Self {
        let words = view::terms(term.words());
        Self {
            definition: view::terms(words[0].words()),
            values: &words[1..],
        }
    }

    /// The module that defines it.
    pub fn module(&self) -> Term {
        self.definition[0]
    }

    /// Its name.
    pub fn name(&self) -> Term {
        self.definition[1]
    }

    /// Whether other modules may see its fields.
    pub fn is_exported(&self) -> bool {
        self.definition[2].as_bool() == Some(true)
    }

    /// Whether a module may see its fields.
    pub fn is_open_to(&self, module: Term) -> bool {
        self.is_exported() || self.module().same(module)
    }

    /// The names of its fields, in the order of their definition.
    pub fn fields(&self) -> &'a [Term] {
        &self.definition[HEAD..]
    }

    /// The values of its fields.
    pub fn values(&self) -> &'a [Term] {
        self.values
    }

    /// The place of a field.
    #[inline]
    pub fn place(&self, field: Term) -> Option<usize> {
        place(self.definition, field)
    }

    /// All that it is defined by.
    pub(crate) fn definition(&self) -> &'a [Term] {
        self.definition
    }

    /// The order of two definitions: by module, name, whether they are exported, number of fields and fields.
    pub(super) fn compare_definitions(self, other: Self) -> Ordering {
        let (own, other) = (self.definition, other.definition);
        let names = |from: &'a [Term]| from.iter().filter_map(|term| term.as_atom()).map(Atom::name);
        (names(&own[..HEAD]).cmp(names(&other[..HEAD])))
            .then(own.len().cmp(&other.len()))
            .then_with(|| names(&own[HEAD..]).cmp(names(&other[HEAD..])))
    }
}

/// The place of a field among those of a definition.
#[inline]
pub(crate) fn place(definition: &[Term], field: Term) -> Option<usize> {
    definition[HEAD..].iter().position(|own| own.same(field))
}

/// Whether no field has two places.
pub(crate) fn are_distinct(fields: &[Atom]) -> bool {
    let mut sorted = fields.to_vec();
    sorted.sort_unstable_by_key(|field| field.0);
    sorted.windows(2).all(|pair| pair[0] != pair[1])
}

impl Term {
    /// A native record.
    #[inline]
    pub fn as_record<'a>(self) -> Option<Record<'a>> {
        self.is(Kind::RECORD).then(|| Record::of(self))
    }
}

impl Heap {
    /// The tuple that defines a record.
    pub(crate) fn record_definition(&mut self, module: Atom, name: Atom, is_exported: bool, fields: &[Atom]) -> Term {
        let head = [module.term(), name.term(), Term::bool(is_exported)];
        let parts: Vec<Term> = head
            .into_iter()
            .chain(fields.iter().map(|field| field.term()))
            .collect();
        self.tuple(&parts)
    }
}
