//! Errors: why there are no guests.

use std::{io, process::ExitStatus};

/// Why guests could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Neither the active toolchain nor Debian's second compiler can make guests.
    #[error(
        "no compiler for wasm32-unknown-unknown; install one with any of these\n  \
         cargo xtask setup\n  \
         rustup target add wasm32-unknown-unknown\n  \
         apt-get install --no-install-recommends rustc-web rust-web-src    (Debian)"
    )]
    NoCompiler,

    /// Cargo could not be started, or its output not be read.
    #[error("cannot run cargo")]
    Cargo(#[source] io::Error),

    /// Cargo ran, and said on its standard error what is wrong.
    #[error("cargo could not build the guests: {0}")]
    Build(ExitStatus),

    /// Cargo said something that is not one of its messages.
    #[error("cannot read a message of cargo")]
    Message(#[source] serde_json::Error),
}
