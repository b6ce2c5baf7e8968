//! Process: the real command at work, with a guest in it or without.

use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

/// A command that hangs fails its test, and does not hang it.
const PATIENCE: Duration = Duration::from_secs(60);

/// The command, to be given arguments. What its own surroundings could tell it is left out.
pub(crate) fn portcullis() -> Command {
    within(env!("CARGO_BIN_EXE_portcullis"))
}

/// `portcullis run`, to be given a guest.
pub(crate) fn run() -> Command {
    let mut command = portcullis();
    command.arg("run");
    command
}

/// Any program in the same surroundings.
pub(crate) fn within(program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        // The user's own folders stay as they are.
        .env("HOME", env!("CARGO_TARGET_TMPDIR"))
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Run a command to its end.
#[track_caller]
pub(crate) fn end(command: &mut Command) -> Ended {
    Process::start(command).end()
}

/// A command at work. Dropping it stops it.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    stderr: Option<JoinHandle<String>>,
}

/// A command that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit status, as a shell has it.
    pub(crate) status: i32,
    /// What it wrote to standard output, except for lines that the test has read before.
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Process {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.spawn().expect("the command starts");
        let (sender, lines) = channel();
        if let Some(stdout) = child.stdout.take() {
            let mut stdout = BufReader::new(stdout);
            spawn(move || {
                let mut line = String::new();
                while stdout.read_line(&mut line).expect("standard output is text") > 0
                    && sender.send(std::mem::take(&mut line)).is_ok()
                {}
            });
        }
        let stderr = child.stderr.take().map(|mut stderr| {
            spawn(move || {
                let mut text = String::new();
                stderr.read_to_string(&mut text).expect("standard error is text");
                text
            })
        });
        Self {
            stdin: child.stdin.take(),
            child,
            lines,
            stderr,
        }
    }

    /// The next line of standard output, without its newline.
    pub(crate) fn line(&mut self) -> String {
        let line = self.lines.recv_timeout(PATIENCE);
        line.unwrap_or_else(|_| panic!("no line: {:?}", self.bury()))
            .trim_end()
            .to_owned()
    }

    /// The next line, read as a port.
    pub(crate) fn port(&mut self) -> u16 {
        let line = self.line();
        line.parse().unwrap_or_else(|_| panic!("not a port: {line}"))
    }

    /// Write a line to standard input, which has to be a pipe.
    pub(crate) fn say(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().expect("standard input is a pipe");
        writeln!(stdin, "{line}").expect("somebody reads");
    }

    /// Close its standard input, which has to be a pipe.
    pub(crate) fn hang_up(&mut self) {
        self.stdin.take().expect("standard input is a pipe");
    }

    /// Close its standard output, at the latest when the next line comes.
    pub(crate) fn stop_reading(&mut self) {
        self.lines = channel().1;
    }

    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Send a signal to it.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("it can be signalled");
    }

    /// Wait until it ends.
    pub(crate) fn end(mut self) -> Ended {
        let mut stdout = String::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => stdout.push_str(&line),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end: {stdout}{:?}", self.bury()),
            }
        }
        let status = self.child.wait().expect("it has ended");
        let stderr = self.stderr();
        assert!(!stderr.contains("thread '"), "the command itself panicked: {stderr}");
        assert!(!stderr.contains('\x1b'), "colours are for terminals: {stderr:?}");
        Ended {
            status: status.code().unwrap_or_else(|| panic!("{status}: {stderr}")),
            stdout,
            stderr,
        }
    }

    /// What it said of itself, for a test that fails.
    fn bury(&mut self) -> String {
        let _ = self.child.kill();
        self.stderr()
    }

    fn stderr(&mut self) -> String {
        let stderr = self.stderr.take().map(JoinHandle::join);
        stderr.transpose().expect("standard error is read").unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Ended {
    /// It ended with 0; what it wrote.
    #[track_caller]
    pub(crate) fn success(self) -> String {
        assert_eq!(self.status, 0, "{self:?}");
        self.stdout
    }

    /// It ended with this status and without a word on standard output; what it wrote to standard error.
    #[track_caller]
    pub(crate) fn failure(self, status: i32) -> String {
        assert_eq!((self.status, self.stdout.as_str()), (status, ""), "{self:?}");
        self.stderr
    }
}
