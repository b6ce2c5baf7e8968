//! Bounds: how many instances there may be at once, and what each may have, as the configuration of an engine.

use wasmtime::{Config, Enabled, PoolingAllocationConfig};

/// What all instances of an engine together may take. It is reserved when the engine is made, and taken when it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Instances at once, those included that wait in a pool.
    pub instances: u32,
    /// Bytes to which one memory of an instance may grow.
    pub memory_bytes: usize,
}

/// Of each instance. A Rust program is three core instances with one memory and two tables.
const CORE_INSTANCES: u32 = 16;
const TABLES: u32 = 8;
const MEMORIES: u32 = 2;

/// Bytes of a memory, and of a table, that are cleaned by hand when an instance ends: up to this many that is faster than to
/// give the pages back and to fault them in again.
const KEPT_MEMORY: usize = 256 << 10;
const KEPT_TABLE: usize = 16 << 10;

impl Bounds {
    /// The configuration: a pooling allocator, memories that start as copies of an image on write, interruption by epochs.
    pub fn config(&self) -> Config {
        let mut pool = PoolingAllocationConfig::new();
        pool.total_component_instances(self.instances)
            .total_core_instances(self.instances.saturating_mul(CORE_INSTANCES))
            .total_memories(self.instances.saturating_mul(MEMORIES))
            .total_tables(self.instances.saturating_mul(TABLES))
            .total_stacks(self.instances)
            .max_core_instances_per_component(CORE_INSTANCES)
            .max_memories_per_component(MEMORIES)
            .max_tables_per_component(TABLES)
            .max_tables_per_module(TABLES)
            .max_memory_size(self.memory_bytes)
            // Only the pages that a guest has written to are cleaned, where the kernel can tell which (Linux 6.7).
            .pagemap_scan(Enabled::Auto)
            .linear_memory_keep_resident(KEPT_MEMORY)
            .table_keep_resident(KEPT_TABLE);
        let mut config = Config::new();
        config
            .allocation_strategy(pool)
            .epoch_interruption(true)
            // Guests are of WASI 0.2, and each call would pay for what only 0.3 needs.
            .concurrency_support(false);
        config
    }
}
