//! Signal: messages and exit signals, from one process to another.
//!
//! There is one thread, so a signal arrives where it is sent: the message lies in the mailbox, the process has ended. Only the process that runs
//! goes on until its turn ends, as it would on ERTS.

use std::collections::VecDeque;

use super::{Message, Process, State, tie};
use crate::{
    bif::{Stop, port},
    term::{Heap, Parcel, Term, View, atom, copy},
    tracer,
    vm::{Context, Vm},
};

/// What makes an exit signal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cause {
    /// The end of a process or port that was linked.
    Link,
    /// `exit/2`: the reason `kill` cannot be trapped.
    Request,
}

impl Context<'_> {
    /// A process, the caller too.
    pub(crate) fn process(&mut self, id: u64) -> Option<&mut Process> {
        if id == self.me.id {
            return Some(self.me);
        }
        self.vm.processes.get_mut(id)
    }

    /// Send as `!` does.
    #[inline]
    pub(crate) fn send(&mut self, to: Term, message: Term) -> Result<(), Stop> {
        if self.me.marks != 0 {
            return self.send_watched(to, message);
        }
        self.send_unwatched(to, message)
    }

    /// Send without a word to those who trace the caller.
    #[inline]
    pub(crate) fn send_unwatched(&mut self, to: Term, message: Term) -> Result<(), Stop> {
        match to.as_local_pid() {
            Some(id) => self.send_to_process(id, message),
            None => self.send_elsewhere(to, message)?,
        }
        Ok(())
    }

    /// Send to a process; nothing happens if it has ended.
    #[inline]
    pub(crate) fn send_to_process(&mut self, id: u64, message: Term) {
        if id == self.me.id {
            self.me.mailbox.push(Message { term: message });
            if self.me.marks != 0 {
                let from = self.me.pid();
                tracer::arrived(self.vm, self.me, Some(from));
            }
        } else {
            let own = &self.me.heap;
            if self.vm.deliver_quietly(id, |heap| copy(message, own, heap)) {
                self.vm.arrived(id, Some(self.me.pid()));
            }
        }
    }

    fn send_elsewhere(&mut self, to: Term, message: Term) -> Result<(), Stop> {
        match to.view() {
            View::Atom(name) => {
                let whom = self.vm.names.get(name).ok_or_else(Stop::badarg)?;
                self.send_to_named(whom, message)
            }
            View::Tuple([name, node]) => {
                let (Some(name), Some(node)) = (name.as_atom(), node.as_atom()) else {
                    return Err(Stop::badarg());
                };
                match self.vm.names.get(name) {
                    Some(whom) if node == atom::NONODE => self.send_to_named(whom, message),
                    _ => Ok(()),
                }
            }
            View::Ref(reference) => {
                self.send_to_alias(reference, message);
                Ok(())
            }
            // There is no other node: what is sent to one is lost.
            View::External(_) => Ok(()),
            View::Port(id) => {
                port::send(self, id, message);
                Ok(())
            }
            _ => Err(Stop::badarg()),
        }
    }

    fn send_to_named(&mut self, whom: Term, message: Term) -> Result<(), Stop> {
        match whom.view() {
            View::Pid(id) => {
                self.send_to_process(id, message);
                Ok(())
            }
            View::Port(id) => {
                port::send(self, id, message);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The process that an alias is of, as long as it is one.
    pub(crate) fn owner_of_alias(&mut self, reference: [u64; 2]) -> Option<u64> {
        let owner = tie::alias_owner(reference)?;
        self.use_alias(owner, reference[0]).then_some(owner)
    }

    fn send_to_alias(&mut self, reference: [u64; 2], message: Term) {
        if let Some(owner) = self.owner_of_alias(reference) {
            self.send_to_process(owner, message);
        }
    }
}

impl Vm {
    /// Put a message, which is built on its heap, into the mailbox of a process. One that runs has it after its turn.
    #[inline]
    pub(crate) fn deliver(&mut self, id: u64, build: impl FnOnce(&mut Heap) -> Term) {
        if self.deliver_quietly(id, build) {
            self.arrived(id, None);
        }
    }

    /// The same, without a word to those who trace it. The answer is whether somebody may.
    #[inline]
    pub(crate) fn deliver_quietly(&mut self, id: u64, build: impl FnOnce(&mut Heap) -> Term) -> bool {
        if let Some(process) = self.processes.get_mut(id) {
            let term = build(&mut process.heap);
            process.mailbox.push(Message { term });
            let marked = process.marks != 0;
            if process.state == State::Waiting {
                self.wake(id);
            }
            return marked;
        }
        if self.processes.is_alive(id) {
            self.inbox.push(Parcel::build(build));
        }
        false
    }

    /// Let a process that has just run have what was delivered to it meanwhile.
    pub(super) fn empty_inbox(&mut self, process: &mut Process) {
        for parcel in std::mem::take(&mut self.inbox) {
            let term = parcel.unpack(&mut process.heap);
            process.mailbox.push(Message { term });
        }
    }

    /// Let a process run that has just got a message of the machine.
    pub(super) fn wake_with_message(&mut self, id: u64) {
        self.wake(id);
        if self.processes.get(id).is_some_and(|process| process.marks != 0) {
            self.arrived(id, None);
        }
    }

    /// Send an exit signal to a process that does not run. `reason` lies on `heap`. One that it ends goes from the table to `dying`.
    pub(crate) fn signal(
        &mut self,
        from: Term,
        to: u64,
        reason: Term,
        heap: &Heap,
        cause: Cause,
        dying: &mut VecDeque<Box<Process>>,
    ) {
        let Some(process) = self.processes.get_mut(to) else {
            return;
        };
        match process.signal(from, reason, heap, cause) {
            Effect::None => {}
            Effect::Message => self.wake_with_message(to),
            Effect::End => dying.extend(self.processes.free(to)),
        }
    }
}

/// What an exit signal does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Effect {
    None,
    /// There is a message now.
    Message,
    /// The process is Exiting now.
    End,
}

impl Process {
    /// Get an exit signal from somebody else. `reason` lies on `heap`.
    pub(crate) fn signal(&mut self, from: Term, reason: Term, heap: &Heap, cause: Cause) -> Effect {
        let kill = cause == Cause::Request && reason.same(atom::KILL.into());
        if self.state == State::Exiting {
            if kill {
                self.exit = atom::KILLED.into();
            }
            return Effect::None;
        }
        if kill {
            self.doom(atom::KILLED.into());
        } else if self.trap_exit {
            let reason = copy(reason, heap, &mut self.heap);
            self.exit_message(from, reason);
            if cause == Cause::Link
                && let Some(rare) = &mut self.rare
                && rare.urgent_links.remove(&from.0)
            {
                self.mailbox.promote_last();
            }
            return Effect::Message;
        } else if reason.same(atom::NORMAL.into()) {
            return Effect::None;
        } else {
            let reason = copy(reason, heap, &mut self.heap);
            self.doom(reason);
        }
        Effect::End
    }

    /// Get `{'EXIT', From, Reason}`; the reason lies on its heap.
    pub(crate) fn exit_message(&mut self, from: Term, reason: Term) {
        let term = self.heap.tuple(&[atom::EXIT_SIGNAL.into(), from, reason]);
        self.mailbox.push(Message { term });
    }
}
