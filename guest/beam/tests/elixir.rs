//! Elixir on the native interpreter: its stock modules, and programs that its own compiler compiled, print what they print on OTP.

use std::{path::Path, process::ExitCode};

use portcullis_corpus::{Corpus, compare};

mod native;

fn main() -> ExitCode {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("elixir");
    let corpus = Corpus::elixir(&scratch).expect("the programs compile");
    let failed = compare(&corpus, &native::machine()).expect("the programs run");
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
