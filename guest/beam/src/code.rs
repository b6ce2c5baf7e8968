//! Code: modules linked into the machine, their exports and funs, and the pool of constants.

mod breaks;
mod export;
mod fun;
mod link;
mod module;
#[expect(unsafe_code, reason = "registers are read and written where instructions find them")]
mod pool;
mod record;
mod slots;
mod translate;
mod versions;

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::{
    bif,
    op::Op,
    term::{Atom, atom},
};

pub(crate) use breaks::{Break, Breaks, Count, Key, Time};
pub(crate) use export::Exports;
pub(crate) use fun::{FunEntry, Funs};
pub(crate) use link::LinkError;
pub(crate) use module::{Function, Location, Module};
pub(crate) use pool::Pool;
pub(crate) use record::RecordDefinition;
pub(crate) use slots::{Free, Slots};
pub(crate) use versions::{Purge, Versions};

/// The number of an export that is never defined.
pub(crate) const NOWHERE: u32 = 0;

/// All code of a system.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) pool: Pool,
    pub(crate) exports: Exports,
    pub(crate) funs: Funs,
    pub(crate) breaks: Breaks,
    pub(crate) modules: FxHashMap<Atom, Versions>,
    /// Where exceptions are caught, by the number that stands on the stack.
    pub(crate) catches: Vec<*const u32>,
    /// Numbers of catches that are in no code any more.
    free_catches: Free,
    /// All versions, in order of address.
    ranges: Vec<Rc<Module>>,
    /// Funs without variables are literals of their modules, made by the first process, as from OTP 27 on.
    pub(crate) has_fun_literals: bool,
}

impl Code {
    /// Code with nothing in it but the built-in functions.
    pub(crate) fn new() -> Self {
        let mut code = Self {
            pool: Pool::new(),
            exports: Exports::default(),
            funs: Funs::default(),
            breaks: Breaks::default(),
            modules: FxHashMap::default(),
            catches: Vec::new(),
            free_catches: Free::default(),
            ranges: Vec::new(),
            has_fun_literals: false,
        };
        code.export(atom::EMPTY, atom::EMPTY, 0);
        for (module, function, arity, bif) in bif::TABLES.iter().copied().flatten() {
            let (module, function) = (Atom::new(module), Atom::new(function));
            let number = code
                .exports
                .number(&mut code.pool, module, function, *arity)
                .expect("a new pool has room");
            code.exports.set_bif(&mut code.pool, number, *bif, Op::CallBifOnly);
        }
        code
    }

    /// Let a function be what its module defines, and no longer built in.
    pub(crate) fn forget_built_in(&mut self, module: Atom, function: Atom, arity: u8) {
        if let Some(number) = self.exports.find(module, function, arity) {
            self.exports.forget_bif(&mut self.pool, number);
        }
    }

    /// The number of an export; none when there are too many.
    pub(crate) fn export(&mut self, module: Atom, function: Atom, arity: u8) -> Option<u32> {
        self.exports.number(&mut self.pool, module, function, arity)
    }

    /// The number of a new catch, which belongs to `holder`.
    fn new_catch(&mut self, holder: &mut Slots) -> u32 {
        let number = self.free_catches.take().unwrap_or_else(|| {
            self.catches.push(std::ptr::null());
            self.catches.len() as u32 - 1
        });
        holder.hold(number);
        number
    }

    /// Where a call of that function goes, defined or not.
    pub(crate) fn entry(&mut self, module: Atom, function: Atom, arity: u8) -> *const u32 {
        let number = self.export(module, function, arity);
        self.exports.get(number.unwrap_or(NOWHERE)).entry()
    }

    /// The version of a module that an address is in.
    pub(crate) fn module_at(&self, address: *const u32) -> Option<&Rc<Module>> {
        let behind = self.ranges.partition_point(|module| module.start() <= address);
        self.ranges
            .get(behind.checked_sub(1)?)
            .filter(|module| module.contains(address))
    }

    /// Where an address is.
    pub(crate) fn locate(&self, address: *const u32) -> Option<Location<'_>> {
        self.module_at(address)?.locate(address)
    }
}
