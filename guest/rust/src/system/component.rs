//! The system of a component that was built for `wasm32-unknown-unknown`: WASI 0.2.

use std::{
    io::{self, Read, Write},
    time::Duration,
};

use wasip2::{
    cli::{environment, exit as wasi_exit, stderr as wasi_stderr, stdin as wasi_stdin, stdout as wasi_stdout},
    clocks::monotonic_clock,
    io::streams::{InputStream, OutputStream, StreamError},
};

pub(super) fn args() -> Vec<String> {
    environment::get_arguments()
}

pub(super) fn env(name: &str) -> Option<String> {
    let variables = environment::get_environment();
    variables
        .into_iter()
        .find(|(variable, _)| variable == name)
        .map(|(_, value)| value)
}

pub(super) fn exit(code: u8) -> ! {
    wasi_exit::exit_with_code(code);
    unreachable!("exit does not return")
}

pub(super) fn now() -> Duration {
    Duration::from_nanos(monotonic_clock::now())
}

pub(super) fn stdin() -> Input {
    Input(wasi_stdin::get_stdin())
}

pub(super) fn stdout() -> Output {
    Output(wasi_stdout::get_stdout())
}

pub(super) fn stderr() -> Output {
    Output(wasi_stderr::get_stderr())
}

pub(super) struct Input(InputStream);

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Of 0 bytes WASI returns 0 bytes too, but waits for more.
        if buffer.is_empty() {
            return Ok(0);
        }
        match self.0.blocking_read(buffer.len() as u64) {
            Ok(bytes) => {
                buffer[..bytes.len()].copy_from_slice(&bytes);
                Ok(bytes.len())
            }
            Err(StreamError::Closed) => Ok(0),
            Err(error) => Err(failed(error)),
        }
    }
}

pub(super) struct Output(OutputStream);

/// The most that `blocking-write-and-flush` takes.
const LONGEST_WRITE: usize = 4_096;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let bytes = &bytes[..bytes.len().min(LONGEST_WRITE)];
        self.0.blocking_write_and_flush(bytes).map_err(failed)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn failed(error: StreamError) -> io::Error {
    match error {
        StreamError::Closed => io::ErrorKind::BrokenPipe.into(),
        StreamError::LastOperationFailed(error) => io::Error::other(error.to_debug_string()),
    }
}
