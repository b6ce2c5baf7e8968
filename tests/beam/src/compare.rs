//! The comparison: all programs on a machine, a few at a time, with a report of those that print something else than on OTP.

use std::{
    fmt, panic,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use crate::{Command, Corpus, Program, Status, difference::difference};

/// What programs are run on.
pub struct Machine {
    /// Its name in reports and in names of directories.
    pub name: &'static str,
    /// The command.
    pub program: PathBuf,
    /// Its arguments for a program of the corpus, which runs in this directory of its own.
    pub arguments: fn(&Corpus, &Program, &Path) -> Vec<String>,
    /// How long a program may take.
    pub limit: Duration,
    /// How many programs run at once.
    pub threads: usize,
}

/// Run all programs on OTP, if need be, and on the machine. Returns the names of those that differ, after having printed how.
///
/// # Errors
/// A program could not be run at all.
pub fn compare(corpus: &Corpus, machine: &Machine) -> Result<Vec<String>> {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(Vec::new());
    let start = Instant::now();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..machine.threads)
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    while let Some(program) = corpus.programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if let Some(text) = check(corpus, machine, program)? {
                            println!("{} differs on {}:\n{text}", program.name, machine.name);
                            failed
                                .lock()
                                .expect("no panic while it is locked")
                                .push(program.name.clone());
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked)))
    })?;
    let mut failed = failed.into_inner().expect("no panic while it was locked");
    failed.sort();
    println!(
        "{}: {} of {} programs print what they print on OTP {} ({:.1} s)",
        machine.name,
        corpus.programs.len() - failed.len(),
        corpus.programs.len(),
        corpus.otp.version,
        start.elapsed().as_secs_f32()
    );
    if !failed.is_empty() {
        println!("These differ: {}", failed.join(" "));
    }
    Ok(failed)
}

fn check(corpus: &Corpus, machine: &Machine, program: &Program) -> Result<Option<String>> {
    let expected = corpus.expected(program)?;
    if expected.status == Status::Signalled {
        println!("{} brings down OTP {} itself", program.name, corpus.otp.version);
        return Ok(None);
    }
    let directory = corpus.directory(machine.name, program)?;
    let arguments = (machine.arguments)(corpus, program, &directory);
    let actual = Command::new(&machine.program, directory, machine.limit)
        .arguments(arguments)
        .input(program.input.as_deref())
        .run()?;
    Ok(difference(&expected, &actual))
}

impl fmt::Debug for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.program.display())
    }
}
