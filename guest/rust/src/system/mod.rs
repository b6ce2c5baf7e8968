//! The system: arguments, standard streams, a clock and an exit, where std has none.
//!
//! On `wasm32-unknown-unknown` std is silent: its `println!` prints nothing, its arguments are none and its clock
//! panics. The functions and macros here go to `wasi:cli`, `wasi:io` and `wasi:clocks` there, and to std everywhere
//! else. A guest imports what it uses.

// Where std works it is the system; a component without it calls WASI.
#[cfg_attr(all(target_arch = "wasm32", not(target_os = "wasi")), path = "component.rs")]
#[cfg_attr(any(target_os = "wasi", not(target_arch = "wasm32")), path = "native.rs")]
mod platform;
mod print;
#[cfg(all(target_arch = "wasm32", not(target_os = "wasi")))]
mod start;
mod streams;

use std::time::Duration;

#[doc(hidden)]
pub use print::{eprint_text, print_text};
pub use streams::{Stderr, Stdin, Stdout, stderr, stdin, stdout};

/// The arguments of the program, its own name first.
///
/// # Panics
///
/// If an argument is not Unicode, which in a sandbox none is.
///
/// Follows `std::env::args`.
pub fn args() -> Vec<String> {
    platform::args()
}

/// The value of an environment variable; `None` if it is not set.
///
/// Follows `std::env::var`.
pub fn env(name: &str) -> Option<String> {
    platform::env(name)
}

/// End the program at once. 0 is success; nothing is dropped, the host closes the sockets.
///
/// Follows `std::process::exit`. It calls `exit-with-code` of `wasi:cli/exit@0.2.12`, which wasmtime 48 has.
pub fn exit(code: u8) -> ! {
    platform::exit(code)
}

/// The time since a moment that stays the same while the program runs; it never goes back.
///
/// Follows `std::time::Instant`: `now() - start` is what has passed since `let start = now()`.
pub fn now() -> Duration {
    platform::now()
}

/// [`now`] in milliseconds.
pub fn now_ms() -> u64 {
    u64::try_from(now().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_does_not_go_back() {
        let start = now();
        assert!(now() >= start);
    }

    #[test]
    fn the_program_has_a_name() {
        assert!(!args()[0].is_empty());
        assert_eq!(env("PORTCULLIS_NO_SUCH_VARIABLE"), None);
    }
}
