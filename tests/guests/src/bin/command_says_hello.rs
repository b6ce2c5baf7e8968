//! Says hello on standard output.

#![cfg_attr(target_family = "wasm", no_main)]

use wasip2::{cli::stdout, exports::cli::run};

struct Hello;

impl run::Guest for Hello {
    fn run() -> Result<(), ()> {
        stdout::get_stdout().blocking_write_and_flush(b"hello\n").map_err(drop)
    }
}

wasip2::cli::command::export!(Hello);

// The workspace is also compiled for the host, where a program needs a `main`.
#[cfg(not(target_family = "wasm"))]
fn main() {}
