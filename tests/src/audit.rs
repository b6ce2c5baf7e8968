//! What a guest was refused, written down.

use portcullis::{Audit, Refusal};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Clone, Debug, Default)]
pub(crate) struct Refusals(Arc<Mutex<Vec<Refusal>>>);

impl Refusals {
    pub(crate) fn all(&self) -> Vec<Refusal> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Audit for Refusals {
    fn refused(&self, refusal: &Refusal) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(refusal.clone());
    }
}
