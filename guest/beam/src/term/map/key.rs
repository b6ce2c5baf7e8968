//! Key: what a map asks of its keys: whether two are the same, which comes first, and a hash.

use crate::term::Term;

pub(crate) mod hash {
    use super::*;
    pub(crate) fn internal(key: Term) -> u32 {
        let word = if key.is_immediate() {
            key.0
        } else {
            format!("{key:?}").len() as u64
        };
        let hash = (word ^ (word >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9).to_be() as u32
    }
}
