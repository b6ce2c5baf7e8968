//! Rare: what a process has only if it has asked for something unusual.

use rustc_hash::{FxHashMap, FxHashSet};

use super::tie::Alias;
use crate::tracer::{Traced, sequence::Sequence};

/// As OTP's default of `min_bin_vheap_size`, in words.
pub(crate) const MIN_BINARY_WORDS: usize = 46422;

/// As OTP's default of `fullsweep_after`.
pub(crate) const FULLSWEEP_AFTER: u64 = 65535;

/// What few processes need.
#[derive(Debug)]
pub(crate) struct Rare {
    /// Aliases that live without a monitor, by the first word of their identity.
    pub(crate) aliases: FxHashMap<u64, Alias>,
    /// Monitors and aliases whose messages have priority, by the first word of their references' identity.
    pub(crate) urgent: FxHashSet<u64>,
    /// Pids and ports, by their words, whose exit signals over a link have priority.
    pub(crate) urgent_links: FxHashSet<u64>,
    pub(crate) sensitive: bool,
    /// `message_queue_data` is `off_heap`. It is remembered, and changes nothing.
    pub(crate) off_heap_messages: bool,
    pub(crate) min_binary_words: usize,
    pub(crate) fullsweep_after: u64,
    pub(crate) max_heap: MaxHeap,
    /// It has become larger in this turn than it may be.
    pub(crate) too_large: bool,
    pub(crate) save_calls: u16,
    /// What it sends to other nodes is sent without waiting. It is remembered, and changes nothing.
    pub(crate) async_dist: bool,
    /// The scheduler that it was bound to; 0 for any.
    pub(crate) scheduler: usize,
    /// Times that it has called `process_flag(monitor_nodes, true)`.
    pub(crate) monitor_nodes: u32,
    /// Processes that it has suspended, and how often each.
    pub(crate) suspending: Vec<(u64, u32)>,
    /// It belongs to the machine, not to a program.
    pub(crate) system: bool,
    /// How it is traced.
    pub(crate) traced: Traced,
    /// Its token of sequential tracing.
    pub(crate) sequence: Sequence,
}

impl Default for Rare {
    fn default() -> Self {
        Self {
            aliases: FxHashMap::default(),
            urgent: FxHashSet::default(),
            urgent_links: FxHashSet::default(),
            sensitive: false,
            off_heap_messages: false,
            min_binary_words: MIN_BINARY_WORDS,
            fullsweep_after: FULLSWEEP_AFTER,
            max_heap: MaxHeap::default(),
            too_large: false,
            save_calls: 0,
            async_dist: false,
            scheduler: 0,
            monitor_nodes: 0,
            suspending: Vec::new(),
            system: false,
            traced: Traced::default(),
            sequence: Sequence::default(),
        }
    }
}

/// How large a process may grow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct MaxHeap {
    /// In words; 0 is no limit.
    pub(crate) size: u64,
    pub(crate) kill: bool,
    pub(crate) error_logger: bool,
    /// Binaries that are shared count too, as OTP 27 and later can be told. It is remembered, and changes nothing.
    pub(crate) shared_binaries: bool,
}

impl Default for MaxHeap {
    fn default() -> Self {
        Self {
            size: 0,
            kill: true,
            error_logger: true,
            shared_binaries: false,
        }
    }
}
