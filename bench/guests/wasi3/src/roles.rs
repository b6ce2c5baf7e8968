//! Roles of TCP without framing. Each ends with `None` when its connection does.

use crate::tcp::{CHUNK, Connection};

/// For connections whose messages are short, and of which there are thousands: each read that waits holds its buffer.
const SHORT: usize = 1_024;

pub(crate) async fn echo(connection: &mut Connection) -> Option<()> {
    echo_by(CHUNK, connection).await
}

pub(crate) async fn echo_briefly(connection: &mut Connection) -> Option<()> {
    echo_by(SHORT, connection).await
}

async fn echo_by(size: usize, connection: &mut Connection) -> Option<()> {
    let mut buffer = Vec::with_capacity(size);
    loop {
        buffer = connection.receive(buffer).await?;
        buffer = connection.send(buffer).await?;
    }
}

/// The count of what the peer sent, once it has sent it all.
pub(crate) async fn sink(connection: &mut Connection) -> Option<()> {
    let mut count = 0_u64;
    let mut buffer = Vec::with_capacity(CHUNK);
    while let Some(mut bytes) = connection.receive(buffer).await {
        count += bytes.len() as u64;
        bytes.clear();
        buffer = bytes;
    }
    connection.send(count.to_be_bytes().to_vec()).await.map(drop)
}

/// As many bytes as the peer asks for.
#[allow(
    unsafe_code,
    reason = "a third of the time would go into filling the chunk with what it holds"
)]
pub(crate) async fn source(connection: &mut Connection) -> Option<()> {
    let mut wish = Vec::with_capacity(8);
    while wish.len() < 8 {
        wish = connection.receive(wish).await?;
    }
    let mut left = wish.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let mut chunk = vec![0x5a; CHUNK];
    while left > 0 {
        let size = left.min(CHUNK as u64) as usize;
        // SAFETY: a write returns the storage that it was given, and all `CHUNK` bytes of that were set above.
        unsafe { chunk.set_len(size) };
        chunk = connection.send(chunk).await?;
        left -= size as u64;
    }
    Some(())
}

pub(crate) async fn reply(connection: &mut Connection) -> Option<()> {
    connection.send(vec![0x5a; 64]).await.map(drop)
}
