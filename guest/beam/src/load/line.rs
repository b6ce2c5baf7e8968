//! Lines: where in which source file an instruction comes from.

use super::chunk::Chunks;
use super::error::{LoadError, Tag};
use super::reader::Reader;

/// The source locations that `line` instructions name by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// File (an index into `files`) and line of each location; the first, (0, 0), is no location.
    pub items: Vec<(u32, u32)>,
    /// The files' names; the first is the module's own source, which the chunk does not name.
    pub files: Vec<String>,
}

impl Lines {
    /// File and line of the location with this number, if it is one.
    pub fn at(&self, location: u32) -> Option<(&str, u32)> {
        let &(file, line) = self.items.get(location as usize).filter(|_| location > 0)?;
        Some((self.files.get(file as usize)?, line))
    }
}

/// The locations; a stripped module has none.
pub(super) fn lines(chunks: &Chunks<'_>, module: &str) -> Result<Lines, LoadError> {
    const LINE: u8 = 1;
    const FILE: u8 = 2;
    let mut lines = Lines {
        items: vec![(0, 0)],
        files: vec![format!("{module}.erl")],
    };
    let Some(data) = chunks.find(b"Line") else {
        return Ok(lines);
    };
    let mut reader = Reader::new(Tag(*b"Line"), data);
    reader.below(1, "the version")?;
    // Flags (whether lines are executable) and the number of line instructions, which the code tells.
    reader.bytes(8, "the header")?;
    let items = reader.count(1, "the number of lines")?;
    let files = reader.count(2, "the number of files")?;
    lines.items.reserve(items);
    let mut file = 0;
    while lines.items.len() <= items {
        let offset = reader.offset();
        let first = reader.u8("a line")?;
        let value = reader.compact(first, "a line")?;
        let value = reader.natural(value, "a line is negative")?;
        match first & 0x07 {
            FILE => {
                reader.range(offset, "a file's number", value, files as u64 + 1)?;
                file = value as u32;
            }
            LINE => {
                reader.range(offset, "a line", value, 1 << 32)?;
                lines.items.push((file, value as u32));
            }
            _ => return Err(reader.malformed("neither a line nor a file").into()),
        }
    }
    for _ in 0..files {
        let size = reader.u16("the size of a file's name")?;
        let name = reader.bytes(size.into(), "a file's name")?;
        // What is compiled from forms has no file; ERTS shows the module's.
        lines.files.push(match name {
            [] => lines.files[0].clone(),
            _ => String::from_utf8_lossy(name).into_owned(),
        });
    }
    Ok(lines)
}
