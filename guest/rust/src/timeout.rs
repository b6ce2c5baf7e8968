//! Timeouts: how long an operation may wait, in milliseconds.

use std::time::Duration;

/// How long an operation may wait: `timeout()` of Erlang, milliseconds from 0 to 4,294,967,295, or `infinity`.
///
/// A [`Duration`] becomes one where a timeout is asked for. It is rounded up, so that nobody waits for less than was
/// asked; one that is too long becomes the longest. `None` becomes `infinity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Timeout(Option<u32>);

impl Timeout {
    /// Wait as long as it takes: `infinity`.
    pub const INFINITY: Self = Self(None);

    /// Try once and do not wait: `0`.
    pub const ZERO: Self = Self(Some(0));

    /// Wait for that many milliseconds.
    pub const fn from_millis(milliseconds: u32) -> Self {
        Self(Some(milliseconds))
    }

    /// The milliseconds; `None` is `infinity`.
    pub const fn as_millis(self) -> Option<u32> {
        self.0
    }
}

impl From<Duration> for Timeout {
    fn from(duration: Duration) -> Self {
        let milliseconds = duration.as_nanos().div_ceil(1_000_000);
        Self(Some(u32::try_from(milliseconds).unwrap_or(u32::MAX)))
    }
}

impl From<Option<Duration>> for Timeout {
    fn from(duration: Option<Duration>) -> Self {
        duration.map_or(Self::INFINITY, Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_rounded_up() {
        assert_eq!(Timeout::from(Duration::ZERO), Timeout::ZERO);
        assert_eq!(Timeout::from(Duration::from_nanos(1)), Timeout::from_millis(1));
        assert_eq!(Timeout::from(Duration::from_secs(2)), Timeout::from_millis(2_000));
    }

    #[test]
    fn a_duration_that_is_too_long_becomes_the_longest() {
        assert_eq!(Timeout::from(Duration::MAX), Timeout::from_millis(u32::MAX));
    }

    #[test]
    fn no_duration_is_infinity() {
        assert_eq!(Timeout::from(None), Timeout::INFINITY);
    }
}
