//! Trusted: files of modules that come from the OTP that the system was started with.
//!
//! Whoever runs the system has given it that folder, in the sandbox only to read: its code is trusted as much as the interpreter, and is not walked through
//! again in each start.

use std::rc::{Rc, Weak};

use crate::term::{Buffer, Term};

/// What was read of such files and is still somewhere.
#[derive(Debug, Default)]
pub(crate) struct Trusted {
    /// What the names of the files begin with.
    folder: Option<Vec<u8>>,
    read: Vec<Weak<Buffer>>,
}

impl Trusted {
    /// The modules of the OTP in this folder are trusted.
    pub(crate) fn trust(&mut self, root: &str) {
        self.folder = Some(format!("{root}/lib/").into_bytes());
    }

    /// A file was read.
    pub(crate) fn note(&mut self, path: &[u8], content: Term) {
        let Some(folder) = &self.folder else { return };
        let is_trusted = path.starts_with(folder)
            && path.ends_with(b".beam")
            && path.split(|byte| *byte == b'/').all(|part| part != b"..");
        if is_trusted && let Some(buffer) = content.as_buffer() {
            self.read.retain(|read| read.strong_count() > 0);
            self.read.push(Rc::downgrade(&buffer));
        }
    }

    /// Whether these are all the bytes of such a file, where they were read to.
    pub(crate) fn has_read(&self, bytes: &[u8]) -> bool {
        let mut there = self.read.iter().filter_map(Weak::upgrade);
        there.any(|read| read.bytes().as_ptr_range() == bytes.as_ptr_range())
    }
}
