//! Words: copies of a few words, which are most of what the machine does.

use super::Term;

/// So many words are copied one by one. In WebAssembly a copy of unknown length is a call of the engine, which costs more than these.
const FEW: usize = 24;

/// Copy words to where they do not overlap.
///
/// # Safety
///
/// As of [`std::ptr::copy_nonoverlapping`].
#[inline(always)]
pub(crate) unsafe fn copy_words(from: *const u64, to: *mut u64, words: usize) {
    // SAFETY: the caller's.
    unsafe {
        if words > FEW {
            return std::ptr::copy_nonoverlapping(from, to, words);
        }
        for word in 0..words {
            // Volatile, since the compiler makes a copy of unknown length of every other loop like this.
            to.add(word).write_volatile(*from.add(word));
        }
    }
}

/// Copy terms to places of their own.
#[inline(always)]
pub(crate) fn copy_terms(from: &[Term], to: &mut [Term]) {
    assert!(from.len() <= to.len());
    // SAFETY: there is room, and a borrow that may write overlaps no other.
    unsafe { copy_words(from.as_ptr().cast(), to.as_mut_ptr().cast(), from.len()) }
}
