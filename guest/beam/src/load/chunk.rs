//! Chunks: a BEAM file taken apart: an IFF form of type `BEAM`, itself perhaps compressed as a whole by gzip.

use super::error::{LoadError, Tag};
use miniz_oxide::inflate;
use std::borrow::Cow;

/// No module is near this large; what claims to be is an attack on memory.
const LARGEST: usize = 256 << 20;

/// A file's bytes, inflated if they were compressed as `erlc +compressed` does.
pub fn uncompressed(bytes: &[u8]) -> Result<Cow<'_, [u8]>, LoadError> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let at = gzip_header(bytes).ok_or(LoadError::File {
        offset: 2,
        what: "the gzip header is damaged",
    })?;
    match inflate::decompress_to_vec_with_limit(&bytes[at..], LARGEST) {
        Ok(inflated) => Ok(Cow::Owned(inflated)),
        Err(_) => Err(LoadError::File {
            offset: at,
            what: "the compressed data is damaged or too large",
        }),
    }
}

/// How long a gzip header is (RFC 1952): ten bytes, and what its flags announce.
fn gzip_header(bytes: &[u8]) -> Option<usize> {
    const DEFLATE: u8 = 8;
    let (&method, &flags) = (bytes.get(2)?, bytes.get(3)?);
    if method != DEFLATE {
        return None;
    }
    let mut at = 10;
    if flags & 0x04 != 0 {
        at += 2 + usize::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
    }
    for string in [0x08, 0x10] {
        if flags & string != 0 {
            at += 1 + bytes.get(at..)?.iter().position(|&byte| byte == 0)?;
        }
    }
    if flags & 0x02 != 0 {
        at += 2;
    }
    (at <= bytes.len()).then_some(at)
}

/// A `zlib` stream that must inflate to exactly `size` bytes.
pub(super) fn inflated(chunk: Tag, offset: usize, data: &[u8], size: u32) -> Result<Vec<u8>, LoadError> {
    let size = size as usize;
    if size > LARGEST {
        let (value, limit) = (size as u64, LARGEST as u64 + 1);
        return Err(LoadError::Range {
            chunk,
            offset,
            what: "the inflated size",
            value,
            limit,
        });
    }
    match inflate::decompress_to_vec_zlib_with_limit(data, size) {
        Ok(inflated) if inflated.len() == size => Ok(inflated),
        _ => Err(LoadError::Malformed {
            chunk,
            offset,
            what: "the compressed data is damaged",
        }),
    }
}

/// A file's chunks in its order; of two with one name the first counts.
#[derive(Debug, Clone)]
pub struct Chunks<'a>(Vec<(Tag, &'a [u8])>);

impl<'a> Chunks<'a> {
    /// Takes a file that is not compressed (see [`uncompressed`]) apart.
    pub fn of(bytes: &'a [u8]) -> Result<Self, LoadError> {
        const HEADER: usize = 12;
        if bytes.len() < HEADER || !bytes.starts_with(b"FOR1") || &bytes[8..HEADER] != b"BEAM" {
            return Err(LoadError::File {
                offset: 0,
                what: "it does not begin as an IFF form of type BEAM",
            });
        }
        let size = u32::from_be_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]) as usize;
        if size < 4 || size > bytes.len() - 8 {
            return Err(LoadError::File {
                offset: 4,
                what: "the form's size is not the file's",
            });
        }
        let form = &bytes[..8 + size];
        let (mut chunks, mut at) = (Vec::new(), HEADER);
        while at < form.len() {
            let Some(&[a, b, c, d, s0, s1, s2, s3]) = form.get(at..at + 8) else {
                return Err(LoadError::File {
                    offset: at,
                    what: "a chunk's header is cut off",
                });
            };
            let size = u32::from_be_bytes([s0, s1, s2, s3]) as usize;
            at += 8;
            let Some(data) = form[at..].get(..size) else {
                return Err(LoadError::File {
                    offset: at,
                    what: "a chunk is cut off",
                });
            };
            chunks.push((Tag([a, b, c, d]), data));
            at += size.next_multiple_of(4);
        }
        Ok(Self(chunks))
    }

    /// The chunk with these four letters.
    pub fn find(&self, tag: &[u8; 4]) -> Option<&'a [u8]> {
        self.0.iter().find(|(at, _)| &at.0 == tag).map(|(_, data)| *data)
    }

    /// The chunk with these four letters, which every module has.
    pub(super) fn require(&self, tag: &[u8; 4]) -> Result<&'a [u8], LoadError> {
        self.find(tag).ok_or(LoadError::Missing(Tag(*tag)))
    }

    /// The atoms' chunk: `AtU8`, or `Atom` with Latin-1 as OTP 19 and earlier wrote it.
    pub(super) fn atoms(&self) -> Result<(Tag, &'a [u8]), LoadError> {
        match self.find(b"AtU8") {
            Some(data) => Ok((Tag(*b"AtU8"), data)),
            None => Ok((
                Tag(*b"Atom"),
                self.find(b"Atom").ok_or(LoadError::Missing(Tag(*b"AtU8")))?,
            )),
        }
    }
}
