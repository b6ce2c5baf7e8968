//! Table: one table: what it was made to be, whose it is, and its objects.

use crate::term::{Atom, Parcel, Term};

use super::store::{Kind, Store};

/// Who may do what.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Protection {
    Public,
    Protected,
    Private,
}

impl Protection {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Protection::Public => "public",
            Protection::Protected => "protected",
            Protection::Private => "private",
        }
    }
}

/// What a function wants of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Need {
    /// To know of it.
    Info,
    Read,
    Write,
}

/// `{write_concurrency, _}`: it is kept for `info`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Concurrency {
    No,
    Yes,
    Auto,
}

/// What `ets:new/2` was told.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) kind: Kind,
    pub(crate) protection: Protection,
    /// Position of the key, from 1.
    pub(crate) keypos: usize,
    pub(crate) named: bool,
    pub(crate) heir: Option<Heir>,
    pub(crate) read_concurrency: bool,
    pub(crate) write_concurrency: Concurrency,
    pub(crate) decentralized_counters: Option<bool>,
    pub(crate) compressed: bool,
}

/// Who gets the table when its owner ends.
#[derive(Debug)]
pub(crate) struct Heir {
    pub(crate) process: u64,
    pub(crate) data: Parcel,
}

/// One table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) id: [u64; 2],
    pub(crate) name: Atom,
    pub(crate) owner: u64,
    pub(crate) options: Options,
    pub(crate) store: Store,
    /// Who has fixed it, and how often.
    pub(crate) fixes: Vec<(u64, u64)>,
    /// When it was fixed: monotonic time and system time, in nanoseconds.
    pub(crate) fixed_at: (i64, i64),
}

impl Table {
    pub(crate) fn new(id: [u64; 2], name: Atom, owner: u64, options: Options) -> Self {
        Self {
            id,
            name,
            owner,
            store: Store::new(options.kind, options.keypos - 1),
            options,
            fixes: Vec::new(),
            fixed_at: (0, 0),
        }
    }

    /// Whether that process may do it.
    #[inline]
    pub(crate) fn permits(&self, process: u64, need: Need) -> bool {
        process == self.owner
            || match need {
                Need::Info => true,
                Need::Read => self.options.protection != Protection::Private,
                Need::Write => self.options.protection == Protection::Public,
            }
    }

    /// The key of what is to be an object; none if it is no tuple or too short.
    #[inline]
    pub(crate) fn key_of(&self, object: Term) -> Option<Term> {
        object.as_tuple()?.get(self.options.keypos - 1).copied()
    }

    /// Count one fix of that process.
    pub(crate) fn fix(&mut self, process: u64) {
        match self.fixes.iter_mut().find(|(fixer, _)| *fixer == process) {
            Some((_, count)) => *count += 1,
            None => self.fixes.push((process, 1)),
        }
        self.store.fix(true);
    }

    /// Give back one fix of that process, or all; whether it has none left.
    pub(crate) fn release(&mut self, process: u64, all: bool) -> bool {
        let Some(at) = self.fixes.iter().position(|(fixer, _)| *fixer == process) else {
            return false;
        };
        self.fixes[at].1 -= 1;
        if self.fixes[at].1 > 0 && !all {
            return false;
        }
        self.fixes.remove(at);
        if self.fixes.is_empty() {
            self.store.fix(false);
        }
        true
    }
}
