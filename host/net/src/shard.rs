//! Shard: one of several copies of a guest, each on a core, which share the ports that they listen on.

use crate::open::{self, Local};
use crate::sockopt::{self, KernelOption};
use crate::{Domain, Error};
use rustix::fd::AsFd;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

/// What the copies of a guest share. Clones are of the same.
///
/// The kernel spreads what comes to a port over all that are bound to it (`SO_REUSEPORT`, socket(7)), by the addresses and ports of both ends and not by
/// load. Where a guest asks for a port that the system chooses, its copies get the port that was chosen for the first of them: for the Nth such
/// socket of each, the same, up to 1,024 of them.
///
/// Ports are shared of sockets that listen or are bound, and not of those that only connect. A datagram comes to one copy, whichever of them
/// has sent what it answers, unless their sockets are connected. Processes of the same user can bind to such a port as well.
#[derive(Clone, Debug, Default)]
pub struct Shards(Arc<Mutex<Ports>>);

/// The ports that were chosen, by how many had been chosen before, and by the address that was asked for.
type Ports = HashMap<(u32, SocketAddr), u16>;

/// One copy.
#[derive(Debug)]
pub(crate) struct Shard {
    shards: Shards,
    chosen: AtomicU32,
}

/// The most sockets of one copy whose ports the system chose and that share them. Those beyond have ports of their own.
const REMEMBERED: u32 = 1_024;

impl Shard {
    pub(crate) fn new(shards: &Shards) -> Self {
        Self {
            shards: shards.clone(),
            chosen: AtomicU32::new(0),
        }
    }

    /// Bind a socket where its copies are bound as well.
    ///
    /// # Errors
    /// What `setsockopt(2)` or `bind(2)` says, e.g. `EADDRINUSE`: somebody has the port who does not share it.
    pub(crate) fn bind(&self, fd: impl AsFd, domain: Domain, local: &Local) -> Result<(), Error> {
        // Answers come to the one that asked.
        if let Local::Chosen(_) = local {
            return open::bind(fd, domain, local);
        }
        sockopt::set(&fd, KernelOption::ReusePort(true))?;
        let asked = local.address();
        if asked.port() != 0 {
            return open::bind(fd, domain, local);
        }
        let number = self.chosen.fetch_add(1, Relaxed);
        if number >= REMEMBERED {
            return open::bind(fd, domain, local);
        }
        // Held until the port is known: the others wait for it.
        let mut ports = self.shards.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(port) = ports.get(&(number, asked)) {
            return open::bind_to_port(fd, domain, local, *port);
        }
        open::bind(&fd, domain, local)?;
        ports.insert((number, asked), open::local_address(&fd)?.port());
        Ok(())
    }
}
