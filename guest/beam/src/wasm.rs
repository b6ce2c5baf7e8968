//! Wasm: a host on WASI 0.2, for the interpreter in its sandbox.

mod files;
mod folders;
mod streams;

use crate::host::{File, Host, Info, Input, Open, Output, Result, Times};
use crate::memory::{self, Purpose};
use folders::Folders;
use std::panic;
use streams::{Reader, Writer};
use wasip2::cli::{environment, exit, stderr, stdin, stdout};
use wasip2::cli::{terminal_stderr, terminal_stdin, terminal_stdout};
use wasip2::clocks::{monotonic_clock, wall_clock};
use wasip2::io::poll;
use wasip2::random::random;

/// What the sandbox gives: WASI's clocks, streams and folders.
#[derive(Debug)]
pub struct Wasi {
    input: Reader,
    out: Writer,
    err: Writer,
    folders: Folders,
}

impl Wasi {
    /// The sandbox's host, whose panics are told on standard error: std has none here.
    pub fn new() -> Self {
        panic::set_hook(Box::new(|panic| {
            // A vector of more than half of all addresses, of which an allocator never hears.
            if panic.payload().downcast_ref() == Some(&"capacity overflow") {
                memory::exhausted(Purpose::Other, 1 << 31);
            }
            // If that fails, nobody could be told.
            let _ = Writer::new(stderr::get_stderr()).write(format!("{panic}\n").as_bytes());
        }));
        Self {
            input: Reader::new(stdin::get_stdin()),
            out: Writer::new(stdout::get_stdout()),
            err: Writer::new(stderr::get_stderr()),
            folders: Folders::preopened(),
        }
    }
}

/// End the program from where there is no host at hand, with status 1 and this on standard error.
pub(crate) fn end(message: &[u8]) -> ! {
    let err = Writer::new(stderr::get_stderr());
    // If that fails, nobody could be told.
    let _ = err.write(message);
    err.flush();
    exit::exit_with_code(1);
    unreachable!("exit does not return")
}

impl Default for Wasi {
    fn default() -> Self {
        Self::new()
    }
}

/// The longest of WASI's timeouts that is asked for: a wait may end early.
const LONGEST_WAIT: u64 = 3_600_000_000_000;

impl Host for Wasi {
    fn monotonic(&mut self) -> u64 {
        monotonic_clock::now()
    }

    fn now(&mut self) -> i64 {
        let now = wall_clock::now();
        now.seconds as i64 * 1_000_000_000 + i64::from(now.nanoseconds)
    }

    fn utc_offset(&mut self, _utc: i64) -> i32 {
        // WASI 0.2 has no zones.
        0
    }

    fn random(&mut self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&random::get_random_bytes(bytes.len() as u64));
    }

    fn args(&mut self) -> Vec<String> {
        environment::get_arguments().into_iter().skip(1).collect()
    }

    fn env(&mut self) -> Vec<(String, String)> {
        environment::get_environment()
    }

    fn pid(&mut self) -> u32 {
        // A sandbox is no process; it is the only one that its program could ever see.
        1
    }

    fn write(&mut self, output: Output, bytes: &[u8]) -> Result<()> {
        match output {
            Output::Out => self.out.write(bytes),
            Output::Err => self.err.write(bytes),
        }
    }

    fn is_terminal(&mut self, output: Option<Output>) -> bool {
        match output {
            None => terminal_stdin::get_terminal_stdin().is_some(),
            Some(Output::Out) => terminal_stdout::get_terminal_stdout().is_some(),
            Some(Output::Err) => terminal_stderr::get_terminal_stderr().is_some(),
        }
    }

    fn read_input(&mut self, max: usize) -> Input {
        self.input.take(max)
    }

    fn wait(&mut self, deadline: Option<u64>, input: bool) {
        if input && self.input.has_ended() {
            return;
        }
        let timer = match deadline {
            Some(deadline) => monotonic_clock::subscribe_instant(deadline),
            None => monotonic_clock::subscribe_duration(LONGEST_WAIT),
        };
        match input {
            true => {
                poll::poll(&[self.input.ready(), &timer]);
            }
            false => timer.block(),
        }
    }

    fn exit(&mut self, status: u32) -> ! {
        self.out.flush();
        self.err.flush();
        exit::exit_with_code(status as u8);
        unreachable!("exit does not return")
    }

    fn open(&mut self, path: &[u8], open: Open) -> Result<Box<dyn File>> {
        files::open(&self.folders, path, open)
    }

    fn info(&mut self, path: &[u8], follow: bool) -> Result<Info> {
        files::info(&self.folders, path, follow)
    }

    fn list_dir(&mut self, path: &[u8]) -> Result<Vec<Vec<u8>>> {
        files::list_dir(&self.folders, path)
    }

    fn read_link(&mut self, path: &[u8]) -> Result<Vec<u8>> {
        files::read_link(&self.folders, path)
    }

    fn make_dir(&mut self, path: &[u8]) -> Result<()> {
        files::make_dir(&self.folders, path)
    }

    fn remove_dir(&mut self, path: &[u8]) -> Result<()> {
        files::remove_dir(&self.folders, path)
    }

    fn remove_file(&mut self, path: &[u8]) -> Result<()> {
        files::remove_file(&self.folders, path)
    }

    fn rename(&mut self, from: &[u8], to: &[u8]) -> Result<()> {
        files::rename(&self.folders, from, to)
    }

    fn make_link(&mut self, existing: &[u8], new: &[u8]) -> Result<()> {
        files::make_link(&self.folders, existing, new)
    }

    fn make_symlink(&mut self, target: &[u8], new: &[u8]) -> Result<()> {
        files::make_symlink(&self.folders, target, new)
    }

    fn set_times(&mut self, path: &[u8], times: Times) -> Result<()> {
        files::set_times(&self.folders, path, times)
    }

    fn set_mode(&mut self, path: &[u8], _mode: u32) -> Result<()> {
        files::set_mode(&self.folders, path)
    }

    fn cwd(&mut self) -> Result<Vec<u8>> {
        Ok(self.folders.cwd().as_bytes().to_vec())
    }

    fn set_cwd(&mut self, path: &[u8]) -> Result<()> {
        files::set_cwd(&mut self.folders, path)
    }
}
