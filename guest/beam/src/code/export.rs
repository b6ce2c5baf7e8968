//! Exports: functions by module, name and arity, whether their module is loaded or not.

use rustc_hash::FxHashMap;

use crate::{bif::Bif, term::Atom};

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
}

/// All of them, by number: an export is never forgotten, so that numbers in code stay valid.
#[derive(Debug, Default)]
pub(crate) struct Exports {
    all: Vec<Export>,
    numbers: FxHashMap<(Atom, Atom, u8), u32>,
}

impl Exports {
    /// The number of a function, defined or not.
    pub(crate) fn number(&mut self, module: Atom, function: Atom, arity: u8) -> u32 {
        *self.numbers.entry((module, function, arity)).or_insert_with(|| {
            self.all.push(Export {
                module,
                function,
                arity,
                code: std::ptr::null(),
                bif: None,
            });
            self.all.len() as u32 - 1
        })
    }

    /// The number of a function if anyone has named it yet.
    pub(crate) fn find(&self, module: Atom, function: Atom, arity: u8) -> Option<u32> {
        self.numbers.get(&(module, function, arity)).copied()
    }

    #[inline(always)]
    pub(crate) fn get(&self, number: u32) -> &Export {
        &self.all[number as usize]
    }

    pub(crate) fn get_mut(&mut self, number: u32) -> &mut Export {
        &mut self.all[number as usize]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Export> {
        self.all.iter()
    }
}
