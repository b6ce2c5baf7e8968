//! Processes: what one is, whose turn it is, and what they do to each other.

mod mailbox;
mod process;
mod table;

pub(crate) use mailbox::{Mailbox, Message};
pub(crate) use process::{Process, State};
pub(crate) use table::Processes;
