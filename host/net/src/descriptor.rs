//! Descriptor: an open file that tries the system call first and waits only when that would block.
//!
//! It waits in its guest's manner ([`Wait`]): in the runtime, which is told of the file at the first wait, or in the system. There the file itself may wait,
//! so that one system call both waits and does its work; all calls that must not wait say so, each by its flags.

mod arrivals;
mod blocking;

pub(crate) use arrivals::Arrivals;
pub(crate) use blocking::accept_flags;

use crate::{Deadline, Error, Wait};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::Errno;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU8};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// A descriptor, each of whose calls but [`block`](Self::block) and [`wait_in`](Self::wait_in) is told not to wait. It is registered with the
/// runtime at the first wait: one that is used through a poller never is.
#[derive(Debug)]
pub(crate) struct Descriptor {
    // Before the file, so that it is deregistered while the file is still open.
    registration: Mutex<Option<Arc<Registration>>>,
    file: Arc<OwnedFd>,
    wait: Wait,
    /// Does the file itself wait, unless a call tells it not to? It is without `O_NONBLOCK` then.
    blocks: AtomicBool,
    /// May the file be made to wait, and not to, from call to call? Not where others have it too: `O_NONBLOCK` is of the open file, fcntl(2).
    switches: bool,
    arrivals: AtomicU8,
}

/// A file that the runtime watches.
pub(crate) type Registration = AsyncFd<Arc<OwnedFd>>;

impl Descriptor {
    /// A file that does not block, for a guest that waits in this manner.
    pub(crate) fn new(file: OwnedFd, wait: &Wait) -> Self {
        Self {
            registration: Mutex::default(),
            file: Arc::new(file),
            wait: wait.clone(),
            blocks: AtomicBool::new(false),
            switches: false,
            arrivals: AtomicU8::new(Arrivals::Unknown as u8),
        }
    }

    /// A socket that nobody else has, and that may accept.
    pub(crate) fn unshared(file: OwnedFd, wait: &Wait) -> Self {
        Self {
            switches: true,
            ..Self::new(file, wait)
        }
    }

    pub(crate) fn file(&self) -> Arc<OwnedFd> {
        self.file.clone()
    }

    /// Run a system call until it no longer would block.
    ///
    /// # Errors
    /// [`Error::Timeout`] when the deadline passes first; [`Error::Closed`] when it would block for ever, since that direction has
    /// ended; [`Error::Stopped`]; what the system call says.
    pub(crate) async fn attempt<R>(
        &self,
        interest: Interest,
        deadline: Deadline,
        mut call: impl FnMut(BorrowedFd<'_>) -> Result<R, Errno>,
    ) -> Result<R, Error> {
        self.give_way().await;
        match self.first(interest, &mut call) {
            Err(Errno::AGAIN) => {}
            result => return Ok(result?),
        }
        if let Deadline::Now = deadline {
            return Err(Error::Timeout);
        }
        self.again(interest, deadline, call).await
    }

    /// Wait, and run the system call, until it no longer would block: it would now.
    ///
    /// # Errors
    /// Those of [`attempt`](Self::attempt).
    pub(crate) async fn again<R>(
        &self,
        interest: Interest,
        deadline: Deadline,
        mut call: impl FnMut(BorrowedFd<'_>) -> Result<R, Errno>,
    ) -> Result<R, Error> {
        if let Wait::Thread(thread) = &self.wait {
            return self.again_on(thread, interest, deadline, call);
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

    /// A guest whose calls never wait gives way now and then all the same to what else runs on this thread.
    pub(crate) async fn give_way(&self) {
        if let Wait::Runtime = self.wait {
            tokio::task::coop::consume_budget().await;
        }
    }

    /// The first attempt, which does not wait: `EAGAIN` if it would block. What the runtime still takes for ready is forgotten when it is not, so that the wait is not for nothing.
    fn first<R>(
        &self,
        interest: Interest,
        call: &mut impl FnMut(BorrowedFd<'_>) -> Result<R, Errno>,
    ) -> Result<R, Errno> {
        if let Wait::Runtime = self.wait
            && let Some(registration) = self.registered().clone()
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

    /// Run a system call once, and again if a signal comes between.
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
        let (_, end) = direction(interest);
        Ok(self.state(end)?.intersects(end))
    }

    /// What `poll(2)` says at once.
    fn state(&self, events: PollFlags) -> Result<PollFlags, Errno> {
        const AT_ONCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };
        let mut asked = [PollFd::new(&*self.file, events)];
        poll(&mut asked, Some(&AT_ONCE))?;
        Ok(asked[0].revents())
    }

    fn registration(&self) -> Result<Arc<Registration>, Error> {
        let mut registered = self.registered();
        if let Some(registration) = &*registered {
            return Ok(registration.clone());
        }
        let registration = Arc::new(register(self.file.clone())?);
        *registered = Some(registration.clone());
        Ok(registration)
    }

    fn registered(&self) -> MutexGuard<'_, Option<Arc<Registration>>> {
        self.registration.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Have the runtime watch a file.
///
/// # Errors
/// What `epoll_ctl(2)` says.
pub(crate) fn register(file: Arc<OwnedFd>) -> Result<Registration, Error> {
    #[expect(
        deprecated,
        reason = "its successor is unsafe for files that close early; this Arc keeps ours open"
    )]
    Ok(AsyncFd::new(file)?)
}

/// What to ask `poll(2)` about a direction: that it is ready, and that it has ended.
fn direction(interest: Interest) -> (PollFlags, PollFlags) {
    if interest.is_readable() {
        (PollFlags::IN, PollFlags::RDHUP | PollFlags::HUP)
    } else {
        (PollFlags::OUT, PollFlags::HUP)
    }
}

impl AsFd for Descriptor {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}
