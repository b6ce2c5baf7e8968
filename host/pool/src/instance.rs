//! Instance: a guest that has not run yet.

use wasmtime::{Result, Store};
use wasmtime_wasi::p2::bindings::Command;

/// A fresh sandbox. It runs once; dropping it closes what it has, and gives its place in the engine back.
pub struct Instance<T: 'static> {
    store: Store<T>,
    command: Command,
}

impl<T: Send> Instance<T> {
    pub(crate) fn new(store: Store<T>, command: Command) -> Self {
        Self { store, command }
    }

    /// What the guest's imports work on.
    pub fn state(&mut self) -> &mut T {
        self.store.data_mut()
    }

    /// Run the guest to its end: what its `run` returned.
    ///
    /// # Errors
    /// A trap, or an exit (`I32Exit`).
    pub async fn run(&mut self) -> Result<Result<(), ()>> {
        // Ticks that passed while it waited are not its own.
        self.store.set_epoch_deadline(1);
        self.command.wasi_cli_run().call_run(&mut self.store).await
    }
}

impl<T> std::fmt::Debug for Instance<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Instance").finish_non_exhaustive()
    }
}
