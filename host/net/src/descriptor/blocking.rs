//! Blocking: calls that themselves wait in the system, where the guest has a thread for that.

use super::{Descriptor, direction};
use crate::wait::OwnThread;
use crate::{Deadline, Error, Wait};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::{Errno, ioctl_fionbio};
use rustix::net::{RecvFlags, SocketFlags};
use std::sync::atomic::Ordering::Relaxed;
use tokio::io::Interest;

/// How to accept a connection whose descriptor [`Descriptor::accepted`] makes.
pub(crate) fn accept_flags(wait: &Wait) -> SocketFlags {
    match wait {
        Wait::Runtime => SocketFlags::CLOEXEC | SocketFlags::NONBLOCK,
        Wait::Thread(_) => SocketFlags::CLOEXEC,
    }
}

impl Descriptor {
    /// A socket that [`accept_flags`] made.
    pub(crate) fn accepted(file: OwnedFd, wait: &Wait) -> Self {
        let descriptor = Self::new(file, wait);
        descriptor.blocks.store(matches!(wait, Wait::Thread(_)), Relaxed);
        descriptor
    }

    /// From now on the file itself may wait, where the guest has a thread for that.
    ///
    /// # Errors
    /// What `ioctl(2)` says of `FIONBIO`.
    pub(crate) fn let_block(&self) -> Result<(), Errno> {
        if let Wait::Thread(_) = self.wait {
            ioctl_fionbio(&self.file, false)?;
            self.blocks.store(true, Relaxed);
        }
        Ok(())
    }

    /// The thread on which a call of this file may wait in the system: only for ever, since no call takes a deadline.
    pub(crate) fn blocks(&self, deadline: Deadline) -> Option<&OwnThread> {
        match (&self.wait, deadline) {
            (Wait::Thread(thread), Deadline::Never) if self.blocks.load(Relaxed) => Some(thread),
            _ => None,
        }
    }

    /// The thread on which `accept(2)` may wait in the system. No call of it can be told not to wait, so that the file is told each time that
    /// this changes.
    ///
    /// # Errors
    /// What `ioctl(2)` says of `FIONBIO`.
    pub(crate) fn accepts(&self, deadline: Deadline) -> Result<Option<&OwnThread>, Errno> {
        let thread = match (&self.wait, deadline) {
            _ if !self.switches => return Ok(None),
            (Wait::Thread(thread), Deadline::Never) if !thread.spins() => Some(thread),
            _ => None,
        };
        if self.blocks.swap(thread.is_some(), Relaxed) != thread.is_some() {
            ioctl_fionbio(&self.file, thread.is_none())?;
        }
        Ok(thread)
    }

    /// Make a system call on this thread that waits by itself.
    ///
    /// # Errors
    /// [`Error::Stopped`], and what the system call says.
    pub(crate) fn wait_in<R>(
        &self,
        thread: &OwnThread,
        call: impl FnMut(BorrowedFd<'_>) -> Result<R, Errno>,
    ) -> Result<R, Error> {
        thread.block(&self.file, call)
    }

    /// Run a system call that receives, and let it wait by itself.
    ///
    /// # Errors
    /// [`Error::Stopped`], and what the system call says.
    pub(crate) fn block<R>(
        &self,
        thread: &OwnThread,
        mut call: impl FnMut(BorrowedFd<'_>, RecvFlags) -> Result<R, Errno>,
    ) -> Result<R, Error> {
        match thread.spin(|| self.now(|fd| call(fd, RecvFlags::DONTWAIT))) {
            Err(Errno::AGAIN) => self.wait_in(thread, |fd| call(fd, RecvFlags::empty())),
            result => Ok(result?),
        }
    }

    /// As [`again`](Self::again), in the system.
    pub(super) fn again_on<R>(
        &self,
        thread: &OwnThread,
        interest: Interest,
        deadline: Deadline,
        mut call: impl FnMut(BorrowedFd<'_>) -> Result<R, Errno>,
    ) -> Result<R, Error> {
        match thread.spin(|| self.now(&mut call)) {
            Err(Errno::AGAIN) => {}
            result => return Ok(result?),
        }
        let (events, end) = direction(interest);
        loop {
            let ready = thread.sleep(self.file.as_fd(), events | end, deadline)?;
            match self.now(&mut call) {
                Err(Errno::AGAIN) if ready.intersects(end) => return Err(Error::Closed),
                Err(Errno::AGAIN) => {}
                result => return Ok(result?),
            }
        }
    }
}
