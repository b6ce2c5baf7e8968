//! Append: a binary that is lengthened again and again is copied only when its buffer has to grow.
//!
//! A buffer may grow when it was made here: its `REFC_BIN` says so and is no value itself, all that programs see are parts of it. The part that ends where the
//! buffer ends can be lengthened in place, once; what ends earlier has been lengthened before, and is copied.

use crate::term::{Buffer, HEAP_BIN_MAX, Heap, Kind, Term};

use super::{
    TooLarge,
    size::sum,
    writer::{Made, NewBits, Writer, zeros},
};

/// Bytes of the smallest buffer that may grow.
const ROOM: usize = 256;

/// The word of a `REFC_BIN` that says whether its buffer may grow.
const GROWS: usize = 2;

/// A new bitstring that begins with all of `source` and has room for `more` bits; the writer stands behind `source`.
///
/// `source` must be a bitstring.
#[inline]
pub(crate) fn append(heap: &mut Heap, source: Term, more: usize) -> Result<NewBits, TooLarge> {
    if source.is(Kind::SUB_BIN) {
        let whole = Term(source.word(0));
        if let Some(buffer) = whole.buffer()
            && whole.word(GROWS) != 0
        {
            let start = Term(source.word(1)).small_value() as usize;
            let end = start + Term(source.word(2)).small_value() as usize;
            if buffer.end() == end {
                return grow(heap, whole, buffer, start, end, more);
            }
        }
    }
    copied(heap, source, more)
}

/// `source` with one more byte, when that is only a matter of writing it: its buffer has room and ends where `source` does.
#[inline(always)]
pub(crate) fn append_byte(heap: &mut Heap, source: Term, byte: u8) -> Option<Term> {
    if !source.is(Kind::SUB_BIN) {
        return None;
    }
    let whole = Term(source.word(0));
    let buffer = whole.buffer().filter(|_| whole.word(GROWS) != 0)?;
    let start = Term(source.word(1)).small_value() as usize;
    let size = Term(source.word(2)).small_value() as usize;
    let end = start + size;
    if buffer.end() != end || !end.is_multiple_of(8) {
        return None;
    }
    buffer.extend(|bytes| {
        let room = bytes.len() < bytes.capacity();
        if room {
            bytes.push(byte);
        }
        room.then_some(())
    })?;
    whole.set_word(1, (end / 8 + 1) as u64);
    Some(heap.sub_bits(whole, start, size + 8))
}

#[inline]
fn grow(
    heap: &mut Heap,
    whole: Term,
    buffer: &Buffer,
    start: usize,
    end: usize,
    more: usize,
) -> Result<NewBits, TooLarge> {
    let end_after = sum(end, more)?;
    let (to, before, grown) = buffer
        .extend(|bytes| {
            let (before, room) = (bytes.len(), bytes.capacity());
            let after = end_after.div_ceil(8);
            bytes.try_reserve(after - before).ok()?;
            bytes.resize(after, 0);
            Some((bytes.as_mut_ptr(), before, bytes.capacity() - room))
        })
        .ok_or(TooLarge::Limit)?;
    heap.off_heap_bytes += grown;
    Ok(NewBits {
        // SAFETY: so many bytes are there; the buffer grows no more before the writer is done.
        writer: unsafe { Writer::new(to, end, end_after) },
        made: Made::Grown { whole, start, before },
    })
}

fn copied(heap: &mut Heap, source: Term, more: usize) -> Result<NewBits, TooLarge> {
    let Some(bits) = source.as_bits() else {
        return Err(TooLarge::No);
    };
    let size = sum(bits.size, more)?;
    let mut new = if size.div_ceil(8) <= HEAP_BIN_MAX {
        NewBits::new(heap, size)
    } else {
        let bytes = size.div_ceil(8);
        growing(heap, bytes, (bytes * 2).max(ROOM), size)
    }
    .ok_or(TooLarge::Limit)?;
    new.writer.bits(bits, bits.size);
    Ok(new)
}

/// A buffer that may grow, of `size` bits.
fn growing(heap: &mut Heap, bytes: usize, room: usize, size: usize) -> Option<NewBits> {
    let buffer = Buffer::new(zeros(bytes, room).or_else(|| zeros(bytes, bytes))?);
    let to = buffer.extend(|bytes| bytes.as_mut_ptr());
    let whole = heap.buffer_binary(buffer, bytes);
    heap.off_heap_bytes += room - bytes;
    whole.set_word(GROWS, 1);
    Some(NewBits {
        // SAFETY: so many bytes are there; the buffer grows no more before the writer is done.
        writer: unsafe { Writer::new(to, 0, size) },
        made: Made::Grown {
            whole,
            start: 0,
            before: 0,
        },
    })
}

/// An empty binary with room for `bytes` more: what a binary comprehension begins with.
pub(crate) fn init_writable(heap: &mut Heap, bytes: Term) -> Term {
    // A hint only: nobody gets more than this at once.
    let room = bytes.as_small().unwrap_or(0).clamp(ROOM as i64, 1 << 16) as usize;
    match growing(heap, 0, room, 0) {
        Some(new) => new.finish(heap),
        None => heap.binary(&[]),
    }
}
