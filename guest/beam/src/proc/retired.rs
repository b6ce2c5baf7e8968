//! Retired: terms that any process may refer to and that belong to nobody any more: literals of purged modules, persistent terms that were replaced.
//!
//! When there are many, all processes are looked through between two turns: who refers to one gets a copy, and then they go. All else that keeps
//! terms (tables, timers, tags of monitors, signals of ports, patterns) has copies of its own from the beginning.

use super::gc::Areas;
use crate::{
    term::Heap,
    vm::{Context, Vm},
};

/// So many words may always be there.
const FEW: usize = 1 << 18;

/// What a heap counts beyond its words.
const HEAP_WORDS: usize = 32;

/// Heaps whose owners are gone.
#[derive(Debug)]
pub(crate) struct Retired {
    heaps: Vec<Heap>,
    /// What they hold, in words.
    words: usize,
    /// How many there may be: an eighth of what there was to look through last time, so that the work is in proportion.
    limit: usize,
}

impl Default for Retired {
    fn default() -> Self {
        Self {
            heaps: Vec::new(),
            words: 0,
            limit: FEW,
        }
    }
}

impl Retired {
    fn add(&mut self, heap: Heap) {
        if heap.used_words() > 0 {
            self.words += heap.total_words() + heap.off_heap_bytes / 8 + HEAP_WORDS;
            self.heaps.push(heap);
        }
    }

    /// Whether it is time to let them go.
    pub(super) fn are_many(&self) -> bool {
        self.words >= self.limit
    }
}

impl Context<'_> {
    /// Heaps have lost their owners. When there are too many, the caller's turn ends with this.
    pub(crate) fn retire(&mut self, heaps: impl IntoIterator<Item = Heap>) {
        for heap in heaps {
            self.vm.retired.add(heap);
        }
        if self.vm.retired.are_many() {
            self.me.reductions_left = 0;
        }
    }
}

impl Vm {
    /// Let all that is retired go. No process runs, and nothing is on its way to one.
    pub(super) fn release_retired(&mut self) {
        let heaps = std::mem::take(&mut self.retired).heaps;
        let areas = Areas::of(&heaps);
        let mut words = 0;
        for process in self.processes.iter_mut() {
            words += process.heap.used_words() + process.stack_words();
            process.leave(&areas);
        }
        self.retired.limit = FEW.max(words / 8);
    }
}
