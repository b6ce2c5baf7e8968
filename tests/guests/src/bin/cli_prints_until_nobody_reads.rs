//! Prints lines until standard output takes no more, which is an error like any other.

use portcullis_guest::{eprintln, stdout};
use std::io::Write;

fn main() {
    let error = loop {
        if let Err(error) = stdout().write_all(b"and again\n") {
            break error;
        }
    };
    eprintln!("{}", error.kind());
}
