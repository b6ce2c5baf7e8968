//! Received bytes that are not yet a packet.

use std::fmt;

use crate::cut::Span;

/// Bytes in at the end, packets out at the start, each byte moved a constant number of times.
#[derive(Default)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    /// Those before it have been taken.
    start: usize,
}

/// An empty buffer keeps no more than this, so that many idle connections are cheap.
const KEEP: usize = 16 * 1024;

impl Buffer {
    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len() - self.start
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory held.
    pub(crate) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.make_room(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    /// Let `read` append to the vector, which has room for that many bytes.
    pub(crate) fn fill<R>(&mut self, room: usize, read: impl FnOnce(&mut Vec<u8>) -> R) -> R {
        self.make_room(room);
        let result = read(&mut self.bytes);
        // A reader that takes bytes away loses them, and no more than them.
        self.start = self.start.min(self.bytes.len());
        self.release();
        result
    }

    /// Take the first packet out; the span lies within the buffer.
    pub(crate) fn take(&mut self, span: Span) -> Vec<u8> {
        let body = self.start + span.skip..self.start + span.skip + span.body;
        let end = self.start + span.len();
        // A large packet at the end takes its memory along: there is no second copy of it, and no peak to release.
        if end == self.bytes.len() && span.body >= self.bytes.capacity() / 2 {
            let mut packet = std::mem::take(self).bytes;
            packet.truncate(body.end);
            packet.drain(..body.start);
            return packet;
        }
        let packet = self.bytes[body].to_vec();
        self.skip(span.len());
        packet
    }

    /// Drop that many bytes at the start.
    pub(crate) fn skip(&mut self, len: usize) {
        self.start += len;
        self.release();
    }

    pub(crate) fn clear(&mut self) {
        *self = Buffer::default();
    }

    /// Move what is left to the front once it is no more than what was taken: so a byte is moved once per byte taken.
    fn make_room(&mut self, room: usize) {
        if self.start > 0 && self.start >= self.len() {
            self.bytes.drain(..self.start);
            self.start = 0;
            if self.bytes.len() < self.bytes.capacity() / 4 {
                self.bytes.shrink_to((2 * self.bytes.len()).max(KEEP));
            }
        }
        self.bytes.reserve(room);
    }

    /// Forget what was taken, if that is all there was.
    fn release(&mut self) {
        if !self.is_empty() {
            return;
        }
        self.bytes.clear();
        self.start = 0;
        if self.bytes.capacity() > KEEP {
            self.bytes = Vec::new();
        }
    }
}

impl fmt::Debug for Buffer {
    /// What a guest receives does not belong in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Buffer")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: usize = 1 << 20;

    #[test]
    fn a_large_packet_takes_its_memory_along() {
        let mut buffer = Buffer::default();
        buffer.push(&[1; 4]);
        buffer.push(&vec![2; MIB]);
        let packet = buffer.take(Span {
            skip: 4,
            body: MIB,
            pad: 0,
        });
        assert_eq!(packet, vec![2; MIB]);
        assert_eq!(buffer.capacity(), 0);
    }

    #[test]
    fn a_small_packet_leaves_the_memory_for_the_next() {
        let mut buffer = Buffer::default();
        buffer.fill(KEEP, |bytes| bytes.extend_from_slice(b"ab"));
        assert_eq!(buffer.take(Span::all(2)), b"ab");
        assert_eq!(buffer.capacity(), KEEP);
    }

    #[test]
    fn a_read_that_brings_nothing_keeps_no_memory() {
        let mut buffer = Buffer::default();
        buffer.fill(MIB, |_| ());
        assert_eq!(buffer.capacity(), 0);
    }

    #[test]
    fn a_peak_is_released_even_if_the_buffer_is_never_empty() {
        let mut buffer = Buffer::default();
        buffer.push(&vec![0; 4 * MIB]);
        for _ in 0..4 * MIB / 64 {
            buffer.take(Span::all(64));
            buffer.push(b"x");
        }
        assert_eq!(buffer.len(), 4 * MIB / 64);
        assert!(buffer.capacity() < MIB, "{}", buffer.capacity());
    }

    #[test]
    fn a_reader_that_takes_bytes_away_does_no_other_harm() {
        let mut buffer = Buffer::default();
        buffer.push(b"abcdef");
        buffer.skip(2);
        buffer.fill(1, Vec::clear);
        assert!(buffer.is_empty());
        buffer.push(b"x");
        assert_eq!(buffer.as_slice(), b"x");
    }
}
