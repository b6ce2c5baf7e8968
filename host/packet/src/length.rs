//! Packets that say their length in a header.

use crate::FrameError;
use crate::cut::{Cut, Span};

/// Find the first packet; `limit` is the most bytes that its header may announce.
///
/// A header is judged as soon as it is whole, before any of the bytes that it announces are there.
pub(crate) fn cut(head: fn(&[u8]) -> Result<Head, FrameError>, bytes: &[u8], limit: usize) -> Result<Cut, FrameError> {
    let (body, pad, header) = match head(bytes)? {
        Head::Missing(missing) => return Ok(Cut::Need(missing)),
        Head::Whole { body, pad, header } => (body, pad, header),
    };
    if body.saturating_add(pad) > limit {
        return Err(FrameError::TooLarge);
    }
    let span = match header {
        Prefix::Dropped(skip) => Span { skip, body, pad },
        Prefix::Delivered(len) => Span {
            skip: 0,
            body: len + body,
            pad,
        },
    };
    Ok(span.within(bytes.len()))
}

/// What is known of a packet from its header.
pub(crate) enum Head {
    /// The header lacks at least this many bytes.
    Missing(usize),
    /// What the header announces.
    Whole { body: usize, pad: usize, header: Prefix },
}

/// The bytes of the header itself.
pub(crate) enum Prefix {
    Dropped(usize),
    Delivered(usize),
}

impl Head {
    fn delivered(header: usize, body: u32) -> Head {
        Head::Whole {
            body: body as usize,
            pad: 0,
            header: Prefix::Delivered(header),
        }
    }
}

/// `{packet, 1 | 2 | 4}`: N bytes, big-endian.
pub(crate) fn counted<const N: usize>(bytes: &[u8]) -> Result<Head, FrameError> {
    let Some(header) = bytes.first_chunk::<N>() else {
        return missing(bytes, N);
    };
    let body = big_endian(header);
    Ok(Head::Whole {
        body: body as usize,
        pad: 0,
        header: Prefix::Dropped(N),
    })
}

/// A record mark, RFC 5531: the high bit says that it is the last fragment; each fragment is a packet.
pub(crate) fn sunrm(bytes: &[u8]) -> Result<Head, FrameError> {
    let Some(header) = bytes.first_chunk::<4>() else {
        return missing(bytes, 4);
    };
    Ok(Head::delivered(4, u32::from_be_bytes(*header) & 0x7fff_ffff))
}

/// `GIOP`, the version, flags of which the low bit means little-endian, a type, the length.
pub(crate) fn cdr(bytes: &[u8]) -> Result<Head, FrameError> {
    let Some(header) = bytes.first_chunk::<12>() else {
        return missing(bytes, 12);
    };
    let [b'G', b'I', b'O', b'P', _, _, flags, _, length @ ..] = *header else {
        return Err(FrameError::Malformed);
    };
    let little = flags & 1 == 1;
    Ok(Head::delivered(
        12,
        if little {
            u32::from_le_bytes(length)
        } else {
            u32::from_be_bytes(length)
        },
    ))
}

/// Version 1, a type, an id, the length and that of the padding, which is not delivered.
pub(crate) fn fcgi(bytes: &[u8]) -> Result<Head, FrameError> {
    let Some(header) = bytes.first_chunk::<8>() else {
        return missing(bytes, 8);
    };
    let [1, _, _, _, high, low, pad, _] = *header else {
        return Err(FrameError::Malformed);
    };
    let body = usize::from(u16::from_be_bytes([high, low]));
    Ok(Head::Whole {
        body,
        pad: usize::from(pad),
        header: Prefix::Delivered(8),
    })
}

/// Version 3, a reserved byte, the length with that of the header.
pub(crate) fn tpkt(bytes: &[u8]) -> Result<Head, FrameError> {
    let Some(header) = bytes.first_chunk::<4>() else {
        return missing(bytes, 4);
    };
    let [3, _, length @ ..] = *header else {
        return Err(FrameError::Malformed);
    };
    let body = u16::from_be_bytes(length).checked_sub(4).ok_or(FrameError::Malformed)?;
    Ok(Head::delivered(4, u32::from(body)))
}

/// A tag and a length, X.690. An indefinite length ends the packet at once, as it does in OTP.
pub(crate) fn asn1(bytes: &[u8]) -> Result<Head, FrameError> {
    let Some(tag) = tag(bytes)? else {
        return Ok(Head::Missing(1));
    };
    let rest = &bytes[tag..];
    let [first, rest @ ..] = rest else {
        return Ok(Head::Missing(1));
    };
    let octets = match first {
        0..=0x7f => return Ok(Head::delivered(tag + 1, u32::from(*first))),
        0x80..=0xff => usize::from(first & 0x7f),
    };
    let Some(length) = rest.get(..octets) else {
        return missing(rest, octets);
    };
    if octets > 4 {
        return Err(FrameError::Malformed);
    }
    Ok(Head::delivered(tag + 1 + octets, big_endian(length)))
}

/// The length of a tag, if it is whole.
fn tag(bytes: &[u8]) -> Result<Option<usize>, FrameError> {
    // Ten octets carry a tag number of 64 bits. OTP reads on for as long as the peer likes, which buffers without bound.
    const LONGEST: usize = 10;
    let Some((first, rest)) = bytes.split_first() else {
        return Ok(None);
    };
    if first & 0x1f != 0x1f {
        return Ok(Some(1));
    }
    match rest.iter().take(LONGEST).position(|octet| octet & 0x80 == 0) {
        Some(last) => Ok(Some(last + 2)),
        None if rest.len() < LONGEST => Ok(None),
        None => Err(FrameError::Malformed),
    }
}

fn missing(bytes: &[u8], wanted: usize) -> Result<Head, FrameError> {
    Ok(Head::Missing(wanted - bytes.len()))
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, &byte| sum << 8 | u32::from(byte))
}
