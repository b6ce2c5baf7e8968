//! MD5: a module's checksum, over the chunks that decide what it does.

use super::chunk::{Chunks, uncompressed};
use super::error::LoadError;
use md5::{Digest, Md5};

/// The checksum of a file, as `code:module_md5/1` and `beam_lib:md5/1` compute it and `module_info(md5)` tells it.
pub fn module_md5(file: &[u8]) -> Result<[u8; 16], LoadError> {
    let file = uncompressed(file)?;
    Ok(checksum(&Chunks::of(&file)?))
}

/// The chunks, in this order, whatever their order in the file; absent ones count as empty. The compiler derives a
/// fun's `old_uniq` from this checksum, so that field counts as zero (OTP's `beam_lib` and `beam_asm`).
pub(super) fn checksum(chunks: &Chunks<'_>) -> [u8; 16] {
    let mut md5 = Md5::new();
    for tag in [b"Atom", b"AtU8", b"Code", b"StrT", b"ImpT", b"ExpT"] {
        md5.update(chunks.find(tag).unwrap_or_default());
    }
    if let Some((count, lambdas)) = chunks.find(b"FunT").and_then(|data| data.split_at_checked(4)) {
        md5.update(count);
        for lambda in lambdas.chunks(24) {
            md5.update(&lambda[..lambda.len().min(20)]);
            md5.update(&[0; 4][..lambda.len().saturating_sub(20)]);
        }
    }
    for tag in [b"LitT", b"Meta"] {
        md5.update(chunks.find(tag).unwrap_or_default());
    }
    md5.finalize().into()
}
