//! The corpus in the sandbox: every program prints, to the byte, what it prints on OTP, run by `portcullis erl`.
//!
//! `PORTCULLIS_CORPUS=maps,ets_match` runs those whose names begin so; arguments do the same.

use std::{path::Path, process::ExitCode, time::Duration};

use portcullis_corpus::{Corpus, Machine, Program, compare};

/// The command sends reports to standard error, OTP to standard output: where they are what a program is about, back there.
const REPORTS: &str = "{ok, Handler__} = logger:get_handler_config(default), ok = logger:remove_handler(default), \
    ok = logger:add_handler(default, logger_std_h, Handler__#{config => #{type => standard_io}}), ";

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
    let run = match program.name.starts_with("log_") {
        true => format!("{REPORTS}{}", program.run),
        false => program.run.clone(),
    };
    arguments.extend(["-eval".to_owned(), run]);
    arguments
}
