//! Start: from the start of a process to its first reply.

use std::process::Command;
use std::time::{Duration, Instant};

use super::{Sample, connect, messages::round_trip};
use crate::affinity;
use crate::subject::{Failure, Subject};

/// Start `echo` again and again.
pub(crate) fn start(time: Duration, mut command: impl FnMut() -> Result<Command, Failure>) -> Result<Sample, Failure> {
    let begin = Instant::now();
    let (mut operations, mut milliseconds) = (0, 0.0);
    while operations == 0 || begin.elapsed() < time {
        let mut command = command()?;
        let start = Instant::now();
        let mut subject = affinity::of_subjects(|| Subject::start(&mut command))?;
        if let Err(error) = connect(&subject).and_then(|mut stream| round_trip(&mut stream)) {
            return Err(subject.explain(error.into()));
        }
        milliseconds += start.elapsed().as_secs_f64() * 1e3;
        operations += 1;
    }
    Ok(Sample {
        value: milliseconds / operations as f64,
        operations,
        ..Sample::default()
    })
}
