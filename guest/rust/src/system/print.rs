//! Printing: std's macros, for a target on which std's print nothing.

use std::{fmt::Arguments, io::Write};

use super::{stderr, stdout};

/// Print to standard output, as `std::print!` does.
///
/// # Panics
///
/// If standard output cannot be written to.
#[macro_export]
macro_rules! print {
    ($($argument:tt)*) => { $crate::system::print_text(::core::format_args!($($argument)*), "") };
}

/// Print a line to standard output, as `std::println!` does.
///
/// # Panics
///
/// If standard output cannot be written to.
#[macro_export]
macro_rules! println {
    () => { $crate::system::print_text(::core::format_args!(""), "\n") };
    ($($argument:tt)*) => { $crate::system::print_text(::core::format_args!($($argument)*), "\n") };
}

/// Print a line to standard error, as `std::eprintln!` does; if that fails, nobody could be told.
#[macro_export]
macro_rules! eprintln {
    () => { $crate::system::eprint_text(::core::format_args!(""), "\n") };
    ($($argument:tt)*) => { $crate::system::eprint_text(::core::format_args!($($argument)*), "\n") };
}

/// The function behind `print!` and `println!`.
pub fn print_text(text: Arguments<'_>, end: &str) {
    stdout()
        .write_all(whole(text, end).as_bytes())
        .expect("standard output takes the text");
}

/// The function behind `eprintln!`.
pub fn eprint_text(text: Arguments<'_>, end: &str) {
    let _ = stderr().write_all(whole(text, end).as_bytes());
}

/// One text, so that it goes out in one write.
fn whole(text: Arguments<'_>, end: &str) -> String {
    format!("{text}{end}")
}
