//! Engine: what machine code that is made ahead hangs on.

use wasmtime::Config;

/// Set what hosts of the interpreter and the maker of its machine code must agree on; the rest is wasmtime's own choice.
///
/// Programs are interrupted by epochs. They are of WASI 0.2, and each of their calls would pay for what only 0.3 needs, so that is left out.
pub fn configure(config: &mut Config) -> &mut Config {
    config.epoch_interruption(true).concurrency_support(false)
}
