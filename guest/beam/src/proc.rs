//! Processes: what one is, whose turn it is, and what they do to each other.

mod dictionary;
pub(crate) mod exit;
#[expect(unsafe_code, reason = "a collection moves the words themselves")]
mod gc;
mod limit;
mod mailbox;
mod names;
mod process;
pub(crate) mod rare;
pub(crate) mod report;
mod retired;
mod schedule;
mod signal;
pub(crate) mod spawn;
mod suspend;
mod table;
pub(crate) mod tie;
pub(crate) mod timer;
mod watch;

pub(crate) use mailbox::{Mailbox, Message};
pub(crate) use names::Names;
pub(crate) use process::{Process, State};
pub(crate) use retired::Retired;
pub(crate) use schedule::{Priority, RunQueues, TURN};
pub(crate) use signal::Effect;
pub(crate) use table::Processes;
pub(crate) use timer::{Timeout, Timers};
