//! Running: a guest that writes lines, reads lines, and ends.

use crate::audit::Refusals;
use crate::place::Place;
use portcullis::Refusal;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tokio::task::JoinHandle;
use wasmtime_wasi::WasiCtxBuilder;
use wasmtime_wasi::cli::{AsyncStdinStream, AsyncStdoutStream};

/// A guest that hangs fails its test, and does not hang it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// How its call of `run` ended, and the sockets and bytes that the host still held for it.
pub(crate) type End = wasmtime::Result<(wasmtime::Result<Result<(), ()>>, (usize, usize))>;

/// A guest at work. Dropping it stops the guest.
#[derive(Debug)]
pub struct Running {
    stdin: Option<DuplexStream>,
    stdout: BufReader<DuplexStream>,
    stderr: JoinHandle<String>,
    read: String,
    place: Place,
    task: JoinHandle<End>,
    refusals: Refusals,
}

/// A guest that has ended.
#[derive(Debug)]
pub struct Finished {
    /// What it wrote to standard output, all of it.
    pub stdout: String,
    /// What it wrote to standard error, e.g. why it panicked.
    pub stderr: String,
    /// `Ok(true)`: it returned from `main`; `Ok(false)`: it said that it failed; else how it trapped.
    pub result: wasmtime::Result<bool>,
    /// What it was refused, in order.
    pub refusals: Vec<Refusal>,
    /// Sockets that it had not dropped.
    pub sockets_held: usize,
    /// Bytes that the host held for it.
    pub bytes_held: usize,
}

impl Running {
    pub(crate) fn new(pipes: Ours, place: Place, task: JoinHandle<End>, refusals: Refusals) -> Self {
        let Ours {
            stdin,
            stdout,
            mut stderr,
        } = pipes;
        let stderr = tokio::spawn(async move {
            let mut text = String::new();
            let _ = stderr.read_to_string(&mut text).await;
            text
        });
        Self {
            stdin: Some(stdin),
            stdout: BufReader::new(stdout),
            stderr,
            read: String::new(),
            place,
            task,
            refusals,
        }
    }

    /// The next line that the guest writes, without its newline.
    ///
    /// # Panics
    /// If the guest ends without one.
    pub async fn line(&mut self) -> String {
        let mut line = String::new();
        let read = tokio::time::timeout(PATIENCE, self.stdout.read_line(&mut line)).await;
        assert!(
            read.expect("a line in time").expect("standard output") > 0,
            "the guest ended: {:?}",
            self.end().await
        );
        self.read.push_str(&line);
        line.trim_end().to_owned()
    }

    /// The next line, read as a number: a port, most often.
    pub async fn number(&mut self) -> u16 {
        let line = self.line().await;
        line.parse().unwrap_or_else(|_| panic!("not a number: {line}"))
    }

    /// Write a line to the guest's standard input.
    pub async fn say(&mut self, line: &str) {
        let stdin = self
            .stdin
            .as_mut()
            .expect("standard input is open until the guest finishes");
        stdin
            .write_all(format!("{line}\n").as_bytes())
            .await
            .expect("the guest reads");
    }

    /// What the guest has been refused so far.
    pub fn refusals(&self) -> Vec<Refusal> {
        self.refusals.all()
    }

    /// Stop the guest, if it has a thread of its own.
    pub fn stop(&self) {
        self.place.stop();
    }

    /// Wait until the guest ends.
    pub async fn finish(mut self) -> Finished {
        self.end().await
    }

    async fn end(&mut self) -> Finished {
        self.stdin = None;
        let read = tokio::time::timeout(PATIENCE, self.stdout.read_to_string(&mut self.read)).await;
        read.expect("the guest ends in time").expect("standard output");
        let (result, (sockets_held, bytes_held)) = (&mut self.task)
            .await
            .expect("the host does not panic")
            .expect("the guest can be instantiated");
        Finished {
            stdout: std::mem::take(&mut self.read),
            stderr: (&mut self.stderr).await.expect("standard error"),
            result: result.map(|result| result.is_ok()),
            refusals: self.refusals.all(),
            sockets_held,
            bytes_held,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
        self.place.stop();
    }
}

impl Finished {
    /// The guest returned from `main`; what it wrote.
    ///
    /// # Panics
    /// If it did not, with what it says of it.
    #[track_caller]
    pub fn success(self) -> String {
        match self.result {
            Ok(true) => self.stdout,
            other => panic!("the guest failed: {other:?}\n{}{}", self.stdout, self.stderr),
        }
    }
}

/// The guest's standard streams, from both sides.
pub(crate) struct Pipes {
    stdin: DuplexStream,
    stdout: DuplexStream,
    stderr: DuplexStream,
}

pub(crate) struct Ours {
    stdin: DuplexStream,
    stdout: DuplexStream,
    stderr: DuplexStream,
}

impl Pipes {
    pub(crate) fn pair() -> (Ours, Self) {
        const ROOM: usize = 1 << 20;
        let ((stdin, in_), (stdout, out), (stderr, err)) = (duplex(ROOM), duplex(ROOM), duplex(ROOM));
        (
            Ours { stdin, stdout, stderr },
            Self {
                stdin: in_,
                stdout: out,
                stderr: err,
            },
        )
    }

    pub(crate) fn give_to(self, wasi: &mut WasiCtxBuilder) {
        wasi.stdin(AsyncStdinStream::new(self.stdin));
        wasi.stdout(AsyncStdoutStream::new(1 << 16, self.stdout));
        wasi.stderr(AsyncStdoutStream::new(1 << 16, self.stderr));
    }
}
