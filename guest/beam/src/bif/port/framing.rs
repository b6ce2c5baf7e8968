//! Framing: input as it comes, by lines, or by packets with a length before them.

use crate::term::{Atom, Heap, Term};

/// The longest packet: as ERTS's, of 64 MiB, and bounded for the sake of memory.
const LONGEST_PACKET: usize = 1 << 26;

/// How input is cut.
#[derive(Clone, Debug)]
pub(super) enum Framing {
    /// As it comes.
    Stream,
    /// By lines of at most so many bytes; a longer one comes in parts.
    Line { longest: usize, part: Vec<u8> },
    /// By packets, each behind its length in so many bytes, the highest first.
    Packet { header: usize, part: Vec<u8> },
}

/// What is told to the owner at once.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Data(Vec<u8>),
    /// A line, and whether its end is there.
    Line(Vec<u8>, bool),
}

impl Framing {
    /// Cut what came in; false if a packet is too long.
    pub(super) fn take(&mut self, bytes: &[u8], mut each: impl FnMut(Piece)) -> bool {
        match self {
            Self::Stream => each(Piece::Data(bytes.to_vec())),
            Self::Line { longest, part } => {
                for byte in bytes {
                    match byte {
                        b'\n' => each(Piece::Line(std::mem::take(part), true)),
                        byte => {
                            part.push(*byte);
                            if part.len() == *longest {
                                each(Piece::Line(std::mem::take(part), false));
                            }
                        }
                    }
                }
            }
            Self::Packet { header, part } => {
                part.extend_from_slice(bytes);
                let mut start = 0;
                while let Some(length) = part.get(start..start + *header) {
                    let length = length
                        .iter()
                        .fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
                    if length > LONGEST_PACKET {
                        return false;
                    }
                    let from = start + *header;
                    let Some(packet) = part.get(from..from + length) else {
                        break;
                    };
                    each(Piece::Data(packet.to_vec()));
                    start = from + length;
                }
                part.drain(..start);
            }
        }
        true
    }

    /// What is left at the end.
    pub(super) fn finish(self) -> Option<Piece> {
        match self {
            Self::Line { part, .. } if !part.is_empty() => Some(Piece::Line(part, false)),
            _ => None,
        }
    }

    /// The bytes that go out before those of a command.
    pub(super) fn header(&self, length: usize) -> Vec<u8> {
        match self {
            Self::Packet { header, .. } => (length as u64).to_be_bytes()[8 - header..].to_vec(),
            _ => Vec::new(),
        }
    }

    /// Whether a command may be so long.
    pub(super) fn fits(&self, length: usize) -> bool {
        match self {
            Self::Packet { header, .. } => (length as u64) >> (8 * header) == 0,
            _ => true,
        }
    }
}

impl Piece {
    pub(super) fn term(self, heap: &mut Heap, binary: bool) -> Term {
        let bytes = |heap: &mut Heap, bytes: Vec<u8>| match binary {
            true => heap.binary_from(bytes),
            false => heap.byte_list(&bytes),
        };
        match self {
            Self::Data(data) => bytes(heap, data),
            Self::Line(line, ended) => {
                let line = bytes(heap, line);
                let how = Atom::new(if ended { "eol" } else { "noeol" });
                heap.tuple(&[how.into(), line])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(mut framing: Framing, parts: &[&[u8]]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for part in parts {
            assert!(framing.take(part, |piece| pieces.push(piece)));
        }
        pieces.extend(framing.finish());
        pieces
    }

    #[test]
    fn a_line_may_come_in_parts_and_be_too_long() {
        let lines = Framing::Line {
            longest: 3,
            part: Vec::new(),
        };
        let line = |text: &[u8], ended| Piece::Line(text.to_vec(), ended);
        assert_eq!(
            cut(lines, &[b"a", b"b\n\nabcd\nx"]),
            [
                line(b"ab", true),
                line(b"", true),
                line(b"abc", false),
                line(b"d", true),
                line(b"x", false)
            ]
        );
    }

    #[test]
    fn a_packet_may_arrive_in_pieces() {
        let packets = Framing::Packet {
            header: 2,
            part: Vec::new(),
        };
        let pieces = cut(packets, &[&[0], &[2, 1], &[2, 0, 0, 0]]);
        assert_eq!(pieces, [Piece::Data(vec![1, 2]), Piece::Data(Vec::new())]);
    }
}
