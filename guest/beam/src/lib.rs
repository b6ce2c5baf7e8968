//! A BEAM for the sandbox: loads stock `.beam` files and runs them, with everything outside behind [`host::Host`].
//!
//! The way of a program: `load` reads a file's bytes, `code` links it into the machine as words of its own instruction set, `op` executes them for the process
//! whose turn it is, `proc` says whose turn it is, `bif` is what Erlang code cannot do for itself, and `term` is what all of them hold.

pub(crate) mod bif;
mod boot;
pub(crate) mod code;
pub mod host;
pub mod load;
#[expect(unsafe_code, reason = "memory is had and given back here")]
mod memory;
#[cfg(not(target_family = "wasm"))]
pub mod native;
pub(crate) mod op;
pub(crate) mod proc;
pub(crate) mod re;
mod release;
mod survey;
pub mod term;
pub(crate) mod tracer;
mod vm;
#[cfg(target_family = "wasm")]
pub mod wasm;

pub use bif::functions;
pub use boot::BootError;
pub use survey::{SurveyError, survey};
pub use vm::Vm;
