//! The BEAM of `guest/beam`, as a component that is built in.
//!
//! With the feature `precompiled` there is machine code beside the WebAssembly, made when the crate was built and for the machine that it was built on,
//! so that a program starts at once. Without it, or where that code does not fit (another processor, or an engine that is set otherwise than by [`configure`]), an engine compiles the
//! component when it is loaded, which takes seconds, unless its cache has it.

#![deny(unsafe_code)]

mod engine;

pub use engine::configure;

use wasmtime::component::Component;
use wasmtime::{Engine, Result};

/// The interpreter: a component that exports `wasi:cli/run` and takes the command line of ERTS's emulator.
pub static COMPONENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/beam.wasm"));

/// Its machine code, if it was made.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/beam.cwasm"));

/// The interpreter, ready to be linked.
///
/// # Errors
///
/// The engine cannot take the component: a part of WebAssembly is switched off.
pub fn load(engine: &Engine) -> Result<Component> {
    precompiled(engine).map_or_else(|| Component::from_binary(engine, COMPONENT), Ok)
}

fn precompiled(engine: &Engine) -> Option<Component> {
    if COMPILED.is_empty() {
        return None;
    }
    // SAFETY: wasmtime made these bytes, in our build script; an engine of another version, other settings or another processor refuses them.
    #[expect(unsafe_code, reason = "wasmtime cannot check machine code")]
    let component = unsafe { Component::deserialize(engine, COMPILED) };
    component
        .inspect_err(|error| tracing::debug!("the interpreter is compiled anew: {error:#}"))
        .ok()
}
