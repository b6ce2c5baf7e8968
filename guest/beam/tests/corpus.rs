//! The corpus on the native interpreter: every program prints, to the byte, what it prints on OTP.
//!
//! `PORTCULLIS_CORPUS=maps,ets_match` runs those whose names begin so; arguments do the same.

use std::{path::Path, process::ExitCode};

use portcullis_corpus::{Corpus, compare};

mod native;

fn main() -> ExitCode {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let corpus = Corpus::load(&scratch, &Corpus::wanted()).expect("the corpus compiles");
    let failed = compare(&corpus, &native::machine()).expect("the programs run");
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
