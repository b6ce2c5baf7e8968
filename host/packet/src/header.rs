//! What goes out before the bytes of a packet.

use crate::{FrameError, PacketType};

/// The header of a packet to send: at most four bytes, kept in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    bytes: [u8; 4],
    len: usize,
}

impl Header {
    /// The header of a packet of that many bytes; only the types `One`, `Two` and `Four` have one.
    ///
    /// OTP 25 sends a length that does not fit without its high bits, which breaks the stream; here it is `TooLarge`.
    pub fn new(packet_type: PacketType, payload: usize) -> Result<Header, FrameError> {
        let len = match packet_type {
            PacketType::One => 1,
            PacketType::Two => 2,
            PacketType::Four => 4,
            _ => return Ok(Header { bytes: [0; 4], len: 0 }),
        };
        let payload = u32::try_from(payload).map_err(|_| FrameError::TooLarge)?;
        let mut bytes = payload.to_be_bytes();
        if bytes[..4 - len].iter().any(|&high| high > 0) {
            return Err(FrameError::TooLarge);
        }
        bytes.rotate_left(4 - len);
        Ok(Header { bytes, len })
    }

    /// The bytes to send before the payload; may be none.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(packet_type: PacketType, payload: usize) -> Result<Vec<u8>, FrameError> {
        Header::new(packet_type, payload).map(|header| header.as_bytes().to_vec())
    }

    #[test]
    fn a_header_is_the_length_in_big_endian() {
        assert_eq!(header(PacketType::One, 0), Ok(vec![0]));
        assert_eq!(header(PacketType::One, 255), Ok(vec![255]));
        assert_eq!(header(PacketType::Two, 0x0102), Ok(vec![1, 2]));
        assert_eq!(header(PacketType::Four, 0x0102_0304), Ok(vec![1, 2, 3, 4]));
    }

    #[test]
    fn a_payload_longer_than_its_header_can_say_is_too_large() {
        assert_eq!(header(PacketType::One, 256), Err(FrameError::TooLarge));
        assert_eq!(header(PacketType::Two, 65_536), Err(FrameError::TooLarge));
        #[cfg(target_pointer_width = "64")]
        assert_eq!(header(PacketType::Four, 1 << 32), Err(FrameError::TooLarge));
    }

    #[test]
    fn other_types_have_no_header() {
        for packet_type in [PacketType::Raw, PacketType::Line, PacketType::Asn1, PacketType::HttpBin] {
            assert_eq!(header(packet_type, usize::MAX), Ok(vec![]));
        }
    }
}
