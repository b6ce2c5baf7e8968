//! Erlang: works that an Erlang machine does for itself, natively or in the sandbox.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use super::Sample;
use crate::affinity;
use crate::subject::Failure;

/// What is asked of the machine.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Work {
    /// A function of the works' module, which measures itself and prints milliseconds.
    Function(&'static str),
    /// From the start of the process to its first output.
    Hello,
    /// So many processes at rest.
    Processes(u64),
}

impl Work {
    /// The function of the works' module.
    pub(crate) fn function(self) -> &'static str {
        match self {
            Self::Function(name) => name,
            Self::Hello => "hello",
            Self::Processes(_) => "processes",
        }
    }
}

/// Let a machine do a work once.
pub(crate) fn erlang(mut command: Command, work: Work) -> Result<Sample, Failure> {
    let start = Instant::now();
    let mut machine = Machine(affinity::of_subjects(|| {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
    })?);
    let mut output = BufReader::new(machine.0.stdout.take().expect("it is piped"));
    let mut line = || -> Result<String, Failure> {
        let mut line = String::new();
        output.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    };
    let first = line()?;
    let value = match work {
        _ if first.is_empty() => return Err(machine.failure()),
        Work::Hello => start.elapsed().as_secs_f64() * 1e3,
        Work::Function(_) => first.parse().map_err(|_| machine.failure())?,
        Work::Processes(count) => {
            let before = machine.memory()?;
            machine.0.stdin.as_mut().expect("it is piped").write_all(b"\n")?;
            line()?;
            machine.memory()?.saturating_sub(before) as f64 / count as f64
        }
    };
    Ok(Sample {
        value,
        operations: 1,
        ..Sample::default()
    })
}

/// A process that ends with its measurement.
struct Machine(Child);

impl Machine {
    /// Resident memory of its own, in bytes.
    fn memory(&self) -> Result<u64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let kilobytes = status
            .lines()
            .find_map(|line| line.strip_prefix("RssAnon:"))
            .and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok());
        Ok(kilobytes.unwrap_or_default() * 1024)
    }

    fn failure(&mut self) -> Failure {
        let _ = self.0.kill();
        let mut said = String::new();
        if let Some(error) = &mut self.0.stderr {
            let _ = error.take(4096).read_to_string(&mut said);
        }
        Failure::Wrong(format!("it printed no figure: {}", said.trim()))
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
