//! Record: the native records that modules of OTP 29 define.

use super::{Code, Module};
use crate::term::{Atom, Heap, Term};

/// A native record that a module defines.
#[derive(Debug)]
pub(crate) struct RecordDefinition {
    pub(crate) name: Atom,
    /// `{Module, Name, IsExported, Field…}`, among the module's literals.
    pub(crate) definition: Term,
    /// The values of fields that are not given; `None` for a field that must be.
    pub(crate) defaults: Vec<Option<Term>>,
}

impl Module {
    /// The record that the module defines by that name.
    pub(crate) fn record(&self, name: Atom) -> Option<&RecordDefinition> {
        self.records.iter().find(|record| record.name == name)
    }
}

impl Code {
    /// The tuple that defines a record: the module's own, if that is the same.
    pub(crate) fn record_definition(
        &self,
        heap: &mut Heap,
        module: Atom,
        name: Atom,
        is_exported: bool,
        fields: &[Atom],
    ) -> Term {
        let own = self.current(module).and_then(|module| module.record(name));
        if let Some(own) = own.and_then(|own| Some((own.definition, own.definition.as_tuple()?)))
            && own.1[2].same(Term::bool(is_exported))
            && own.1[3..].iter().copied().eq(fields.iter().map(|field| field.term()))
        {
            return own.0;
        }
        heap.record_definition(module, name, is_exported, fields)
    }
}
