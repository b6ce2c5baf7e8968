//! Roles of TCP without framing. Each ends with `None` when its connection does.

use wasip3::sockets::types::TcpSocket;

use crate::tcp::{CHUNK, Outgoing, open};

/// For connections whose messages are short, and of which there are thousands: each read that waits holds its buffer.
const SHORT: usize = 1_024;

pub(crate) async fn echo(socket: TcpSocket) -> Option<()> {
    echo_by(CHUNK, socket).await
}

pub(crate) async fn echo_briefly(socket: TcpSocket) -> Option<()> {
    echo_by(SHORT, socket).await
}

async fn echo_by(size: usize, socket: TcpSocket) -> Option<()> {
    let (mut incoming, mut outgoing) = open(socket);
    let mut buffer = Vec::with_capacity(size);
    loop {
        buffer = incoming.receive(buffer).await?;
        buffer = outgoing.send(buffer).await?;
    }
}

/// The count of what the peer sent, once it has sent it all.
pub(crate) async fn sink(socket: TcpSocket) -> Option<()> {
    let (mut incoming, mut outgoing) = open(socket);
    let mut count = 0_u64;
    let mut buffer = Vec::with_capacity(CHUNK);
    while let Some(mut bytes) = incoming.receive(buffer).await {
        count += bytes.len() as u64;
        bytes.clear();
        buffer = bytes;
    }
    outgoing.send(count.to_be_bytes().to_vec()).await.map(drop)
}

/// As many bytes as the peer asks for.
#[allow(
    unsafe_code,
    reason = "a third of the time would go into filling the chunk with what it holds"
)]
pub(crate) async fn source(socket: TcpSocket) -> Option<()> {
    let (mut incoming, mut outgoing) = open(socket);
    let mut wish = Vec::with_capacity(8);
    while wish.len() < 8 {
        wish = incoming.receive(wish).await?;
    }
    let mut left = wish.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let mut chunk = vec![0x5a; CHUNK];
    while left > 0 {
        let size = left.min(CHUNK as u64) as usize;
        // SAFETY: a write returns the storage that it was given, and all `CHUNK` bytes of that were set above.
        unsafe { chunk.set_len(size) };
        chunk = outgoing.send(chunk).await?;
        left -= size as u64;
    }
    Some(())
}

pub(crate) async fn reply(socket: TcpSocket) -> Option<()> {
    Outgoing::of(&socket).send(vec![0x5a; 64]).await.map(drop)
}
