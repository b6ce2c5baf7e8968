//! Obituaries: what is told of guests that ended by force, and not too much of it.

use crate::say;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// One obituary in this time; a guest that traps for each connection must not flood the terminal.
const INTERVAL: Duration = Duration::from_secs(1);

/// Who was told of, and how many were not.
#[derive(Debug, Default)]
pub(crate) struct Obituaries(Mutex<Told>);

#[derive(Debug, Default)]
struct Told {
    last: Option<Instant>,
    untold: u64,
}

impl Obituaries {
    /// Tell on standard error, or count.
    pub(crate) fn tell(&self, obituary: &str) {
        let untold = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .due(Instant::now());
        match untold {
            None => {}
            Some(0) => say::error(obituary),
            Some(untold) => say::error(format_args!(
                "{obituary}\n  {untold} more have ended by force since the last that was told of"
            )),
        }
    }
}

impl Told {
    /// If it is time to tell: how many others were not told of.
    fn due(&mut self, now: Instant) -> Option<u64> {
        if self.last.is_some_and(|last| now.duration_since(last) < INTERVAL) {
            self.untold += 1;
            return None;
        }
        self.last = Some(now);
        Some(std::mem::take(&mut self.untold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_of_in_a_second_and_the_others_are_counted() {
        let (mut told, start) = (Told::default(), Instant::now());
        assert_eq!(told.due(start), Some(0));
        assert_eq!(told.due(start + INTERVAL / 2), None);
        assert_eq!(told.due(start + INTERVAL / 2), None);
        assert_eq!(told.due(start + INTERVAL), Some(2));
        assert_eq!(told.due(start + INTERVAL * 3), Some(0));
    }
}
