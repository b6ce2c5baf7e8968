//! Limit: a process may not grow beyond what it was allowed.

use super::{Process, State, rare, report};
use crate::{
    term::{Atom, Heap, Term, atom},
    vm::Vm,
};

/// What is told of a process that is too large, as ERTS words it in its `erl_gc.c`.
const FORMAT: &str = "     Process:            ~p ~n     Context:            maximum heap size reached~n     Max Heap Size:      ~p~n     \
    Total Heap Size:    ~p~n     Kill:               ~p~n     Error Logger:       ~p~n     Message Queue Len:  ~p~n     \
    GC Info:            ~p~n";

impl Process {
    /// After a collection: if it is larger than it may be, it ends, or is at least reported.
    pub(super) fn mind_limit(&mut self) {
        let words = self.heap.total_words() as u64;
        let Some(rare) = &mut self.rare else { return };
        if rare.max_heap.size > 0 && words > rare.max_heap.size {
            rare.too_large = true;
            if rare.max_heap.kill && self.state != State::Exiting {
                self.doom(atom::KILLED.into());
            }
        }
    }

    /// What `garbage_collection_info` says.
    pub(crate) fn collection_info(&self, heap: &mut Heap) -> Term {
        let binary = self
            .rare
            .as_ref()
            .map_or(rare::MIN_BINARY_WORDS, |rare| rare.min_binary_words);
        let old = (self.heap.old_top as usize - self.heap.old.start() as usize) / 8;
        let items = [
            ("old_heap_block_size", self.heap.old.words()),
            ("heap_block_size", self.heap.young.words()),
            ("mbuf_size", self.heap.fragment_words),
            ("recent_size", 0),
            ("stack_size", self.stack_words()),
            ("old_heap_size", old),
            ("heap_size", self.heap.used_words() - old - self.heap.fragment_words),
            ("bin_vheap_size", self.off_heap_words()),
            ("bin_vheap_block_size", binary),
            ("bin_old_vheap_size", 0),
            ("bin_old_vheap_block_size", binary),
        ];
        let pairs = items.map(|(name, words)| heap.tuple(&[Atom::new(name).into(), Term::small(words as i64)]));
        heap.list(pairs.into_iter())
    }
}

impl Vm {
    /// Tell the logger of a process that has become too large in its turn.
    pub(super) fn report_limit(&mut self, process: &mut Process) {
        let Some(rare) = process.rare.as_mut().filter(|rare| rare.too_large) else {
            return;
        };
        rare.too_large = false;
        let limit = rare.max_heap;
        if !limit.error_logger {
            return;
        }
        let mut heap = Heap::default();
        let info = process.collection_info(&mut heap);
        let args = [
            process.pid(),
            heap.unsigned(limit.size),
            heap.unsigned(process.heap.total_words() as u64),
            Term::bool(limit.kill),
            Term::bool(limit.error_logger),
            Term::small(process.mailbox.len() as i64),
            info,
        ];
        let args = heap.list(args.into_iter());
        process.heap.adopt(heap);
        report::tell(self, process, atom::ERROR, FORMAT, args);
    }
}
