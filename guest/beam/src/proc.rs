//! Processes: what one is, whose turn it is, and what they do to each other.

mod gc;
mod mailbox;
mod process;
mod schedule;
mod table;
mod timer;

pub(crate) use mailbox::{Mailbox, Message};
pub(crate) use process::{Process, State};
pub(crate) use schedule::{Priority, RunQueues};
pub(crate) use table::Processes;
pub(crate) use timer::{TimerId, Timers};
