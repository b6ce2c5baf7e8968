//! File: one that is open, and what is known of one that need not be.

use super::Result;

/// How to open a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// To read from it.
    pub read: bool,
    /// To write to it.
    pub write: bool,
    /// To write only at its end.
    pub append: bool,
    /// Make it if it is not there.
    pub create: bool,
    /// Fail with `eexist` if it is there.
    pub exclusive: bool,
    /// Cut it to nothing.
    pub truncate: bool,
    /// Let each write return only when the bytes are stored.
    pub sync: bool,
}

/// An open file, closed when dropped. It has no position: offsets are bytes from its start.
pub trait File {
    /// Read up to `buffer.len()` bytes; 0 is the end of the file. From what has no offsets (a pipe, a device), read what
    /// comes next.
    ///
    /// # Errors
    /// As `pread(2)` has them; `ebadf`: it is not open to read.
    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize>;

    /// Write all the bytes: at the offset, or at the end of a file that is open to append.
    ///
    /// # Errors
    /// As `pwrite(2)` has them; `ebadf`: it is not open to write.
    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> Result<()>;

    /// Make it this long: cut, or filled up with zeros.
    ///
    /// # Errors
    /// As `ftruncate(2)` has them.
    fn set_len(&mut self, len: u64) -> Result<()>;

    /// Store what was written; without its times if `data_only`.
    ///
    /// # Errors
    /// As `fsync(2)` has them.
    fn sync(&mut self, data_only: bool) -> Result<()>;

    /// What is known of it.
    ///
    /// # Errors
    /// As `fstat(2)` has them.
    fn info(&mut self) -> Result<Info>;
}

/// What is known of a file. What a host cannot know is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
    /// What it is.
    pub kind: Kind,
    /// Its length in bytes.
    pub size: u64,
    /// What we may do with it.
    pub access: Access,
    /// When it was read last, changed last, and when its status changed last: seconds since 1970 UTC.
    pub atime: i64,
    /// See `atime`.
    pub mtime: i64,
    /// See `atime`.
    pub ctime: i64,
    /// The mode as `stat(2)` has it, kind included.
    pub mode: u32,
    /// Its names.
    pub links: u64,
    /// The numbers of the device it is on, and for a device its own.
    pub device: u64,
    /// See `device`.
    pub own_device: u64,
    /// Its number there.
    pub inode: u64,
    /// Its owner's number.
    pub uid: u32,
    /// Its group's number.
    pub gid: u32,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bytes on a disk.
    Regular,
    /// A directory.
    Directory,
    /// A symbolic link.
    Symlink,
    /// A device, of blocks or of characters.
    Device,
    /// A pipe, a socket, and whatever else there is.
    Other,
}

/// What we may do with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    None,
    /// Read it.
    Read,
    /// Write it.
    Write,
    /// Read and write it.
    ReadWrite,
}

impl Access {
    /// The access that these two make.
    pub fn of(read: bool, write: bool) -> Self {
        match (read, write) {
            (false, false) => Self::None,
            (true, false) => Self::Read,
            (false, true) => Self::Write,
            (true, true) => Self::ReadWrite,
        }
    }
}

/// When a file was read last and changed last: seconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// When it was read.
    pub accessed: i64,
    /// When it was changed.
    pub modified: i64,
}
