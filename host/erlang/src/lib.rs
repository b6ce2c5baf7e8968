//! The BEAM of `guest/beam`, as a component that is built in.
//!
//! It is WebAssembly, and compiled where it runs: machine code made at build time would need an engine in the build
//! script, which cargo would build a second time, since features there and here are unified apart. An engine's cache
//! keeps what was compiled once.

#![forbid(unsafe_code)]

/// The interpreter: a component that exports `wasi:cli/run` and takes the command line of ERTS's emulator.
pub static COMPONENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/beam.wasm"));
