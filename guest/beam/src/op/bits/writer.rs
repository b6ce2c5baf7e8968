//! Writer: a new bitstring, and where in it the next bits go.

use std::rc::Rc;

use crate::term::{Bits, Buffer, HEAP_BIN_MAX, Heap, Kind, Term};

use super::{MAX_BYTES, float, integer, raw, utf};

/// Where bits are written, and how many fit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writer {
    to: *mut u8,
    position: usize,
    end: usize,
}

impl Writer {
    /// # Safety
    ///
    /// Until `end`, in bits, memory can be written and has been, as long as the writer is used.
    pub(super) unsafe fn new(to: *mut u8, position: usize, end: usize) -> Self {
        Self { to, position, end }
    }

    /// Room for `count` bits, which are passed.
    #[inline(always)]
    fn take(&mut self, count: usize) -> Option<usize> {
        let position = self.position;
        if self.end - position < count {
            return None;
        }
        self.position += count;
        Some(position)
    }

    /// At most 64 bits, the low ones of a word: false if there is no room.
    #[inline(always)]
    pub(crate) fn word(&mut self, value: u64, count: usize) -> bool {
        let Some(position) = self.take(count) else { return false };
        // SAFETY: there is room.
        unsafe { raw::poke(self.to, position, count, value) };
        true
    }

    /// An integer: false if it is none, or there is no room.
    #[inline]
    pub(crate) fn integer(&mut self, value: Term, count: usize, flags: u8) -> bool {
        let Some(position) = self.take(count) else { return false };
        if let (8, 0, Some(byte)) = (count, position % 8, value.as_small()) {
            // SAFETY: there is room.
            unsafe { *self.to.add(position / 8) = byte as u8 };
            return true;
        }
        // SAFETY: there is room.
        unsafe { integer::write(self.to, position, count, value, flags) }
    }

    /// A float of 16, 32 or 64 bits: false for other sizes, or if there is no room.
    pub(crate) fn float(&mut self, value: f64, count: usize, flags: u8) -> bool {
        match float::bits(value, count, flags) {
            Some(bits) => self.word(bits, count),
            None => false,
        }
    }

    /// The first `count` bits of others: false if there are not so many, or there is no room.
    #[inline]
    pub(crate) fn bits(&mut self, from: Bits<'_>, count: usize) -> bool {
        if from.size < count {
            return false;
        }
        let Some(position) = self.take(count) else { return false };
        // SAFETY: there is room; what is written was no part of any value before.
        unsafe { raw::copy(from.bytes.as_ptr(), from.offset, self.to, position, count) };
        true
    }

    /// Whole bytes: false if there is no room.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> bool {
        let size = bytes.len() * 8;
        self.bits(Bits { bytes, offset: 0, size }, size)
    }

    /// A character in UTF-8: false if it is none, or there is no room.
    pub(crate) fn utf8(&mut self, value: Term) -> bool {
        character(value).is_some_and(|value| self.word(utf::utf8_bits(value), utf::utf8_length(value) * 8))
    }

    /// As [`Writer::utf8`], in UTF-16.
    pub(crate) fn utf16(&mut self, value: Term, flags: u8) -> bool {
        character(value).is_some_and(|value| {
            let (bits, count) = utf::utf16_bits(value, flags);
            self.word(bits, count)
        })
    }

    /// As [`Writer::utf8`], in UTF-32.
    pub(crate) fn utf32(&mut self, value: Term, flags: u8) -> bool {
        character(value).is_some() && self.integer(value, 32, flags)
    }
}

/// The character that a term is.
pub(crate) fn character(value: Term) -> Option<u32> {
    u32::try_from(value.as_small()?)
        .ok()
        .filter(|value| utf::is_character(*value))
}

/// A bitstring that is being written.
#[derive(Debug)]
pub(crate) struct NewBits {
    pub(crate) writer: Writer,
    pub(super) made: Made,
}

/// Where its bytes are.
#[derive(Debug)]
pub(super) enum Made {
    /// On the heap: the `HEAP_BIN`.
    Heap(Term),
    /// In a buffer of its own.
    Buffer(Rc<Buffer>),
    /// In a buffer that may grow: the `REFC_BIN` that may, where in it the bitstring begins, and how many bytes the buffer had before.
    Grown { whole: Term, start: usize, before: usize },
}

impl NewBits {
    /// Room for `size` bits; none if there is no memory for so many.
    #[inline]
    pub(crate) fn new(heap: &mut Heap, size: usize) -> Option<Self> {
        let bytes = size.div_ceil(8);
        if bytes > HEAP_BIN_MAX {
            return Self::in_buffer(bytes, size);
        }
        let words = bytes.div_ceil(8);
        let at = heap.alloc(words + 2);
        // SAFETY: that many words are ours.
        unsafe {
            *at = Term::header(Kind::HEAP_BIN, words + 1);
            *at.add(1) = bytes as u64;
            at.add(2).write_bytes(0, words);
            Some(Self {
                writer: Writer::new(at.add(2).cast(), 0, size),
                made: Made::Heap(Term::from_boxed(at)),
            })
        }
    }

    fn in_buffer(bytes: usize, size: usize) -> Option<Self> {
        let buffer = Buffer::new(zeros(bytes, bytes)?);
        let to = buffer.extend(|bytes| bytes.as_mut_ptr());
        Some(Self {
            // SAFETY: so many bytes are there, and stay where they are.
            writer: unsafe { Writer::new(to, 0, size) },
            made: Made::Buffer(buffer),
        })
    }

    /// The bitstring. What has not been written is zero, and may be written yet.
    #[inline]
    pub(crate) fn finish(self, heap: &mut Heap) -> Term {
        let size = self.writer.end;
        let whole = match self.made {
            Made::Heap(whole) => whole,
            Made::Buffer(buffer) => heap.buffer_binary(buffer, size.div_ceil(8)),
            Made::Grown { whole, start, .. } => {
                Self::grown(whole, size);
                return heap.sub_bits(whole, start, size - start);
            }
        };
        match size % 8 {
            0 => whole,
            _ => heap.sub_bits(whole, 0, size),
        }
    }

    /// The bitstring, which is what was appended to: that has no other owner.
    pub(crate) fn finish_in_place(self, heap: &mut Heap, source: Term) -> Term {
        let Made::Grown { whole, start, .. } = self.made else {
            return self.finish(heap);
        };
        if !source.is(Kind::SUB_BIN) || source.word(0) != whole.0 {
            return self.finish(heap);
        }
        Self::grown(whole, self.writer.end);
        source.set_word(2, Term::small((self.writer.end - start) as i64).0);
        source
    }

    #[inline]
    fn grown(whole: Term, end: usize) {
        let bytes = end.div_ceil(8);
        whole.set_word(1, bytes as u64);
        if let Some(buffer) = whole.buffer() {
            buffer.set_spare((bytes * 8 - end) as u8);
        }
    }

    /// Give it up: what was to be appended is gone.
    pub(crate) fn abandon(self) {
        if let Made::Grown { whole, before, .. } = self.made
            && let Some(buffer) = whole.buffer()
        {
            buffer.extend(|bytes| bytes.truncate(before));
        }
    }
}

/// So many zeros in a vector with at least so much room; none if there is no memory for it.
pub(super) fn zeros(bytes: usize, room: usize) -> Option<Vec<u8>> {
    if room > MAX_BYTES {
        return None;
    }
    let mut vector = Vec::new();
    vector.try_reserve_exact(room).ok()?;
    vector.resize(bytes, 0);
    Some(vector)
}
