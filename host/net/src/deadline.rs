//! Deadline: how long an operation may wait.

use std::time::Duration;
use tokio::time::Instant;

/// The end of a wait, fixed when the call begins.
#[derive(Clone, Copy, Debug)]
pub enum Deadline {
    /// Try once.
    Now,
    /// Wait until then.
    At(Instant),
    /// Wait for ever: `infinity`.
    Never,
}

impl Deadline {
    /// The deadline of a timeout in milliseconds; `None` is `infinity`, 0 tries once.
    pub fn after(timeout: Option<u32>) -> Self {
        match timeout {
            None => Self::Never,
            Some(0) => Self::Now,
            Some(ms) => Self::At(Instant::now() + Duration::from_millis(ms.into())),
        }
    }

    pub(crate) fn passed(self) -> bool {
        match self {
            Self::Now => true,
            Self::At(instant) => instant <= Instant::now(),
            Self::Never => false,
        }
    }

    /// The future's output, or `None` when the deadline passes first.
    pub(crate) async fn limit<F: Future>(self, future: F) -> Option<F::Output> {
        match self {
            Self::Now => tokio::time::timeout(Duration::ZERO, future).await.ok(),
            Self::At(instant) => tokio::time::timeout_at(instant, future).await.ok(),
            Self::Never => Some(future.await),
        }
    }
}
