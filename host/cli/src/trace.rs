//! Trace: what happens, as lines on standard error, as many as `-v` asks for.

use std::io::{IsTerminal, stderr};
use tracing_subscriber::EnvFilter;

/// Write events from now on.
pub(crate) fn start(verbosity: u8) {
    tracing_subscriber::fmt()
        .compact()
        .with_env_filter(EnvFilter::new(filter(verbosity)))
        .with_ansi(stderr().is_terminal())
        // It would complain where nobody hears it, and panic.
        .log_internal_errors(false)
        .with_writer(stderr)
        .init();
}

/// What `-v` says, and after it `RUST_LOG`: of two directives about one target the later holds.
fn filter(verbosity: u8) -> String {
    let ours = match verbosity {
        // Refusals are warnings; without -v the first of them is explained instead.
        // And nobody loses anything by a cache that two runs write to at once, one of them in vain.
        0 => "warn,portcullis=error,wasmtime_internal_cache=error",
        1 => "warn,portcullis=debug,wasmtime_internal_cache=error",
        _ => "info,portcullis=trace,wasmtime_wasi=debug",
    };
    match std::env::var("RUST_LOG") {
        Ok(theirs) => format!("{ours},{theirs}"),
        Err(_) => ours.to_owned(),
    }
}
