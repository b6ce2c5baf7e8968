//! Names: which process or port is registered under which atom.

use rustc_hash::FxHashMap;

use crate::term::{Atom, Term};

/// Registered names. An entry's term is the pid or port of one that lives.
#[derive(Debug, Default)]
pub(crate) struct Names {
    all: FxHashMap<Atom, Term>,
}

impl Names {
    /// Who has that name.
    pub(crate) fn get(&self, name: Atom) -> Option<Term> {
        self.all.get(&name).copied()
    }

    /// Give a name to a pid or port, unless somebody has it.
    pub(crate) fn register(&mut self, name: Atom, whom: Term) -> bool {
        if self.all.contains_key(&name) {
            return false;
        }
        self.all.insert(name, whom);
        true
    }

    /// Nobody has that name any more. The answer is who had it.
    pub(crate) fn unregister(&mut self, name: Atom) -> Option<Term> {
        self.all.remove(&name)
    }

    /// The name that a port has; a process knows its own.
    pub(crate) fn of(&self, whom: Term) -> Option<Atom> {
        self.all
            .iter()
            .find(|(_, named)| named.same(whom))
            .map(|(name, _)| *name)
    }

    /// All names, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Atom> + '_ {
        self.all.keys().copied()
    }
}
