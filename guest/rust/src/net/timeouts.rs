//! Timeouts of a socket: std's, which may be set through a shared reference.

use std::{
    io,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// How long one kind of operation may wait; `None` is for ever.
#[derive(Debug, Default)]
pub(super) struct Limit(Mutex<Option<Duration>>);

impl Limit {
    /// Set the limit; like std, take no time at all for a mistake.
    pub(super) fn set(&self, limit: Option<Duration>) -> io::Result<()> {
        if limit == Some(Duration::ZERO) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "a timeout must not be zero",
            ));
        }
        *lock(&self.0) = limit;
        Ok(())
    }

    pub(super) fn duration(&self) -> Option<Duration> {
        *lock(&self.0)
    }
}

/// Lock, also after a panic: what the locks here guard is whole at any time.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_of_zero_is_refused() {
        let limit = Limit::default();
        limit.set(Some(Duration::from_secs(1))).unwrap();
        assert_eq!(
            limit.set(Some(Duration::ZERO)).unwrap_err().kind(),
            io::ErrorKind::InvalidInput
        );
        assert_eq!(limit.duration(), Some(Duration::from_secs(1)));
    }
}
