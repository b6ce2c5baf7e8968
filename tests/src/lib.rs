//! The test house: guests in the real host, against real sockets.
//!
//! A [`Sandbox`] is what a test grants: a policy, arguments, limits, names. Its guest is [`Running`] from then on, writes lines and reads
//! lines, and in the end has [`Finished`]: with what it wrote, what it was refused, and what it left behind.

mod audit;
mod engine;
mod names;
mod peer;
mod place;
mod running;
mod sandbox;

pub use names::Names;
pub use peer::accept;
pub use running::{Finished, Running};
pub use sandbox::Sandbox;

/// How many descriptors this process has open.
pub fn open_descriptors() -> usize {
    // The directory that is being read has one of its own while it is read, each time.
    std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}
