//! `{packet, 4}` without a host that knows it: the guest cuts the stream itself.

use wasip2::io::streams::StreamError;

use crate::tcp::Connection;

const HEADER: usize = 4;

/// Count messages; an empty one asks how many there were since it asked last.
pub(crate) fn count(connection: &Connection) -> Result<(), StreamError> {
    // The beginning of a message whose end has not come yet.
    let mut begun = Vec::new();
    let mut count = 0_u64;
    loop {
        let mut bytes = connection.receive()?;
        if !begun.is_empty() {
            begun.extend(bytes);
            bytes = begun;
        }
        let mut rest = bytes.as_slice();
        while let Some((message, later)) = first(rest) {
            rest = later;
            if message.is_empty() {
                connection.send(&answer(count))?;
                count = 0;
            } else {
                count += 1;
            }
        }
        begun = rest.to_vec();
    }
}

/// The first message and what comes after it, if all of it is there.
fn first(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (header, rest) = bytes.split_first_chunk::<HEADER>()?;
    rest.split_at_checked(u32::from_be_bytes(*header) as usize)
}

fn answer(count: u64) -> [u8; HEADER + 8] {
    let mut answer = [0; HEADER + 8];
    answer[..HEADER].copy_from_slice(&8_u32.to_be_bytes());
    answer[HEADER..].copy_from_slice(&count.to_be_bytes());
    answer
}
