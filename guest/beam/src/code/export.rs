//! Exports: functions by module, name and arity, whether their module is loaded or not.

use rustc_hash::FxHashMap;

use super::Pool;
use crate::{bif::Bif, op::Op, term::Atom};

/// A function that can be called from other modules.
#[derive(Debug)]
pub(crate) struct Export {
    pub(crate) module: Atom,
    pub(crate) function: Atom,
    pub(crate) arity: u8,
    /// Where its code begins; null as long as its module does not define it.
    pub(crate) code: *const u32,
    /// The built-in function of that name, which comes before any code.
    pub(crate) bif: Option<Bif>,
    /// The place in the pool where the address is that calls go to.
    pub(crate) slot: u32,
    /// What stands at that address while there is no code.
    stub: Box<[u32; 5]>,
    /// Its calls are traced, and go to the stub for that.
    traced: bool,
}

impl Export {
    /// Where a call goes: never null.
    #[inline(always)]
    pub(crate) fn entry(&self) -> *const u32 {
        if self.code.is_null() || self.bif.is_some() || self.traced {
            self.stub.as_ptr()
        } else {
            self.code
        }
    }

    /// Whether there is anything to call.
    pub(crate) fn is_defined(&self) -> bool {
        self.bif.is_some() || !self.code.is_null()
    }
}

/// All of them, by number: an export is never forgotten, so that numbers in code stay valid.
#[derive(Debug, Default)]
pub(crate) struct Exports {
    all: Vec<Export>,
    numbers: FxHashMap<(Atom, Atom, u8), u32>,
}

impl Exports {
    /// The number of a function, defined or not; none when the pool is full.
    pub(crate) fn number(&mut self, pool: &mut Pool, module: Atom, function: Atom, arity: u8) -> Option<u32> {
        if let Some(number) = self.find(module, function, arity) {
            return Some(number);
        }
        let number = self.all.len() as u32;
        let stub = Box::new([
            Op::Undefined as u32,
            number,
            u32::from(arity),
            Op::DeallocateReturn as u32,
            8,
        ]);
        let slot = pool.slot(stub.as_ptr() as usize as u64)?;
        self.all.push(Export {
            module,
            function,
            arity,
            code: std::ptr::null(),
            bif: None,
            slot,
            stub,
            traced: false,
        });
        self.numbers.insert((module, function, arity), number);
        Some(number)
    }

    /// Give a function its code, or take it away with null.
    pub(crate) fn set_code(&mut self, pool: &mut Pool, number: u32, code: *const u32) {
        let export = &mut self.all[number as usize];
        export.code = code;
        if code.is_null() && export.traced {
            return self.set_traced(pool, number, false);
        }
        pool.set(export.slot, export.entry() as usize as u64);
    }

    /// Say that a function is built in.
    pub(crate) fn set_bif(&mut self, pool: &mut Pool, number: u32, bif: Bif, op: Op) {
        let export = &mut self.all[number as usize];
        export.bif = Some(bif);
        export.stub[0] = op as u32;
        pool.set(export.slot, export.entry() as usize as u64);
    }

    /// Say that a function is not built in.
    pub(crate) fn forget_bif(&mut self, pool: &mut Pool, number: u32) {
        let export = &mut self.all[number as usize];
        export.bif = None;
        export.stub[0] = Op::Undefined as u32;
        pool.set(export.slot, export.entry() as usize as u64);
    }

    /// Let calls of a function be traced that has code and is not built in, or not any more.
    pub(super) fn set_traced(&mut self, pool: &mut Pool, number: u32, traced: bool) {
        let export = &mut self.all[number as usize];
        if export.bif.is_none() && export.traced != traced {
            export.traced = traced;
            export.stub[0] = if traced { Op::TracedExport } else { Op::Undefined } as u32;
            pool.set(export.slot, export.entry() as usize as u64);
        }
    }

    /// Put another built-in function in the place of one.
    pub(super) fn replace_bif(&mut self, number: u32, bif: Bif) {
        self.all[number as usize].bif = Some(bif);
    }

    /// The number of a function if anyone has named it yet.
    pub(crate) fn find(&self, module: Atom, function: Atom, arity: u8) -> Option<u32> {
        self.numbers.get(&(module, function, arity)).copied()
    }

    #[inline(always)]
    pub(crate) fn get(&self, number: u32) -> &Export {
        &self.all[number as usize]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Export> {
        self.all.iter()
    }
}
