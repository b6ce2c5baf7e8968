//! The corpus in the sandbox: every program prints, to the byte, what it prints on OTP, run by `portcullis erl`.
//!
//! `PORTCULLIS_CORPUS=maps,ets_match` runs those whose names begin so; arguments do the same.

use std::{path::Path, process::ExitCode, time::Duration};

use portcullis_corpus::{Corpus, Machine, Program, compare};

fn main() -> ExitCode {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let corpus = Corpus::load(&scratch, &Corpus::wanted()).expect("the corpus compiles");
    let machine = Machine {
        name: "portcullis-erl",
        program: env!("CARGO_BIN_EXE_portcullis").into(),
        arguments,
        limit: Duration::from_secs(120),
        threads: 2,
    };
    let failed = compare(&corpus, &machine).expect("the programs run");
    if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The program may write into its own directory; OTP and the compiled modules it may read anyway.
fn arguments(corpus: &Corpus, program: &Program, directory: &Path) -> Vec<String> {
    let mut arguments = vec!["erl".to_owned(), "--dir".to_owned(), directory.display().to_string()];
    for path in &corpus.paths {
        arguments.extend(["-pa".to_owned(), path.display().to_string()]);
    }
    arguments.extend(["-eval".to_owned(), program.run.clone()]);
    arguments
}
