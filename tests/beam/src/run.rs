//! One run of a program: its output and how it ended, within bounds of time and size.

use std::{
    ffi::{OsStr, OsString},
    fmt,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    process::{self, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use crate::mask;

/// The most that is kept of each of a program's two outputs.
const OUTPUT_BYTES: u64 = 16 << 20;

/// A program, its arguments and its surroundings.
#[derive(Clone, Debug)]
pub struct Command {
    program: PathBuf,
    arguments: Vec<OsString>,
    directory: PathBuf,
    environment: Vec<(OsString, OsString)>,
    input: Option<PathBuf>,
    limit: Duration,
}

/// What a program printed, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its standard output.
    pub stdout: Vec<u8>,
    /// Its standard error.
    pub stderr: Vec<u8>,
    /// How it ended.
    pub status: Status,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// By itself, with a code.
    Exited(i32),
    /// By a signal of its own.
    Signalled,
    /// It was killed after its time was up, or because it printed without end.
    Killed,
}

impl Command {
    /// Run `program` in `directory`, for at most `limit`. The locale is UTF-8, the time zone UTC, and no variable adds flags to `erl`.
    pub fn new(program: impl Into<PathBuf>, directory: impl Into<PathBuf>, limit: Duration) -> Self {
        Command {
            program: program.into(),
            arguments: Vec::new(),
            directory: directory.into(),
            environment: vec![("LC_ALL".into(), "C.UTF-8".into()), ("TZ".into(), "UTC".into())],
            input: None,
            limit,
        }
    }

    /// Add arguments.
    pub fn arguments(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.arguments
            .extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    /// Set an environment variable.
    pub fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.into(), value.as_ref().to_owned()));
        self
    }

    /// Read standard input from this file, or from nothing.
    pub fn input(mut self, input: Option<&Path>) -> Self {
        self.input = input.map(Path::to_owned);
        self
    }

    /// Run it to its end, or until its time is up.
    ///
    /// # Errors
    /// It could not be started.
    pub fn run(&self) -> Result<Outcome> {
        let input = match &self.input {
            Some(path) => Stdio::from(File::open(path).with_context(|| format!("{} cannot be read", path.display()))?),
            None => Stdio::null(),
        };
        let mut command = process::Command::new(&self.program);
        for variable in [
            "ERL_FLAGS",
            "ERL_AFLAGS",
            "ERL_ZFLAGS",
            "ERL_LIBS",
            "ERL_COMPILER_OPTIONS",
        ] {
            command.env_remove(variable);
        }
        let mut child = command
            .args(&self.arguments)
            .current_dir(&self.directory)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} cannot be started", self.program.display()))?;
        let stdout = child.stdout.take().context("a pipe for standard output")?;
        let stderr = child.stderr.take().context("a pipe for standard error")?;
        let (stdout, stderr) = (thread::spawn(|| read(stdout)), thread::spawn(|| read(stderr)));
        let status = wait(&mut child, self.limit)?;
        Ok(Outcome {
            stdout: stdout.join().unwrap_or_default(),
            stderr: stderr.join().unwrap_or_default(),
            status,
        })
    }
}

/// What comes out of a pipe, up to a bound. Beyond it the pipe is closed, and whoever writes to it ends.
fn read(pipe: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What was read before an error is what there is.
    let _ = pipe.take(OUTPUT_BYTES).read_to_end(&mut bytes);
    bytes
}

fn wait(child: &mut process::Child, limit: Duration) -> Result<Status> {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code().map_or(Status::Signalled, Status::Exited));
        }
        if Instant::now() >= deadline {
            child.kill()?;
            child.wait()?;
            return Ok(Status::Killed);
        }
        // Nothing in the standard library waits for a process and a deadline at once.
        thread::sleep(Duration::from_millis(4));
    }
}

impl Outcome {
    /// The same without what differs between any two runs.
    pub fn masked(&self) -> Self {
        Outcome {
            stdout: mask(&self.stdout),
            stderr: mask(&self.stderr),
            status: self.status,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Status::Exited(code) => write!(f, "exit {code}"),
            Status::Signalled => write!(f, "ended by a signal"),
            Status::Killed => write!(f, "killed: its time was up"),
        }
    }
}
