//! Registry: all tables of a machine, by identity and by name, and which process is bound to which.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    bif::Stop,
    term::{Atom, Packed, Term},
};

use super::table::{Need, Table};

/// The bit of a reference's identity by which one of a table, deleted or not, is told from others.
const MARK: u64 = 1 << 62;

/// The identity of a new table, from a number that was never given before.
pub(crate) fn new_id(unique: u64) -> [u64; 2] {
    [unique | MARK, 0]
}

/// All tables.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    tables: FxHashMap<u64, Box<Table>>,
    names: FxHashMap<Atom, u64>,
    /// The tables that a process owns or has fixed.
    bound: FxHashMap<u64, FxHashSet<u64>>,
}

impl Registry {
    /// The identity of the table that a term names.
    #[inline]
    fn id(&self, term: Term) -> Result<u64, Stop> {
        if let Some(name) = term.as_atom() {
            return self.named(name).ok_or_else(|| refuse("id"));
        }
        match term.as_local_ref() {
            Some([id, 0]) if id & MARK != 0 => Ok(id),
            _ => Err(refuse("type")),
        }
    }

    /// Whether a term could name a table.
    pub(crate) fn is_handle(&self, term: Term) -> bool {
        term.is_atom() || term.as_local_ref().is_some_and(|[id, _]| id & MARK != 0)
    }

    /// The identity of the table of that name.
    pub(crate) fn named(&self, name: Atom) -> Option<u64> {
        self.names.get(&name).copied()
    }

    /// The table that a term names, if that process may do with it what it needs.
    #[inline]
    pub(crate) fn find(&self, term: Term, process: u64, need: Need) -> Result<&Table, Stop> {
        let table = self.tables.get(&self.id(term)?).ok_or_else(|| refuse("id"))?;
        if table.permits(process, need) {
            Ok(table)
        } else {
            Err(refuse("access"))
        }
    }

    /// The same, to change it.
    #[inline]
    pub(crate) fn find_mut(&mut self, term: Term, process: u64, need: Need) -> Result<&mut Table, Stop> {
        let id = self.id(term)?;
        let table = self.tables.get_mut(&id).ok_or_else(|| refuse("id"))?;
        if table.permits(process, need) {
            Ok(table)
        } else {
            Err(refuse("access"))
        }
    }

    /// A table, by identity.
    pub(crate) fn get_mut(&mut self, id: u64) -> Option<&mut Table> {
        self.tables.get_mut(&id).map(|table| &mut **table)
    }

    /// Take a table out for as long as its objects are matched, while the machine is in use; [`Registry::put`] gives it back.
    pub(crate) fn borrow(&mut self, term: Term, process: u64, need: Need) -> Result<Box<Table>, Stop> {
        let id = self.find(term, process, need)?.id[0];
        self.tables.remove(&id).ok_or_else(|| refuse("id"))
    }

    /// Put a borrowed table back.
    pub(crate) fn put(&mut self, table: Box<Table>) {
        self.tables.insert(table.id[0], table);
    }

    /// Add a new table. Nobody else has its name.
    pub(crate) fn add(&mut self, table: Table) {
        if table.options.named {
            self.names.insert(table.name, table.id[0]);
        }
        self.bind(table.owner, table.id[0]);
        self.put(Box::new(table));
    }

    /// How many tables there are.
    pub(crate) fn count(&self) -> usize {
        self.tables.len()
    }

    /// Words that all their objects take.
    pub(crate) fn words(&self) -> usize {
        self.tables.values().map(|table| table.store.words()).sum()
    }

    /// Show all objects of all tables.
    pub(crate) fn each_object(&self, visit: &mut dyn FnMut(&Packed)) {
        for table in self.tables.values() {
            table.store.for_each(visit);
        }
    }

    /// Forget a table.
    pub(crate) fn remove(&mut self, id: u64) {
        let Some(table) = self.tables.remove(&id) else { return };
        if table.options.named {
            self.names.remove(&table.name);
        }
        self.unbind(table.owner, id);
        for (process, _) in &table.fixes {
            self.unbind(*process, id);
        }
    }

    /// Another name for a table.
    pub(crate) fn rename(&mut self, id: u64, name: Atom) {
        if let Some(table) = self.tables.get_mut(&id) {
            if table.options.named {
                self.names.remove(&table.name);
                self.names.insert(name, id);
            }
            table.name = name;
        }
    }

    /// Another owner for a table.
    pub(crate) fn give(&mut self, id: u64, owner: u64) {
        if let Some(table) = self.tables.get_mut(&id) {
            let former = std::mem::replace(&mut table.owner, owner);
            if table.fixes.iter().all(|(process, _)| *process != former) {
                self.unbind(former, id);
            }
            self.bind(owner, id);
        }
    }

    /// The process is to be thought of with this table when it ends.
    pub(crate) fn bind(&mut self, process: u64, id: u64) {
        self.bound.entry(process).or_default().insert(id);
    }

    /// It no longer is.
    pub(crate) fn unbind(&mut self, process: u64, id: u64) {
        if let Some(bound) = self.bound.get_mut(&process) {
            bound.remove(&id);
            if bound.is_empty() {
                self.bound.remove(&process);
            }
        }
    }

    /// The tables that a process owns or has fixed, the oldest first.
    pub(crate) fn bound_to(&mut self, process: u64) -> Vec<u64> {
        let mut ids: Vec<u64> = self.bound.remove(&process).into_iter().flatten().collect();
        ids.sort_unstable();
        ids
    }

    /// All tables, the oldest first.
    pub(crate) fn all(&self) -> Vec<&Table> {
        let mut all: Vec<&Table> = self.tables.values().map(|table| &**table).collect();
        all.sort_unstable_by_key(|table| table.id[0]);
        all
    }
}

/// `badarg` with a cause that `erl_stdlib_errors` knows.
#[cold]
pub(crate) fn refuse(cause: &str) -> Stop {
    Stop::badarg_because(Atom::new(cause))
}
