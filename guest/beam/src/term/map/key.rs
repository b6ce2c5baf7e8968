//! Key: what a map asks of its keys: whether two are the same, which comes first, and a hash.

use std::cmp::Ordering;

use crate::term::Term;

pub(crate) mod order {
    use super::*;
    pub(crate) fn equal(a: Term, b: Term) -> bool {
        format!("{a:?}") == format!("{b:?}")
    }
    pub(crate) fn equal_loosely(a: Term, b: Term) -> bool {
        equal(a, b)
    }
    pub(crate) fn compare(a: Term, b: Term) -> Ordering {
        compare_exact(a, b)
    }
    pub(crate) fn compare_exact(a: Term, b: Term) -> Ordering {
        match (a.as_small(), b.as_small()) {
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            _ => format!("{a:?}").cmp(&format!("{b:?}")),
        }
    }
}

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
