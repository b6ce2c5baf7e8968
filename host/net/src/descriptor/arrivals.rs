//! Arrivals: what is remembered of a stream, so that nothing is asked for nothing.

use super::Descriptor;
use crate::{Deadline, Error, Wait};
use rustix::event::PollFlags;
use rustix::fd::AsFd;
use std::pin::pin;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, Waker};

/// What the last receive from a stream says about the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Arrivals {
    /// Nothing.
    Unknown,
    /// It took all there was: to try again at once would be for nothing.
    Drained,
    /// Much comes.
    Streaming,
}

impl Descriptor {
    /// What the last receive says about the next.
    pub(crate) fn arrivals(&self) -> Arrivals {
        match self.arrivals.load(Relaxed) {
            1 => Arrivals::Drained,
            2 => Arrivals::Streaming,
            _ => Arrivals::Unknown,
        }
    }

    /// Remember what a receive says about the next. One guest's calls come one after the other, so nobody else writes.
    pub(crate) fn remember(&self, arrivals: Arrivals) {
        self.arrivals.store(arrivals as u8, Relaxed);
        if arrivals == Arrivals::Drained && matches!(self.wait, Wait::Runtime) {
            self.forget_ready();
        }
    }

    /// What the runtime heard before is over: the next wait is for something new.
    fn forget_ready(&self) {
        if let Some(registration) = &*self.registered()
            && let Poll::Ready(Ok(mut ready)) =
                pin!(registration.readable()).poll(&mut Context::from_waker(Waker::noop()))
        {
            ready.clear_ready();
        }
    }

    /// Wait until data is there for certain, and neither an end nor a failure: false is one of these, or that it cannot be told.
    ///
    /// # Errors
    /// [`Error::Timeout`], [`Error::Stopped`], and what `poll(2)` says.
    pub(crate) async fn data_is_there(&self, deadline: Deadline) -> Result<bool, Error> {
        const ASKED: PollFlags = PollFlags::IN.union(PollFlags::RDHUP);
        if let Wait::Thread(thread) = &self.wait {
            return Ok(thread.sleep(self.file.as_fd(), ASKED, deadline)? == PollFlags::IN);
        }
        let until_told = async {
            loop {
                let state = self.state(ASKED)?;
                if !state.is_empty() {
                    return Ok(state == PollFlags::IN);
                }
                let registration = self.registration()?;
                let mut ready = registration.readable().await?;
                if ready.ready().is_read_closed() {
                    return Ok(false);
                }
                // What has come since is asked for next, and what comes from now on is heard anew.
                ready.clear_ready();
            }
        };
        deadline.limit(until_told).await.unwrap_or(Err(Error::Timeout))
    }
}
