//! The interpreter as it was built for this machine, called with the command line of ERTS's emulator.

use std::{path::Path, time::Duration};

use portcullis_corpus::{Corpus, Machine, Program};

/// The native interpreter.
pub(crate) fn machine() -> Machine {
    Machine {
        name: "native",
        program: env!("CARGO_BIN_EXE_portcullis-beam").into(),
        arguments,
        limit: Duration::from_secs(60),
        threads: 2,
    }
}

fn arguments(corpus: &Corpus, program: &Program, _: &Path) -> Vec<String> {
    let mut arguments = corpus.otp.emulator_arguments();
    arguments.extend(corpus.arguments(program));
    arguments
}
