//! Audit: who hears of each decision.

use portcullis_policy::{Action, Refusal, Rule, Transport};
use std::fmt::Debug;
use std::net::SocketAddr;

/// Hears of each decision on the way of a guest. Called on the guest's thread, so it must be quick.
pub trait Audit: Send + Sync + Debug {
    /// The policy refused this; [`Refusal::suggestion`] says what would grant it.
    fn refused(&self, refusal: &Refusal);

    /// The policy permitted this, by that rule if it took one. By default an event of `tracing` at level debug.
    fn permitted(&self, action: Action, transport: Transport, address: SocketAddr, rule: Option<&Rule>) {
        match rule {
            Some(rule) => {
                let rule = rule.with_origin();
                tracing::debug!(target: "portcullis", "{action} {transport}://{address} permitted by {rule}")
            }
            None => tracing::debug!(target: "portcullis", "{action} {transport}://{address} permitted"),
        }
    }
}

/// The audit that writes events of `tracing`, with target `portcullis`: refusals at level warn, permits at level debug.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traced;

impl Audit for Traced {
    fn refused(&self, refusal: &Refusal) {
        tracing::warn!(target: "portcullis", "{refusal}");
    }
}
