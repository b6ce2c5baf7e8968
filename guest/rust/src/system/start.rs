//! The start of a component: WASI's `run` calls the program's `main`.

#![allow(
    unsafe_code,
    reason = "the export is generated, and the C `main` that rustc makes of `fn main` can only be declared"
)]

use std::{
    ffi::{c_char, c_int},
    panic, ptr,
};

use crate::bindings::{self, exports::wasi::cli::run::Guest};

struct Start;

impl Guest for Start {
    fn run() -> Result<(), ()> {
        // std's own hook prints to its own standard error, which is silent here.
        panic::set_hook(Box::new(|panic| crate::eprintln!("{panic}")));
        match start() {
            0 => Ok(()),
            _ => Err(()),
        }
    }
}

fn start() -> c_int {
    unsafe extern "C" {
        fn main(argc: c_int, argv: *const *const c_char) -> c_int;
    }
    // SAFETY: a program has this function, with this signature, on every target that is not WASI; without arguments it
    // reads none, and a component is started once.
    unsafe { main(0, ptr::null()) }
}

bindings::export!(Start with_types_in bindings);
