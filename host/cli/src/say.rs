//! Saying something, to whoever may have stopped listening: `println!` panics when its reader has gone.

use std::fmt;
use std::io::{Write, stderr, stdout};

/// A line or more for standard output.
pub(crate) fn answer(text: impl fmt::Display) {
    let _ = writeln!(stdout(), "{text}");
}

/// A line or more for standard error.
pub(crate) fn error(text: impl fmt::Display) {
    // In one piece, for the guest writes there too, and may be about to.
    let _ = stderr().write_all(format!("{text}\n").as_bytes());
}
