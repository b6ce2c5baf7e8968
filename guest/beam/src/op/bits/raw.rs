//! Raw: bits moved between addresses. The first bit of a byte is its highest.

/// At most 64 bits from any position, as the low bits of a word.
///
/// # Safety
///
/// The bits can be read.
#[inline]
pub(crate) unsafe fn peek(from: *const u8, offset: usize, count: usize) -> u64 {
    debug_assert!(count <= 64);
    if count == 0 {
        return 0;
    }
    let shift = offset % 8;
    let bytes = (shift + count).div_ceil(8);
    // SAFETY: the caller's: these bytes hold the bits.
    unsafe {
        let from = from.add(offset / 8);
        let mut word = [0; 8];
        std::ptr::copy_nonoverlapping(from, word.as_mut_ptr(), bytes.min(8));
        let mut value = u64::from_be_bytes(word) << shift;
        if bytes == 9 {
            value |= u64::from(*from.add(8)) >> (8 - shift);
        }
        value >> (64 - count)
    }
}

/// The bits of a slice as [`peek`] takes them.
///
/// # Panics
///
/// When the slice does not have them.
#[inline]
pub(crate) fn peek_in(bytes: &[u8], offset: usize, count: usize) -> u64 {
    assert!(offset + count <= bytes.len() * 8);
    // SAFETY: just asserted.
    unsafe { peek(bytes.as_ptr(), offset, count) }
}

/// Write at most 64 bits, the low ones of a word; what follows them in the last byte becomes zero.
///
/// # Safety
///
/// The bits can be written, and those before them in their first byte were.
#[inline]
pub(crate) unsafe fn poke(to: *mut u8, offset: usize, count: usize, value: u64) {
    debug_assert!(count <= 64);
    if count == 0 {
        return;
    }
    let shift = offset % 8;
    let bytes = (shift + count).div_ceil(8);
    let value = value << (64 - count);
    // SAFETY: the caller's: these bytes hold the bits.
    unsafe {
        let to = to.add(offset / 8);
        let mut word = (value >> shift).to_be_bytes();
        if shift != 0 {
            word[0] |= *to & !(0xFF >> shift);
        }
        std::ptr::copy_nonoverlapping(word.as_ptr(), to, bytes.min(8));
        if bytes == 9 {
            *to.add(8) = (value << (8 - shift)) as u8;
        }
    }
}

/// Copy any number of bits; what follows them in the last byte becomes zero.
///
/// # Safety
///
/// As of [`peek`] and [`poke`]; the two runs have no bit in common.
pub(crate) unsafe fn copy(from: *const u8, mut source: usize, to: *mut u8, mut target: usize, mut count: usize) {
    // SAFETY: the caller's.
    unsafe {
        let before = ((8 - target % 8) % 8).min(count);
        if before > 0 {
            poke(to, target, before, peek(from, source, before));
            source += before;
            target += before;
            count -= before;
        }
        if source.is_multiple_of(8) {
            std::ptr::copy(from.add(source / 8), to.add(target / 8), count / 8);
            source += count & !7;
            target += count & !7;
            count %= 8;
        }
        while count > 0 {
            let step = count.min(64);
            poke(to, target, step, peek(from, source, step));
            source += step;
            target += step;
            count -= step;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bits(bytes: &[u8], offset: usize, count: usize) -> Vec<bool> {
        (offset..offset + count)
            .map(|bit| bytes[bit / 8] & (0x80 >> (bit % 8)) != 0)
            .collect()
    }

    proptest! {
        #[test]
        fn what_is_copied_is_what_was_there(
            from in proptest::collection::vec(any::<u8>(), 64),
            source in 0usize..100, target in 0usize..100, count in 0usize..400,
        ) {
            let mut to = vec![0xA5; 64];
            let before = bits(&to, 0, target);
            unsafe { copy(from.as_ptr(), source, to.as_mut_ptr(), target, count) };
            prop_assert_eq!(bits(&to, target, count), bits(&from, source, count));
            prop_assert_eq!(bits(&to, 0, target), before);
        }
    }
}
