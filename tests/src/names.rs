//! Names that exist for one test.

use portcullis::{Lookup, Resolve};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// A resolver that knows what a test has told it. A name without an entry does not exist; one that [`hangs`](Self::hang) is never answered.
#[derive(Clone, Debug, Default)]
pub struct Names {
    entries: HashMap<String, Vec<IpAddr>>,
    hanging: Vec<String>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Names {
    /// A name and its addresses.
    pub fn entry<const N: usize>(mut self, name: &str, addresses: [&str; N]) -> Self {
        let addresses = addresses
            .iter()
            .map(|address| address.parse().expect("an address"))
            .collect();
        self.entries.insert(name.to_owned(), addresses);
        self
    }

    /// A name that is never answered.
    pub fn hang(mut self, name: &str) -> Self {
        self.hanging.push(name.to_owned());
        self
    }

    /// The names that were looked up, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Resolve for Names {
    fn resolve<'a>(&'a self, name: &'a str) -> Lookup<'a> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(name.to_owned());
        Box::pin(async move {
            if self.hanging.iter().any(|hanging| hanging == name) {
                std::future::pending::<()>().await;
            }
            Ok(self.entries.get(name).cloned().unwrap_or_default())
        })
    }
}
