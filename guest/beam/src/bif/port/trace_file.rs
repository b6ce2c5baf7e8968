//! Trace file: a port that writes what tracers are told to a file, as `trace_file_drv` does: for each message a byte 0, its size in 32 bits, and the
//! term in the external format.

use crate::{
    host::{Errno, File, Host, Open},
    term::Term,
};

/// What its name in `open_port/2` begins with. `n` is a file that grows without bounds; there are no others.
const COMMAND: &str = "trace_file_drv n ";

/// Bytes that are kept back before they are written.
const KEPT: usize = 1 << 16;

/// The longest path.
const PATH_MAX: usize = 4096;

/// An open file.
pub(super) struct TraceFile {
    file: Box<dyn File>,
    offset: u64,
    kept: Vec<u8>,
}

/// The path of the file, if a list of characters names such a port.
pub(super) fn path(name: Term) -> Option<Vec<u8>> {
    let characters = name.elements().take(PATH_MAX).map(|character| character.as_small());
    let characters: Option<Vec<u8>> = characters.map(|character| u8::try_from(character?).ok()).collect();
    let path = characters?.strip_prefix(COMMAND.as_bytes())?.to_vec();
    (!path.is_empty() && !path.contains(&0)).then_some(path)
}

impl TraceFile {
    pub(super) fn open(host: &mut dyn Host, path: &[u8]) -> Result<Self, Errno> {
        let open = Open {
            write: true,
            create: true,
            truncate: true,
            ..Open::default()
        };
        Ok(Self {
            file: host.open(path, open)?,
            offset: 0,
            kept: Vec::new(),
        })
    }

    /// Write a term in the external format.
    pub(super) fn note(&mut self, term: &[u8]) {
        self.kept.push(0);
        self.kept
            .extend(u32::try_from(term.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.kept.extend_from_slice(term);
        if self.kept.len() >= KEPT {
            self.flush();
        }
    }

    /// Write what was kept back.
    pub(super) fn flush(&mut self) {
        // Whoever is traced shall not hear that the disk is full.
        let _ = self.file.write_at(self.offset, &self.kept);
        self.offset += self.kept.len() as u64;
        self.kept.clear();
    }
}

impl Drop for TraceFile {
    fn drop(&mut self) {
        self.flush();
    }
}
