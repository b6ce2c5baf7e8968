//! Guest programs: Rust crates in, core Wasm modules out.
//!
//! [`Compiler`] is what can make them here, and [`Builder`] runs cargo with it; `outer` frees that cargo from the one
//! that runs us, and `message` reads what it says. The modules carry their component types; making components of them
//! is `portcullis-component`'s part, so that whoever only builds guests need not build that.

#![forbid(unsafe_code)]

mod builder;
mod compiler;
mod error;
mod message;
mod outer;

pub use builder::{Builder, Program};
pub use compiler::{Compiler, TARGET};
pub use error::Error;
