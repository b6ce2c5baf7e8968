//! Process: its heap, its mailbox, where it is in its code, and what others hold against it.

use crate::term::{Heap, Term};

use super::Mailbox;

/// What a process does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    /// In a run queue, or running. Becomes Waiting or Exiting.
    Runnable,
    /// Waits for a message, a timer, or whoever wakes it. Becomes Runnable or Exiting.
    Waiting,
    /// Is gone as soon as it would run again.
    Exiting,
}

/// One process.
#[derive(Debug)]
pub(crate) struct Process {
    /// 60 bits: the slot in the table, and how often the slot was used before.
    pub(crate) id: u64,
    pub(crate) heap: Heap,
    pub(crate) mailbox: Mailbox,
    pub(crate) state: State,
    /// Where it goes on, and where the function it is in returns to.
    pub(crate) ip: *const u32,
    pub(crate) cp: *const u32,
    /// The X registers that are live while others run.
    pub(crate) saved: Vec<Term>,
    /// What is left of its turn.
    pub(crate) reductions_left: i32,
    /// What it has used in all its turns.
    pub(crate) reductions: u64,
    pub(crate) group_leader: Term,
}

impl Process {
    /// Its pid.
    pub(crate) fn pid(&self) -> Term {
        Term::pid(self.id)
    }
}
