//! Config: an engine whose instances are cheap to make, and of which there are only so many.

use wasmtime::{Config, Enabled, PoolingAllocationConfig};

/// Of each instance. A Rust program is three core instances with one memory and two tables.
const CORE_INSTANCES: u32 = 16;
const TABLES: u32 = 8;
const MEMORIES: u32 = 2;

/// Bytes of a memory, and of a table, that are cleaned by hand when an instance ends: up to this many that is faster than to
/// give the pages back and to fault them in again.
const KEPT_MEMORY: usize = 256 << 10;
const KEPT_TABLE: usize = 16 << 10;

/// The configuration of an engine for at most so many instances at once, those included that wait in a pool: a pooling allocator,
/// memories that start as copies of an image on write, interruption by epochs.
///
/// Address space for all of them is reserved when the engine is made, 8 GiB for each; memory is taken when it is used. How much
/// each may use is for the limiter of its store to say.
pub fn config(instances: u32) -> Config {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(instances)
        .total_core_instances(instances.saturating_mul(CORE_INSTANCES))
        .total_memories(instances.saturating_mul(MEMORIES))
        .total_tables(instances.saturating_mul(TABLES))
        .total_stacks(instances)
        .max_core_instances_per_component(CORE_INSTANCES)
        .max_memories_per_component(MEMORIES)
        .max_tables_per_component(TABLES)
        .max_tables_per_module(TABLES)
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
