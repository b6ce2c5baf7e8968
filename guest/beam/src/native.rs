//! Native: a host on std, for tests and trials outside of a sandbox.

mod files;

use crate::host::{Errno, File, Host, Info, Input, Open, Output, Result, Times};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno as SystemErrno, read};
use std::io::{IsTerminal, Write, stderr, stdin, stdout};
use std::time::{Duration, Instant, SystemTime};
use std::{env, process, thread};

/// The system itself: nothing is kept from the program.
#[derive(Debug)]
pub struct Native {
    start: Instant,
    /// Whether standard input has come to its end, which a pipe would tell again and a terminal would not.
    input_ended: bool,
}

impl Native {
    /// A host whose monotonic clock starts now.
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
            input_ended: false,
        }
    }

    /// Wait for input until a timeout; whether there is some.
    fn poll_input(&self, timeout: Option<Duration>) -> bool {
        let input = stdin();
        let mut fds = [PollFd::new(&input, PollFlags::IN)];
        // A timeout beyond what the system can express is as long as none.
        let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
        // A signal ends a wait early, which it may do.
        poll(&mut fds, timeout.as_ref()).is_ok_and(|ready| ready > 0)
    }
}

/// End the program from where there is no host at hand, with status 1 and this on standard error.
pub(crate) fn end(message: &[u8]) -> ! {
    // If that fails, nobody could be told.
    let _ = stderr().write_all(message);
    process::exit(1)
}

impl Default for Native {
    fn default() -> Self {
        Self::new()
    }
}

impl Host for Native {
    fn monotonic(&mut self) -> u64 {
        // 584 years fit.
        self.start.elapsed().as_nanos() as u64
    }

    fn now(&mut self) -> i64 {
        match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => since.as_nanos() as i64,
            Err(before) => -(before.duration().as_nanos() as i64),
        }
    }

    fn utc_offset(&mut self, _utc: i64) -> i32 {
        // As in the sandbox, which has no zones.
        0
    }

    fn random(&mut self, bytes: &mut [u8]) {
        let mut filled = 0;
        while filled < bytes.len() {
            filled += rustix::rand::getrandom(&mut bytes[filled..], rustix::rand::GetRandomFlags::empty()).unwrap_or(0);
        }
    }

    fn args(&mut self) -> Vec<String> {
        env::args_os()
            .skip(1)
            .map(|arg| arg.to_string_lossy().into_owned())
            .collect()
    }

    fn env(&mut self) -> Vec<(String, String)> {
        let text = |text: std::ffi::OsString| text.into_string().ok();
        env::vars_os()
            .filter_map(|(name, value)| text(name).zip(text(value)))
            .collect()
    }

    fn pid(&mut self) -> u32 {
        process::id()
    }

    fn write(&mut self, output: Output, bytes: &[u8]) -> Result<()> {
        let written = match output {
            Output::Out => {
                let mut out = stdout().lock();
                out.write_all(bytes).and_then(|()| out.flush())
            }
            Output::Err => stderr().write_all(bytes),
        };
        written.map_err(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => Errno::Epipe,
            _ => Errno::Eio,
        })
    }

    fn is_terminal(&mut self, output: Option<Output>) -> bool {
        match output {
            None => stdin().is_terminal(),
            Some(Output::Out) => stdout().is_terminal(),
            Some(Output::Err) => stderr().is_terminal(),
        }
    }

    fn read_input(&mut self, max: usize) -> Input {
        if self.input_ended {
            return Input::End;
        }
        if !self.poll_input(Some(Duration::ZERO)) {
            return Input::Nothing;
        }
        let mut bytes = vec![0; max];
        match read(stdin(), &mut bytes) {
            Ok(0) => {
                self.input_ended = true;
                Input::End
            }
            Ok(length) => {
                bytes.truncate(length);
                Input::Bytes(bytes)
            }
            Err(SystemErrno::INTR | SystemErrno::AGAIN) => Input::Nothing,
            Err(_) => {
                self.input_ended = true;
                Input::End
            }
        }
    }

    fn wait(&mut self, deadline: Option<u64>, input: bool) {
        let timeout = deadline.map(|deadline| Duration::from_nanos(deadline.saturating_sub(self.monotonic())));
        if input && self.input_ended {
            return;
        }
        match (input, timeout) {
            (true, timeout) => {
                self.poll_input(timeout);
            }
            (false, Some(timeout)) => thread::sleep(timeout),
            (false, None) => thread::park(),
        }
    }

    fn exit(&mut self, status: u32) -> ! {
        process::exit((status & 0xff) as i32)
    }

    fn open(&mut self, path: &[u8], open: Open) -> Result<Box<dyn File>> {
        files::open(path, open)
    }

    fn info(&mut self, path: &[u8], follow: bool) -> Result<Info> {
        files::info(path, follow)
    }

    fn list_dir(&mut self, path: &[u8]) -> Result<Vec<Vec<u8>>> {
        files::list_dir(path)
    }

    fn read_link(&mut self, path: &[u8]) -> Result<Vec<u8>> {
        files::read_link(path)
    }

    fn make_dir(&mut self, path: &[u8]) -> Result<()> {
        files::make_dir(path)
    }

    fn remove_dir(&mut self, path: &[u8]) -> Result<()> {
        files::remove_dir(path)
    }

    fn remove_file(&mut self, path: &[u8]) -> Result<()> {
        files::remove_file(path)
    }

    fn rename(&mut self, from: &[u8], to: &[u8]) -> Result<()> {
        files::rename(from, to)
    }

    fn make_link(&mut self, existing: &[u8], new: &[u8]) -> Result<()> {
        files::make_link(existing, new)
    }

    fn make_symlink(&mut self, target: &[u8], new: &[u8]) -> Result<()> {
        files::make_symlink(target, new)
    }

    fn set_times(&mut self, path: &[u8], times: Times) -> Result<()> {
        files::set_times(path, times)
    }

    fn set_mode(&mut self, path: &[u8], mode: u32) -> Result<()> {
        files::set_mode(path, mode)
    }

    fn cwd(&mut self) -> Result<Vec<u8>> {
        files::cwd()
    }

    fn set_cwd(&mut self, path: &[u8]) -> Result<()> {
        files::set_cwd(path)
    }
}
