//! Wait: how a guest's calls wait, in a runtime that others share or on a thread of their own.
//!
//! On its own thread a call that waits for one socket without a timeout does so in `recv(2)` or `accept(2)` itself, and any other in `poll(2)` or
//! `epoll_wait(2)`. A [`Stop`] is heard in each: the former by `shutdown(2)` of the socket, the latter by an `eventfd(2)` that is waited for as well.

use crate::descriptor::register;
use crate::{Deadline, Error};
use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::{Errno, write};
use rustix::net::{Shutdown, shutdown};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How a guest's calls wait.
#[derive(Clone, Debug, Default)]
pub enum Wait {
    /// In the tokio runtime, which runs what else there is on its thread meanwhile.
    #[default]
    Runtime,
    /// In the system, as a native program does. The guest has a thread to itself: what else is on it stands still, the runtime's other
    /// tasks and its timers included. Dropping the guest's future ends no wait; [`Stop::stop`] does.
    Thread(OwnThread),
}

/// A thread that a guest has to itself.
#[derive(Clone, Debug)]
pub struct OwnThread {
    stop: Stop,
    /// How long to ask before sleeping; zero is not at all.
    busy_poll: Duration,
}

/// Ends the waits of a guest that has a thread to itself. Clones are of one stop, and it is for one guest: it knows of one wait at a time.
#[derive(Clone, Debug)]
pub struct Stop(Arc<Stopping>);

#[derive(Debug)]
struct Stopping {
    /// Readable from the stop on.
    event: Arc<OwnedFd>,
    has_come: AtomicBool,
    /// Where a system call last waited for a socket alone, as it may still do. Other waits hear of the event.
    last: Mutex<Weak<OwnedFd>>,
}

impl Wait {
    /// Wait in the runtime wherever the guest runs, e.g. for a resolver, whose answer is a future.
    ///
    /// # Errors
    /// [`Error::Stopped`], those of the future, or what `epoll_ctl(2)` says.
    pub(crate) async fn unless_stopped<T>(&self, future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        let Self::Thread(thread) = self else {
            return future.await;
        };
        let stop = register(thread.stop.0.event.clone())?;
        tokio::select! {
            stopped = stop.readable() => stopped.map_or_else(|error| Err(error.into()), |_| Err(Error::Stopped)),
            result = future => result,
        }
    }
}

impl OwnThread {
    /// A thread whose waits this stop ends. It sleeps at once where it has to wait: it does not busy-poll.
    pub fn new(stop: &Stop) -> Self {
        Self {
            stop: stop.clone(),
            busy_poll: Duration::ZERO,
        }
    }

    /// Ask again and again for that long before each sleep: what comes meanwhile comes sooner, and a core is busy for nothing. Zero is
    /// not at all.
    ///
    /// Some tens of microseconds are as long as waking up takes. A timeout may pass by as much unnoticed, and so may a stop.
    pub fn busy_poll(self, busy_poll: Duration) -> Self {
        Self { busy_poll, ..self }
    }

    pub(crate) fn stop(&self) -> &Stop {
        &self.stop
    }

    pub(crate) fn spins(&self) -> bool {
        !self.busy_poll.is_zero()
    }

    /// Call again and again while it would block, as long as busy polling lasts.
    ///
    /// # Errors
    /// `EAGAIN` if it would block still, at once where there is no busy polling; what the system call says.
    pub(crate) fn spin<R>(&self, mut call: impl FnMut() -> Result<R, Errno>) -> Result<R, Errno> {
        if !self.spins() {
            return Err(Errno::AGAIN);
        }
        let end = Instant::now() + self.busy_poll;
        loop {
            match call() {
                Err(Errno::AGAIN) if Instant::now() < end => std::hint::spin_loop(),
                result => return result,
            }
        }
    }

    /// Make a system call that itself waits, for this socket alone and for ever. A stop shuts the socket down, and so ends it.
    ///
    /// # Errors
    /// [`Error::Stopped`], and what the system call says.
    pub(crate) fn block<R>(
        &self,
        socket: &Arc<OwnedFd>,
        mut call: impl FnMut(BorrowedFd<'_>) -> Result<R, Errno>,
    ) -> Result<R, Error> {
        self.stop.note(socket);
        // Looked at after the note: a stop that comes later finds the socket, and ends the call before it begins.
        self.stop.check()?;
        let result = loop {
            match call(socket.as_fd()) {
                Err(Errno::INTR) => continue,
                result => break result,
            }
        };
        self.stop.check()?;
        Ok(result?)
    }

    /// Sleep until the file is ready for one of `events`, or has ended or failed; what it is ready for.
    ///
    /// # Errors
    /// [`Error::Timeout`], [`Error::Stopped`], or what `poll(2)` says.
    pub(crate) fn sleep(
        &self,
        file: BorrowedFd<'_>,
        events: PollFlags,
        deadline: Deadline,
    ) -> Result<PollFlags, Error> {
        loop {
            let mut asked = [
                PollFd::from_borrowed_fd(file, events),
                PollFd::from_borrowed_fd(self.stop.as_fd(), PollFlags::IN),
            ];
            match poll(&mut asked, deadline.left().as_ref()) {
                Err(Errno::INTR) => continue,
                Err(errno) => return Err(errno.into()),
                Ok(_) if !asked[1].revents().is_empty() => return Err(Error::Stopped),
                Ok(0) if deadline.passed() => return Err(Error::Timeout),
                Ok(0) => continue,
                Ok(_) => return Ok(asked[0].revents()),
            }
        }
    }
}

impl Stop {
    /// A stop that has not come yet.
    ///
    /// # Errors
    /// What `eventfd(2)` says, e.g. `EMFILE`: this process has as many files as it may.
    pub fn new() -> Result<Self, Error> {
        let flags = EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK;
        Ok(Self(Arc::new(Stopping {
            event: Arc::new(eventfd(0, flags)?),
            has_come: AtomicBool::new(false),
            last: Mutex::default(),
        })))
    }

    /// End the guest's wait, if it waits, and each later one: its call traps. From any thread; said again it does nothing more.
    ///
    /// The socket for which the guest waits may be shut down by it (`shutdown(2)`): its peer sees the end of the stream. A guest that computes
    /// is stopped by the engine's epoch.
    pub fn stop(&self) {
        self.0.has_come.store(true, SeqCst);
        if let Some(socket) = self.last().upgrade() {
            // Linux says that a socket has no peer, and yet wakes who waits for it.
            let _ = shutdown(socket, Shutdown::Both);
        }
        // It fails only when it has been said 2^64 - 2 times: the guest has been told then.
        let _ = write(&self.0.event, &1_u64.to_ne_bytes());
    }

    /// A system call is to wait for this socket alone.
    fn note(&self, socket: &Arc<OwnedFd>) {
        let mut last = self.last();
        // Most often it is the same again.
        if last.as_ptr() != Arc::as_ptr(socket) {
            *last = Arc::downgrade(socket);
        }
    }

    fn check(&self) -> Result<(), Error> {
        match self.0.has_come.load(SeqCst) {
            true => Err(Error::Stopped),
            false => Ok(()),
        }
    }

    fn last(&self) -> MutexGuard<'_, Weak<OwnedFd>> {
        self.0.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsFd for Stop {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.event.as_fd()
    }
}

impl Deadline {
    /// The time that is left, as the system takes it; `None` is for ever.
    pub(crate) fn left(self) -> Option<Timespec> {
        let left = match self {
            Self::Now => Duration::ZERO,
            Self::At(instant) => instant.saturating_duration_since(tokio::time::Instant::now()),
            Self::Never => return None,
        };
        Some(Timespec {
            // A timeout has 32 bits of milliseconds.
            tv_sec: left.as_secs() as i64,
            tv_nsec: left.subsec_nanos().into(),
        })
    }
}
