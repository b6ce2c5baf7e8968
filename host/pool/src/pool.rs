//! Pool: instances of one program, made ahead of need.

use crate::Instance;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;
use wasmtime::{Result, Store};
use wasmtime_wasi::p2::bindings::CommandPre;

/// Instances of one program. A clone is the same pool.
///
/// An instance of it has never run: it is taken once, and does not come back.
pub struct Pool<T: 'static>(Arc<Shared<T>>);

struct Shared<T: 'static> {
    program: CommandPre<T>,
    store: Box<dyn Fn() -> Store<T> + Send + Sync>,
    size: usize,
    ready: Mutex<Vec<Instance<T>>>,
    taken: Notify,
}

impl<T: Send + 'static> Pool<T> {
    /// An empty pool, for `size` instances of the program, each in a store of its own.
    ///
    /// The store's engine must be the program's. A guest that computes gives way to others at each tick of the engine's epoch;
    /// whoever makes the engine has to move it on.
    pub fn new(program: CommandPre<T>, size: usize, store: impl Fn() -> Store<T> + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared {
            program,
            store: Box::new(store),
            size,
            ready: Mutex::new(Vec::with_capacity(size)),
            taken: Notify::new(),
        }))
    }

    /// An instance: one that waits, or else one that is made now.
    ///
    /// # Errors
    /// Those of [`make`](Self::make).
    pub async fn take(&self) -> Result<Instance<T>> {
        let ready = self.ready().pop();
        self.0.taken.notify_one();
        match ready {
            Some(instance) => Ok(instance),
            None => self.make().await,
        }
    }

    /// Make an instance, and leave those that wait.
    ///
    /// # Errors
    /// The engine has as many instances as it may have, or the guest traps as it starts.
    pub async fn make(&self) -> Result<Instance<T>> {
        let mut store = (self.0.store)();
        store.set_epoch_deadline(1);
        store.epoch_deadline_async_yield_and_update(1);
        let command = self.0.program.instantiate_async(&mut store).await?;
        Ok(Instance::new(store, command))
    }

    /// Make as many instances as the pool has room for.
    ///
    /// # Errors
    /// Those of [`make`](Self::make).
    pub async fn fill(&self) -> Result<()> {
        while self.len() < self.0.size {
            let instance = self.make().await?;
            self.ready().push(instance);
            // What is to be done for guests that run goes first.
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    /// Keep the pool full from now on. An instance that cannot be made is tried again when the next is taken.
    pub async fn keep_full(&self) {
        loop {
            if let Err(error) = self.fill().await {
                tracing::debug!(target: "portcullis", "no instance ahead of need: {error:#}");
            }
            self.0.taken.notified().await;
        }
    }

    /// How many instances wait.
    pub fn len(&self) -> usize {
        self.ready().len()
    }

    /// Does none wait?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn ready(&self) -> MutexGuard<'_, Vec<Instance<T>>> {
        self.0.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Clone for Pool<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Pool<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("size", &self.0.size)
            .finish_non_exhaustive()
    }
}
