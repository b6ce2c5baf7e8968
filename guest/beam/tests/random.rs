//! Random programs on the native interpreter: every one prints what it prints on OTP.
//!
//! `PORTCULLIS_RANDOM=1000` runs so many instead of a few, `PORTCULLIS_SEED=42` begins with that seed; a program is named by its seed.

use std::{env, path::Path, process::ExitCode};

use portcullis_corpus::{Corpus, compare};

mod native;

/// Programs that are run each time: about a minute of them.
const FEW: u64 = 60;

fn main() -> ExitCode {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random");
    let (first, count) = (
        number("PORTCULLIS_SEED").unwrap_or(1),
        number("PORTCULLIS_RANDOM").unwrap_or(FEW),
    );
    let corpus = Corpus::random(&scratch, first, count).expect("random programs compile");
    let failed = compare(&corpus, &native::machine()).expect("the programs run");
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} is no number: {text}")),
    )
}
