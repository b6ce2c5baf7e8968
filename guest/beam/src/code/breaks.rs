//! Breaks: the functions whose calls are traced, and how calls of them come to whoever traces.
//!
//! A call that nobody traces is not looked at. Local calls and funs of a traced function are led to the word before its entry, external ones to
//! the stub of its export, and of a built-in function the tracer takes the place.

use std::{collections::BTreeMap, rc::Rc};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Code, module::ENTRY};
use crate::{
    bif::Bif,
    term::{Atom, Term},
    tracer::{self, Pattern},
};

/// Module, name and arity of a function.
pub(crate) type Key = (Atom, Atom, u8);

/// What is done at calls of a function.
#[derive(Clone, Debug, Default)]
pub(crate) struct Break {
    /// Of external calls.
    pub(crate) global: Option<Rc<Pattern>>,
    /// Of all calls.
    pub(crate) local: Option<Rc<Pattern>>,
    /// Of all calls by anybody, and the pid that is told.
    pub(crate) meta: Option<(Rc<Pattern>, Term)>,
    pub(crate) count: Option<Count>,
    pub(crate) time: Option<Time>,
}

/// How often a function was called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Count {
    pub(crate) calls: u64,
    pub(crate) paused: bool,
}

/// How often traced processes have called a function, and how many nanoseconds they were in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Time {
    pub(crate) of: BTreeMap<u64, (u64, u64)>,
    pub(crate) paused: bool,
}

impl Break {
    fn is_of_local_calls(&self) -> bool {
        self.local.is_some() || self.meta.is_some() || self.count.is_some() || self.time.is_some()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.global.is_none() && !self.is_of_local_calls()
    }
}

/// All traced functions.
#[derive(Debug, Default)]
pub(crate) struct Breaks {
    all: FxHashMap<Key, Break>,
    /// The built-in functions behind those that are traced, by the numbers of their exports.
    built_in: FxHashMap<u32, Bif>,
    /// What functions get whose modules are loaded from now on.
    pub(crate) on_load: Break,
}

impl Breaks {
    pub(crate) fn get(&self, key: Key) -> Option<&Break> {
        self.all.get(&key)
    }

    pub(crate) fn get_mut(&mut self, key: Key) -> Option<&mut Break> {
        self.all.get_mut(&key)
    }

    /// What a traced built-in function does.
    pub(crate) fn built_in(&self, number: u32) -> Option<Bif> {
        self.built_in.get(&number).copied()
    }
}

impl Code {
    /// The functions of current modules that a pattern names, exported ones only if asked for.
    pub(crate) fn matching(
        &self,
        module: Option<Atom>,
        function: Option<Atom>,
        arity: Option<u8>,
        exported: bool,
    ) -> Vec<Key> {
        let names: Vec<Atom> = match module {
            Some(module) => vec![module],
            None => self.modules.keys().copied().collect(),
        };
        let fits = |key: &Key| function.is_none_or(|name| name == key.1) && arity.is_none_or(|arity| arity == key.2);
        let modules = names.iter().filter_map(|name| self.current(*name));
        if exported {
            let exports = modules.flat_map(|module| module.exports.iter());
            let exports = exports.map(|(number, _)| self.exports.get(*number));
            let keys = exports.map(|export| (export.module, export.function, export.arity));
            return keys.filter(fits).collect();
        }
        let keys = modules.flat_map(|module| {
            let functions = module.functions.iter();
            functions.map(|function| (module.name, function.name, function.arity))
        });
        keys.filter(fits).collect()
    }

    /// Change what is done at calls of these functions.
    pub(crate) fn change_breaks(&mut self, keys: &[Key], change: impl Fn(&mut Break)) {
        let mut modules = FxHashSet::default();
        for key in keys {
            let entry = self.breaks.all.entry(*key).or_default();
            change(entry);
            if entry.is_empty() {
                self.breaks.all.remove(key);
            }
            modules.insert(key.0);
        }
        modules.into_iter().for_each(|module| self.lead_calls(module));
    }

    /// A module has new code: nothing of it is traced but what is to be traced when it is loaded.
    pub(super) fn forget_breaks(&mut self, name: Atom) {
        self.breaks.all.retain(|key, _| key.0 != name);
        self.lead_calls(name);
    }

    /// The new code is current.
    pub(super) fn break_on_load(&mut self, name: Atom) {
        if self.breaks.on_load.is_empty() {
            return;
        }
        let on_load = self.breaks.on_load.clone();
        let exported = on_load.global.is_some();
        let keys = self.matching(Some(name), None, None, exported);
        self.change_breaks(&keys, |entry| *entry = on_load.clone());
    }

    /// Lead the calls of a module's functions to where they shall go.
    fn lead_calls(&mut self, name: Atom) {
        let Some(module) = self.current(name).cloned() else {
            return;
        };
        let mut entries = FxHashSet::default();
        for function in &module.functions {
            let key = (name, function.name, function.arity);
            let traced = self.breaks.all.get(&key);
            let number = self.exports.find(name, function.name, function.arity);
            match number.filter(|number| self.exports.get(*number).bif.is_some()) {
                Some(number) => self.trace_built_in(number, traced.is_some()),
                None if traced.is_some_and(Break::is_of_local_calls) => {
                    entries.insert(function.start + ENTRY);
                }
                None => {}
            }
        }
        module.redirect(&entries);
        let place = |word: &u32| module.address(word - u32::from(entries.contains(word)));
        for (number, word) in &module.funs {
            if module.contains(self.funs.get(*number).code) {
                self.funs.set_code(*number, place(word));
            }
        }
        for (number, word) in &module.exports {
            let export = self.exports.get(*number);
            let key = (export.module, export.function, export.arity);
            let traced = self.breaks.all.get(&key).is_some_and(|entry| entry.global.is_some());
            self.exports.set_code(&mut self.pool, *number, place(word));
            self.exports.set_traced(&mut self.pool, *number, traced);
        }
    }

    fn trace_built_in(&mut self, number: u32, traced: bool) {
        let known = self.breaks.built_in.get(&number).copied();
        match (traced, known, self.exports.get(number).bif) {
            (true, None, Some(bif)) => {
                self.breaks.built_in.insert(number, bif);
                self.exports.replace_bif(number, tracer::built_in);
            }
            (false, Some(bif), Some(_)) => {
                self.breaks.built_in.remove(&number);
                self.exports.replace_bif(number, bif);
            }
            _ => {}
        }
    }
}
