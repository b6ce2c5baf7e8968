//! Code: modules linked into the machine, their exports and funs, and the pool of constants.

mod export;
mod fun;

pub(crate) use export::{Export, Exports};
pub(crate) use fun::{FunEntry, Funs};

/// All code of a system.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) exports: Exports,
    pub(crate) funs: Funs,
}

impl Code {
    pub(crate) fn new() -> Self {
        Self {
            exports: Exports::default(),
            funs: Funs::default(),
        }
    }
}
