//! Funs: the bodies of local funs, by module and index.

use rustc_hash::FxHashMap;

use crate::term::Atom;

/// The body of a local fun.
#[derive(Debug)]
pub(crate) struct FunEntry {
    pub(crate) module: Atom,
    /// The name of the function that the compiler made of it (`'-f/1-fun-0-'`).
    pub(crate) function: Atom,
    /// Arguments, free variables not counted.
    pub(crate) arity: u8,
    pub(crate) free: u8,
    pub(crate) index: u32,
    pub(crate) old_uniq: u32,
    /// The module's MD5.
    pub(crate) uniq: [u8; 16],
    /// Where its code begins; null while its module is not loaded.
    pub(crate) code: *const u32,
}

/// All of them, by number. None is forgotten, since terms name them.
#[derive(Debug, Default)]
pub(crate) struct Funs {
    all: Vec<FunEntry>,
    numbers: FxHashMap<(Atom, u32, [u8; 16]), u32>,
}

impl Funs {
    /// The number of a fun that is being loaded, or that a term from outside names.
    pub(crate) fn define(&mut self, entry: FunEntry) -> u32 {
        let key = (entry.module, entry.index, entry.uniq);
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.all.push(entry);
        self.numbers.insert(key, number);
        number
    }

    /// Say where its code is, or with null that it is gone.
    pub(crate) fn set_code(&mut self, number: u32, code: *const u32) {
        self.all[number as usize].code = code;
    }

    #[inline(always)]
    pub(crate) fn get(&self, number: u32) -> &FunEntry {
        &self.all[number as usize]
    }
}
