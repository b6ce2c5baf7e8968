//! Budget: the bytes that the host holds for one guest, counted and bounded.

use crate::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The guest's account.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    used: Arc<AtomicUsize>,
    limit: usize,
}

impl Budget {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            used: Arc::default(),
            limit,
        }
    }

    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    pub(crate) fn used(&self) -> usize {
        self.used.load(Relaxed)
    }

    /// A charge of no bytes yet.
    pub(crate) fn charge(&self) -> Charge {
        Charge {
            budget: self.clone(),
            bytes: 0,
        }
    }
}

/// What one buffer takes from the account; given back on drop.
#[derive(Debug)]
pub(crate) struct Charge {
    budget: Budget,
    bytes: usize,
}

impl Charge {
    /// The buffer now holds this many bytes.
    ///
    /// # Errors
    /// [`Error::NoBuffers`] if the account does not allow it; the charge is then what it was.
    pub(crate) fn set(&mut self, bytes: usize) -> Result<(), Error> {
        if bytes == self.bytes {
            return Ok(());
        }
        if bytes > self.bytes && bytes - self.bytes > self.left() {
            return Err(Error::NoBuffers);
        }
        // A guest runs on one thread at a time, so nobody adds between the check and this.
        self.budget.used.fetch_add(bytes.wrapping_sub(self.bytes), Relaxed);
        self.bytes = bytes;
        Ok(())
    }

    /// Bytes by which the buffer could still grow.
    pub(crate) fn left(&self) -> usize {
        self.budget.limit.saturating_sub(self.budget.used())
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.budget.used.fetch_sub(self.bytes, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charges_of_one_budget_share_its_limit() {
        let budget = Budget::new(10);
        let (mut one, mut two) = (budget.charge(), budget.charge());
        one.set(6).unwrap();
        assert!(matches!(two.set(5), Err(Error::NoBuffers)));
        one.set(5).unwrap();
        two.set(5).unwrap();
        assert_eq!(budget.used(), 10);
    }

    #[test]
    fn a_dropped_charge_is_given_back() {
        let budget = Budget::new(10);
        let mut charge = budget.charge();
        charge.set(10).unwrap();
        drop(charge);
        assert_eq!(budget.used(), 0);
    }
}
