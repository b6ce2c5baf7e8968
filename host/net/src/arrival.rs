//! Arrival: bytes of a stream on their way to the guest, with as few copies and system calls as there can be.
//!
//! What the last `recv(2)` brought decides how the next is made. Much of it: wait until there is more, and let the kernel put it where the guest
//! wants it ([`Incoming`]). Less than was asked for: the stream is drained, and to wait comes first. Else `recv(2)` comes first, into the guest's
//! [`Scratch`], and its bytes are copied once.

use crate::descriptor::{Arrivals, Descriptor};
use crate::{Deadline, Error};
use rustix::buffer::spare_capacity;
use rustix::fd::BorrowedFd;
use rustix::io::Errno;
use rustix::net::{RecvFlags, recv};
use std::sync::Arc;
use tokio::io::Interest;

/// What a guest receives.
#[derive(Debug)]
pub enum Received<T> {
    /// It is here.
    Here(T),
    /// It is in the kernel still, and can be received where the guest wants to have it.
    InKernel(Incoming),
}

/// Bytes of a stream that wait in the kernel: one at least.
#[derive(Debug)]
pub struct Incoming {
    descriptor: Arc<Descriptor>,
    /// In bytes.
    most: usize,
}

/// Where bytes are received before it is known how many they are. A guest has one, besides what [`Limits`](crate::Limits) count. It grows to its
/// largest receive, which is of 1 MiB at most, and stays as large.
#[derive(Debug, Default)]
pub struct Scratch(Vec<u8>);

/// As much as is received at once without being known to be there, in bytes. What is more is received by the next call.
const SCRATCH: usize = 64 << 10;

/// From so many bytes at once it pays to ask whether there are more, and to have the kernel put them where the guest wants them.
const STREAM: usize = 16 << 10;

impl Scratch {
    pub(crate) fn of(&mut self, bytes: usize) -> &mut [u8] {
        if self.0.len() < bytes {
            self.0.resize(bytes, 0);
        }
        &mut self.0[..bytes]
    }
}

impl Incoming {
    /// The most bytes that are wanted. Fewer may be there.
    pub fn most(&self) -> usize {
        self.most
    }

    /// Receive them, into the guest's own memory for example; how many they were, at least one. Does not wait. The buffer must not be
    /// empty, and [`most`](Self::most) bytes are enough.
    ///
    /// # Errors
    /// `EAGAIN` if somebody else has received them, [`Error::Closed`] at the end of the stream, or what `recv(2)` says.
    pub fn receive(&self, into: &mut [u8]) -> Result<usize, Error> {
        let read = self.descriptor.now(|fd| read_now(fd, into))?;
        self.descriptor.remember(Arrivals::of(read, into.len()));
        if read == 0 { Err(Error::Closed) } else { Ok(read) }
    }
}

impl Received<Vec<u8>> {
    /// The bytes, here.
    ///
    /// # Errors
    /// Those of [`Incoming::receive`].
    pub(crate) fn bring(self) -> Result<Vec<u8>, Error> {
        match self {
            Self::Here(bytes) => Ok(bytes),
            Self::InKernel(incoming) => {
                let mut bytes = vec![0; incoming.most];
                let read = incoming.receive(&mut bytes)?;
                bytes.truncate(read);
                Ok(bytes)
            }
        }
    }
}

impl Arrivals {
    fn of(read: usize, asked: usize) -> Self {
        match read {
            // The end of the stream stays there to be read.
            0 => Self::Unknown,
            _ if read >= STREAM => Self::Streaming,
            _ if read < asked => Self::Drained,
            _ => Self::Unknown,
        }
    }
}

/// Wait for bytes, at most `most` of them, and at least one; `None` is the end of the stream.
///
/// # Errors
/// [`Error::Timeout`], [`Error::Stopped`], or what `recv(2)` or `poll(2)` says.
pub(crate) async fn receive(
    descriptor: &Arc<Descriptor>,
    scratch: &mut Scratch,
    most: usize,
    deadline: Deadline,
) -> Result<Option<Received<Vec<u8>>>, Error> {
    descriptor.give_way().await;
    if descriptor.arrivals() == Arrivals::Streaming && descriptor.data_is_there(deadline).await? {
        return Ok(Some(Received::InKernel(Incoming {
            descriptor: descriptor.clone(),
            most,
        })));
    }
    let scratch = scratch.of(most.min(SCRATCH));
    let read = read(descriptor, scratch, deadline).await?;
    Ok((read > 0).then(|| Received::Here(scratch[..read].to_vec())))
}

/// Wait for bytes; how many were received into the buffer, which must not be empty. 0 is the end of the stream.
///
/// # Errors
/// [`Error::Timeout`], [`Error::Stopped`], or what `recv(2)` says.
pub(crate) async fn read(descriptor: &Descriptor, buffer: &mut [u8], deadline: Deadline) -> Result<usize, Error> {
    let asked = buffer.len();
    debug_assert!(asked > 0, "an empty read would look like the end of the stream");
    wait_to_read(descriptor, asked, deadline, |fd, flags| {
        Ok(recv(fd, &mut *buffer, flags)?.1)
    })
    .await
}

/// Wait for bytes, `most` or as many as the buffer has room for then, and append them to a buffer; how many they were. 0 is the end of the stream.
///
/// # Errors
/// [`Error::Timeout`], [`Error::Stopped`], or what `recv(2)` says.
pub(crate) async fn append(
    descriptor: &Descriptor,
    buffer: &mut Vec<u8>,
    most: usize,
    deadline: Deadline,
) -> Result<usize, Error> {
    buffer.reserve_exact(most);
    let asked = buffer.capacity() - buffer.len();
    let append = |fd: BorrowedFd<'_>, flags| Ok(recv(fd, spare_capacity(buffer), flags)?.1);
    wait_to_read(descriptor, asked, deadline, append).await
}

/// Read what is there into a buffer; how many bytes. 0 is the end of the stream.
///
/// # Errors
/// `EAGAIN` if nothing is there, or what `recv(2)` says.
pub(crate) fn read_now(fd: BorrowedFd<'_>, buffer: &mut [u8]) -> Result<usize, Errno> {
    Ok(recv(fd, buffer, RecvFlags::DONTWAIT)?.1)
}

async fn wait_to_read(
    descriptor: &Descriptor,
    asked: usize,
    deadline: Deadline,
    mut call: impl FnMut(BorrowedFd<'_>, RecvFlags) -> Result<usize, Errno>,
) -> Result<usize, Error> {
    let read = if let Some(thread) = descriptor.blocks(deadline) {
        descriptor.block(thread, call)?
    } else {
        let call = |fd: BorrowedFd<'_>| call(fd, RecvFlags::DONTWAIT);
        match (descriptor.arrivals(), deadline) {
            (Arrivals::Drained, Deadline::At(_) | Deadline::Never) => {
                descriptor.again(Interest::READABLE, deadline, call).await?
            }
            _ => descriptor.attempt(Interest::READABLE, deadline, call).await?,
        }
    };
    descriptor.remember(Arrivals::of(read, asked));
    Ok(read)
}
