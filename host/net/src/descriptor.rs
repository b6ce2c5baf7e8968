//! Descriptor: an open file that tries the system call first and waits only when that would block.

use crate::{Deadline, Error};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::Errno;
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Waker};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// A non-blocking descriptor. It is registered with the runtime at the first wait: one that is used through a poller never is.
#[derive(Debug)]
pub(crate) struct Descriptor {
    // Before the file, so that it is deregistered while the file is still open.
    registration: OnceLock<AsyncFd<Arc<OwnedFd>>>,
    file: Arc<OwnedFd>,
}

impl Descriptor {
    pub(crate) fn new(file: OwnedFd) -> Self {
        Self {
            registration: OnceLock::new(),
            file: Arc::new(file),
        }
    }

    pub(crate) fn file(&self) -> Arc<OwnedFd> {
        self.file.clone()
    }

    /// Run a system call until it no longer would block.
    ///
    /// # Errors
    /// [`Error::Timeout`] when the deadline passes first; what the system call says.
    pub(crate) async fn attempt<R>(
        &self,
        interest: Interest,
        deadline: Deadline,
        mut call: impl FnMut(BorrowedFd<'_>) -> Result<R, Errno>,
    ) -> Result<R, Error> {
        // A guest whose calls never wait gives way now and then all the same to what else runs on this thread.
        tokio::task::coop::consume_budget().await;
        match self.first(interest, &mut call) {
            Err(Errno::AGAIN) => {}
            result => return Ok(result?),
        }
        if let Deadline::Now = deadline {
            return Err(Error::Timeout);
        }
        let registration = self.registration()?;
        let attempts = async {
            loop {
                let mut ready = registration.ready(interest).await?;
                match ready.try_io(|_| Ok(self.now(&mut call)?)) {
                    Ok(result) => return Ok(result?),
                    Err(_would_block) => continue,
                }
            }
        };
        deadline.limit(attempts).await.unwrap_or(Err(Error::Timeout))
    }

    /// The first attempt. What the runtime still takes for ready is forgotten when it is not, so that the wait is not for nothing.
    fn first<R>(
        &self,
        interest: Interest,
        call: &mut impl FnMut(BorrowedFd<'_>) -> Result<R, Errno>,
    ) -> Result<R, Errno> {
        if let Some(registration) = self.registration.get()
            && let Poll::Ready(Ok(mut ready)) =
                pin!(registration.ready(interest)).poll(&mut Context::from_waker(Waker::noop()))
        {
            return match ready.try_io(|_| Ok(self.now(&mut *call)?)) {
                Ok(result) => result.map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO)),
                Err(_would_block) => Err(Errno::AGAIN),
            };
        }
        self.now(call)
    }

    /// Run a system call once.
    pub(crate) fn now<R>(&self, mut call: impl FnMut(BorrowedFd<'_>) -> Result<R, Errno>) -> Result<R, Errno> {
        loop {
            match call(self.file.as_fd()) {
                Err(Errno::INTR) => continue,
                result => return result,
            }
        }
    }

    fn registration(&self) -> Result<&AsyncFd<Arc<OwnedFd>>, Error> {
        if self.registration.get().is_none() {
            #[expect(
                deprecated,
                reason = "its successor is unsafe for files that close early; this Arc keeps ours open"
            )]
            let registration = AsyncFd::new(self.file.clone())?;
            // Nobody else can have set it: a guest makes one call at a time.
            let _ = self.registration.set(registration);
        }
        self.registration.get().ok_or(Error::Closed)
    }
}

impl AsFd for Descriptor {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}
