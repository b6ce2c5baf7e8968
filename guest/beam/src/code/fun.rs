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

impl FunEntry {
    fn key(&self) -> (Atom, u32, [u8; 16]) {
        (self.module, self.index, self.uniq)
    }
}

/// All of them, by number. None is forgotten, since terms name them.
#[derive(Debug, Default)]
pub(crate) struct Funs {
    all: Vec<FunEntry>,
    numbers: FxHashMap<(Atom, u32, [u8; 16]), u32>,
}

impl Funs {
    /// The number of a fun that is being loaded. What was known by its name, but takes other arguments, has no code from then on:
    /// a term from outside named it so, or another fun of the same file.
    pub(crate) fn define(&mut self, entry: FunEntry) -> u32 {
        let known = self.numbers.get(&entry.key()).copied();
        let is_same = |number: &u32| {
            let known = self.get(*number);
            (known.arity, known.free) == (entry.arity, entry.free)
        };
        known.filter(is_same).unwrap_or_else(|| self.add(entry))
    }

    /// The number of a fun that a term from outside names.
    pub(crate) fn named(&mut self, entry: FunEntry) -> u32 {
        let known = self.numbers.get(&entry.key()).copied();
        known.unwrap_or_else(|| self.add(entry))
    }

    fn add(&mut self, entry: FunEntry) -> u32 {
        let number = self.all.len() as u32;
        self.numbers.insert(entry.key(), number);
        self.all.push(entry);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::atom;

    fn entry(arity: u8, free: u8) -> FunEntry {
        FunEntry {
            module: atom::LISTS,
            function: atom::EMPTY,
            arity,
            free,
            index: 0,
            old_uniq: 0,
            uniq: [0; 16],
            code: std::ptr::null(),
        }
    }

    #[test]
    fn a_fun_of_another_arity_has_not_the_same_code() {
        let mut funs = Funs::default();
        let named = funs.named(entry(1, 0));
        assert_eq!(funs.define(entry(1, 0)), named);
        let loaded = funs.define(entry(3, 0));
        assert_ne!(loaded, named);
        assert_ne!(funs.define(entry(1, 2)), loaded);
        let loaded = funs.define(entry(3, 0));
        assert_eq!(funs.named(entry(1, 0)), loaded);
    }
}
