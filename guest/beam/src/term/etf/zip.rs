//! Zip: compressed terms.

use miniz_oxide::{
    DataFormat, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};

/// How much more room is made at a time, so that a size that is said but not there costs nothing.
const STEP: usize = 1 << 16;

/// Uncompress exactly so many bytes; also says how many compressed ones they were.
pub(super) fn unzip(bytes: &[u8], size: usize) -> Option<(Vec<u8>, usize)> {
    let mut state = InflateState::new_boxed(DataFormat::Zlib);
    let (mut out, mut read, mut written) = (Vec::new(), 0, 0);
    loop {
        // One byte more than there should be, so that too many are seen.
        out.resize((out.len() * 2).max(STEP).min(size + 1), 0);
        let result = inflate(&mut state, &bytes[read..], &mut out[written..], MZFlush::None);
        read += result.bytes_consumed;
        written += result.bytes_written;
        match result.status {
            Ok(MZStatus::StreamEnd) => break,
            Ok(_) if written == out.len() && written <= size => {}
            _ => return None,
        }
    }
    out.truncate(written);
    (written == size).then_some((out, read))
}

/// Compress, with a level from 0 to 9.
pub(super) fn zip(bytes: &[u8], level: u8) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, level)
}
