//! Components: what core Wasm modules become before they can run.
//!
//! A compiler leaves a core module, and bindings leave in it a custom section that holds its component type: the
//! interfaces it imports and exports. [`componentize`] reads both. `preview1` adapts the modules that speak the older
//! WASI, and `imports` tells which import nobody provides when the two do not fit.

#![forbid(unsafe_code)]

mod componentize;
mod error;
mod imports;
mod preview1;

pub use componentize::componentize;
pub use error::Error;
