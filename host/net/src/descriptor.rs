//! Descriptor: an open file that tries the system call first and waits only when that would block.

use crate::{Deadline, Error};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::Errno;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// A non-blocking descriptor. It is registered with the runtime at the first wait: one that is used through a poller never is.
#[derive(Debug)]
pub(crate) struct Descriptor {
    // Before the file, so that it is deregistered while the file is still open.
    registration: Mutex<Option<Arc<AsyncFd<Arc<OwnedFd>>>>>,
    file: Arc<OwnedFd>,
}

impl Descriptor {
    pub(crate) fn new(file: OwnedFd) -> Self {
        Self {
            registration: Mutex::default(),
            file: Arc::new(file),
        }
    }

    pub(crate) fn file(&self) -> Arc<OwnedFd> {
        self.file.clone()
    }

    /// Run a system call until it no longer would block.
    ///
    /// # Errors
    /// [`Error::Timeout`] when the deadline passes first; [`Error::Closed`] when it would block for ever, since that direction has
    /// ended; what the system call says.
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
        let attempts = async {
            loop {
                let registration = self.registration()?;
                let mut ready = registration.ready(interest).await?;
                let ended = ready.ready().is_read_closed() || ready.ready().is_write_closed();
                match ready.try_io(|_| Ok(self.now(&mut call)?)) {
                    Ok(result) => return Ok(result?),
                    Err(_would_block) if !ended => continue,
                    Err(_would_block) if self.has_ended(interest)? => return Err(Error::Closed),
                    // The runtime never forgets an end, e.g. that of an earlier connect, and would be ready for ever.
                    Err(_would_block) => *self.registered() = None,
                }
                tokio::task::yield_now().await;
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
        let registration = self.registered().clone();
        if let Some(registration) = registration
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

    /// Has this direction ended? A datagram socket that is shut down for reading would block all the same.
    fn has_ended(&self, interest: Interest) -> Result<bool, Errno> {
        const AT_ONCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };
        let mut asked = [PollFd::new(&*self.file, PollFlags::RDHUP)];
        poll(&mut asked, Some(&AT_ONCE))?;
        let end = if interest.is_readable() {
            PollFlags::RDHUP | PollFlags::HUP
        } else {
            PollFlags::HUP
        };
        Ok(asked[0].revents().intersects(end))
    }

    fn registration(&self) -> Result<Arc<AsyncFd<Arc<OwnedFd>>>, Error> {
        let mut registered = self.registered();
        if let Some(registration) = &*registered {
            return Ok(registration.clone());
        }
        #[expect(
            deprecated,
            reason = "its successor is unsafe for files that close early; this Arc keeps ours open"
        )]
        let registration = Arc::new(AsyncFd::new(self.file.clone())?);
        *registered = Some(registration.clone());
        Ok(registration)
    }

    fn registered(&self) -> MutexGuard<'_, Option<Arc<AsyncFd<Arc<OwnedFd>>>>> {
        self.registration.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsFd for Descriptor {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}
