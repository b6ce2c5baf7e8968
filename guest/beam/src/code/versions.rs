//! Versions: the current code of a module, its old code, and code whose `on_load` function has not ended yet.
//!
//! At most one of each. Whoever makes code current sees to it that there is no old code; old code goes when it is purged, in
//! two steps, between which whoever runs it ends.

use std::rc::Rc;

use super::{Code, Module};
use crate::term::{Atom, Heap};

/// The versions of a module that are in use.
#[derive(Debug, Default)]
pub(crate) struct Versions {
    pub(crate) current: Option<Rc<Module>>,
    pub(crate) old: Option<Rc<Module>>,
    /// Becomes current, or goes, when its `on_load` function has ended.
    pub(crate) loading: Option<Rc<Module>>,
    /// A purge has begun.
    purging: Option<Purge>,
}

/// What a purge takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purge {
    /// The old code.
    Old,
    /// The code whose `on_load` function failed.
    Failed,
}

impl Versions {
    fn leaving(&self, purge: Purge) -> Option<&Rc<Module>> {
        match purge {
            Purge::Old => self.old.as_ref(),
            Purge::Failed => self.loading.as_ref(),
        }
    }
}

impl Code {
    /// The current code of a module.
    pub(crate) fn current(&self, name: Atom) -> Option<&Rc<Module>> {
        self.modules.get(&name)?.current.as_ref()
    }

    /// The old code of a module.
    pub(crate) fn old(&self, name: Atom) -> Option<&Rc<Module>> {
        self.modules.get(&name)?.old.as_ref()
    }

    /// Code whose `on_load` function has not ended.
    pub(crate) fn loading(&self, name: Atom) -> Option<&Rc<Module>> {
        self.modules.get(&name)?.loading.as_ref()
    }

    /// Whether the code that a purge takes away contains an address; of the old code when there is no purge.
    pub(crate) fn is_leaving(&self, name: Atom, address: *const u32) -> bool {
        let Some(versions) = self.modules.get(&name) else {
            return false;
        };
        let leaving = versions.leaving(versions.purging.unwrap_or(Purge::Old));
        leaving.is_some_and(|module| module.contains(address))
    }

    /// Whether funs of a module wait for the end of a purge.
    pub(crate) fn is_purging(&self, name: Atom) -> bool {
        self.modules
            .get(&name)
            .is_some_and(|versions| versions.purging.is_some())
    }

    /// Make a version of a module the current one. The former is its old one; the caller has seen to it that there was none.
    pub(crate) fn install(&mut self, module: Module) -> Rc<Module> {
        let module = Rc::new(module);
        self.add_range(Rc::clone(&module));
        self.set_funs(&module);
        self.make_current(Rc::clone(&module));
        module
    }

    /// Let a version of a module run its `on_load` function before it is current.
    pub(crate) fn stage(&mut self, module: Module) {
        let module = Rc::new(module);
        self.add_range(Rc::clone(&module));
        self.set_funs(&module);
        let name = module.name;
        self.modules.entry(name).or_default().loading = Some(module);
    }

    /// The `on_load` function has ended well.
    pub(crate) fn make_staged_current(&mut self, name: Atom) {
        let versions = self.modules.entry(name).or_default();
        if let Some(module) = versions.loading.take() {
            self.make_current(module);
        }
    }

    /// Make the current code of a module old. False if it has none.
    pub(crate) fn delete(&mut self, name: Atom) -> bool {
        self.forget_breaks(name);
        let Some(versions) = self.modules.get_mut(&name) else {
            return false;
        };
        let Some(former) = versions.current.take() else {
            return false;
        };
        versions.old = Some(Rc::clone(&former));
        self.forget_exports(&former);
        true
    }

    /// Begin to take code away: its funs cannot be called from now on. False if there is nothing to take away.
    pub(crate) fn begin_purge(&mut self, name: Atom, purge: Purge) -> bool {
        let versions = self.modules.entry(name).or_default();
        let Some(module) = versions.leaving(purge).cloned() else {
            return false;
        };
        versions.purging = Some(purge);
        self.forget_funs(&module);
        true
    }

    /// Leave all as it was.
    pub(crate) fn abort_purge(&mut self, name: Atom) {
        let versions = self.modules.entry(name).or_default();
        let leaving = versions
            .purging
            .take()
            .and_then(|purge| versions.leaving(purge))
            .cloned();
        for (module, (number, word)) in leaving
            .iter()
            .flat_map(|module| module.funs.iter().map(move |fun| (module, fun)))
        {
            if self.funs.get(*number).code.is_null() {
                self.funs.set_code(*number, module.address(*word));
            }
        }
    }

    /// Take the code away, which nobody runs any more; terms anywhere may refer to its literals. None if no purge had begun.
    pub(crate) fn complete_purge(&mut self, name: Atom) -> Option<Heap> {
        let versions = self.modules.entry(name).or_default();
        let taken = match versions.purging.take() {
            Some(Purge::Old) => versions.old.take(),
            Some(Purge::Failed) => versions.loading.take(),
            None => return None,
        };
        let Some(module) = taken else {
            return Some(Heap::default());
        };
        self.ranges.retain(|other| !Rc::ptr_eq(other, &module));
        self.forget_funs(&module);
        let module = Rc::into_inner(module).expect("nobody keeps a version but this table");
        Some(module.literals)
    }

    fn make_current(&mut self, module: Rc<Module>) {
        let name = module.name;
        self.forget_breaks(name);
        let versions = self.modules.entry(module.name).or_default();
        let former = versions.current.replace(Rc::clone(&module));
        if let Some(former) = former {
            versions.old = Some(Rc::clone(&former));
            self.forget_exports(&former);
        }
        for (export, word) in &module.exports {
            self.exports.set_code(&mut self.pool, *export, module.address(*word));
        }
        self.break_on_load(name);
    }

    fn forget_exports(&mut self, module: &Module) {
        for (export, _) in &module.exports {
            self.exports.set_code(&mut self.pool, *export, std::ptr::null());
        }
    }

    fn set_funs(&mut self, module: &Module) {
        for (number, word) in &module.funs {
            self.funs.set_code(*number, module.address(*word));
        }
    }

    /// Funs of the same code loaded again go on there, and are none of this version any more.
    fn forget_funs(&mut self, module: &Module) {
        for (number, _) in &module.funs {
            if module.contains(self.funs.get(*number).code) {
                self.funs.set_code(*number, std::ptr::null());
            }
        }
    }

    fn add_range(&mut self, module: Rc<Module>) {
        let at = self.ranges.partition_point(|other| other.start() < module.start());
        self.ranges.insert(at, module);
    }
}
