//! Host: all that the interpreter wants from outside.
//!
//! There are two: `native`, on std, for tests and trials, and `wasm`, on WASI 0.2, in the sandbox. Nothing else in this
//! crate knows of a system. Paths are the bytes of file names, as Erlang's `file:name_all()` has them; none of them holds
//! a NUL byte, for whoever calls has looked. Every function returns without waiting, except [`Host::wait`], writes, and
//! what a file system does.

mod errno;
mod file;

pub use errno::Errno;
pub use file::{Access, File, Info, Kind, Open, Times};

/// What a host answers to a request that the system may refuse.
pub type Result<T> = std::result::Result<T, Errno>;

/// One of the two streams a program writes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Standard output, descriptor 1.
    Out,
    /// Standard error, descriptor 2.
    Err,
}

/// What there is to read of standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// At least one byte.
    Bytes(Vec<u8>),
    /// Nothing yet.
    Nothing,
    /// Nothing any more: the end, or an error that is as good as one.
    End,
}

/// All that the interpreter wants from outside.
pub trait Host {
    /// Nanoseconds since a moment that stays the same while the program runs. They never go back.
    fn monotonic(&mut self) -> u64;

    /// Nanoseconds since 1970-01-01 00:00 UTC, by the system's clock, which may be set back.
    fn now(&mut self) -> i64;

    /// Seconds to add to UTC for local time, at a moment given in seconds since 1970 UTC. 0 where no zone is known.
    fn utc_offset(&mut self, utc: i64) -> i32;

    /// Fill with random bytes that nobody can foretell.
    fn random(&mut self, bytes: &mut [u8]);

    /// The command line, without the program's own name.
    fn args(&mut self) -> Vec<String>;

    /// The environment, in any order; a name is there once.
    fn env(&mut self) -> Vec<(String, String)>;

    /// The number of the process; where there is none, any that is positive.
    fn pid(&mut self) -> u32;

    /// Write all the bytes, and wait as long as the reader is slower.
    ///
    /// # Errors
    /// - `epipe`: nobody reads any more.
    /// - `eio`: anything else.
    fn write(&mut self, output: Output, bytes: &[u8]) -> Result<()>;

    /// Whether a stream is a terminal: standard input for `None`.
    fn is_terminal(&mut self, output: Option<Output>) -> bool;

    /// Take at most `max` bytes (not 0) of what has come on standard input.
    fn read_input(&mut self, max: usize) -> Input;

    /// Wait until the [monotonic](Host::monotonic) clock shows `deadline`, or if `input`, until [`Host::read_input`] has
    /// something to say. It may return early for no reason; without a deadline and without input it waits for ever.
    fn wait(&mut self, deadline: Option<u64>, input: bool);

    /// End the program; the low 8 bits are its status.
    fn exit(&mut self, status: u32) -> !;

    /// Open a file, never a directory.
    ///
    /// # Errors
    /// - `eisdir`: it is a directory.
    /// - `enoent`, `eacces`, `eexist`, `enotdir`, …: as `open(2)` has them. Outside of what the sandbox may see: `enoent`.
    fn open(&mut self, path: &[u8], open: Open) -> Result<Box<dyn File>>;

    /// What is known of a file; of the link itself if it is one and `follow` is false.
    ///
    /// # Errors
    /// As `stat(2)` has them.
    fn info(&mut self, path: &[u8], follow: bool) -> Result<Info>;

    /// The names in a directory, in any order, without `.` and `..`.
    ///
    /// # Errors
    /// As `opendir(3)` has them.
    fn list_dir(&mut self, path: &[u8]) -> Result<Vec<Vec<u8>>>;

    /// Where a symbolic link leads.
    ///
    /// # Errors
    /// As `readlink(2)` has them; `einval`: it is no link.
    fn read_link(&mut self, path: &[u8]) -> Result<Vec<u8>>;

    /// Make a directory.
    ///
    /// # Errors
    /// As `mkdir(2)` has them.
    fn make_dir(&mut self, path: &[u8]) -> Result<()>;

    /// Remove an empty directory.
    ///
    /// # Errors
    /// As `rmdir(2)` has them.
    fn remove_dir(&mut self, path: &[u8]) -> Result<()>;

    /// Remove a file that is no directory.
    ///
    /// # Errors
    /// As `unlink(2)` has them.
    fn remove_file(&mut self, path: &[u8]) -> Result<()>;

    /// Give a file another name; a file that had it is gone.
    ///
    /// # Errors
    /// As `rename(2)` has them.
    fn rename(&mut self, from: &[u8], to: &[u8]) -> Result<()>;

    /// Give a file one more name.
    ///
    /// # Errors
    /// As `link(2)` has them.
    fn make_link(&mut self, existing: &[u8], new: &[u8]) -> Result<()>;

    /// Make a symbolic link to `target`, which need not exist.
    ///
    /// # Errors
    /// As `symlink(2)` has them; in the sandbox `eperm` if the target is absolute.
    fn make_symlink(&mut self, target: &[u8], new: &[u8]) -> Result<()>;

    /// Set when a file was read and changed last.
    ///
    /// # Errors
    /// As `utimes(2)` has them.
    fn set_times(&mut self, path: &[u8], times: Times) -> Result<()>;

    /// Set the low 12 bits of a file's mode.
    ///
    /// # Errors
    /// As `chmod(2)` has them; `enotsup` in the sandbox, where files have no mode.
    fn set_mode(&mut self, path: &[u8], mode: u32) -> Result<()>;

    /// The directory that relative paths start at: absolute.
    ///
    /// # Errors
    /// As `getcwd(3)` has them.
    fn cwd(&mut self) -> Result<Vec<u8>>;

    /// Let relative paths start at another directory.
    ///
    /// # Errors
    /// As `chdir(2)` has them.
    fn set_cwd(&mut self, path: &[u8]) -> Result<()>;
}

/// All of a file, or its first `most` bytes.
///
/// # Errors
///
/// As [`Host::open`] and [`File::read_at`] have them.
pub(crate) fn read_file(host: &mut dyn Host, path: &[u8], most: usize) -> Result<Vec<u8>> {
    let open = Open {
        read: true,
        ..Open::default()
    };
    let mut file = host.open(path, open)?;
    let mut bytes = vec![0; file.info()?.size.min(most as u64) as usize];
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read_at(filled as u64, &mut bytes[filled..])? {
            0 => break,
            count => filled += count,
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}
