//! `{packet, 4}` without a host that knows it: the guest cuts the stream itself.

use wasip3::sockets::types::TcpSocket;

use crate::tcp::{CHUNK, open};

const HEADER: usize = 4;

/// Count messages; an empty one asks how many there were since it asked last.
pub(crate) async fn count(socket: TcpSocket) -> Option<()> {
    let (mut incoming, mut outgoing) = open(socket);
    let mut buffer = Vec::with_capacity(CHUNK);
    let mut count = 0_u64;
    loop {
        // A read fills the room behind a message that has only begun.
        if buffer.len() == buffer.capacity() {
            buffer.reserve(CHUNK);
        }
        buffer = incoming.receive(buffer).await?;
        let mut rest = buffer.as_slice();
        while let Some((message, later)) = first(rest) {
            rest = later;
            if message.is_empty() {
                outgoing.send(answer(count)).await?;
                count = 0;
            } else {
                count += 1;
            }
        }
        let cut = buffer.len() - rest.len();
        buffer.drain(..cut);
    }
}

/// The first message and what comes after it, if all of it is there.
fn first(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (header, rest) = bytes.split_first_chunk::<HEADER>()?;
    rest.split_at_checked(u32::from_be_bytes(*header) as usize)
}

fn answer(count: u64) -> Vec<u8> {
    let mut answer = 8_u32.to_be_bytes().to_vec();
    answer.extend(count.to_be_bytes());
    answer
}
