//! Exit: the end of a process, and of those that it takes with it.

use std::collections::VecDeque;

use super::{Effect, Message, Process, State, signal::Cause, tie};
use crate::{
    bif::{Stop, ets},
    host::Output,
    term::{Atom, Heap, Term, atom, copy, print},
    tracer::{self, flags},
    vm::{Context, Vm},
};

/// The process that runs `init`.
const INIT: u64 = 0;

/// End a process that has run and is in nobody's table. The reason lies on its heap.
pub(crate) fn end(vm: &mut Vm, mut process: Box<Process>, reason: Term) {
    process.exit = reason;
    process.state = State::Exiting;
    vm.processes.free(process.id);
    bury_all(vm, None, VecDeque::from([process]));
}

impl Context<'_> {
    /// `exit/2`, to another process or to the caller.
    pub(crate) fn exit_process(&mut self, to: u64, reason: Term) -> Result<(), Stop> {
        if to == self.me.id {
            return self.exit_myself(reason);
        }
        let mut dying = VecDeque::new();
        let from = self.me.pid();
        self.vm
            .signal(from, to, reason, &self.me.heap, Cause::Request, &mut dying);
        bury_all(self.vm, Some(self.me), dying);
        Ok(())
    }

    fn exit_myself(&mut self, reason: Term) -> Result<(), Stop> {
        let kill = reason.same(atom::KILL.into());
        if self.me.trap_exit && !kill {
            let pid = self.me.pid();
            self.me.exit_message(pid, reason);
            self.tell_of_message();
            return Ok(());
        }
        self.me.doom(if kill { atom::KILLED.into() } else { reason });
        Err(Stop::exited())
    }

    /// An exit signal to the caller, from whom it could not link to.
    pub(crate) fn exit_signal_from(&mut self, whom: Term, reason: Atom) {
        let effect = self.me.signal(whom, reason.into(), &Heap::default(), Cause::Link);
        if effect == Effect::Message {
            self.tell_of_message();
        }
    }
}

impl Vm {
    /// An exit signal from a port to a process, none of which runs; over a link if `linked`.
    pub(crate) fn port_exits(&mut self, port: Term, to: u64, reason: Atom, linked: bool) {
        if let Some(process) = self.processes.get_mut(to)
            && (process.ties.unlink(port) || !linked)
        {
            let (nothing, mut dying) = (Heap::default(), VecDeque::new());
            self.signal(port, to, reason.into(), &nothing, Cause::Link, &mut dying);
            bury_all(self, None, dying);
        }
    }

    /// A port that a process monitors has ended. The process does not run.
    pub(crate) fn port_is_down(&mut self, watcher: u64, unique: u64, reason: Atom) {
        if let Some(process) = self.processes.get_mut(watcher) {
            process.down(unique, reason.into(), &Heap::default());
            self.wake_with_message(watcher);
        }
    }
}

/// Do what is to be done for processes that are out of the table and Exiting; their ends may end others.
fn bury_all(vm: &mut Vm, mut me: Option<&mut Process>, mut dying: VecDeque<Box<Process>>) {
    while let Some(process) = dying.pop_front() {
        bury(vm, me.as_deref_mut(), process, &mut dying);
    }
}

/// The system ends with a process that it cannot do without.
fn end_system(vm: &mut Vm, process: &Process) {
    let [pid, reason] = [process.pid(), process.exit].map(|term| print::print(term, &vm.code));
    let told = [b"System process ", &*pid, b" terminated: ", &*reason, b"\r\n"].concat();
    // If that fails, nobody could be told.
    let _ = vm.host.write(Output::Err, &told);
    vm.halted = Some(1);
}

fn bury(vm: &mut Vm, mut me: Option<&mut Process>, mut process: Box<Process>, dying: &mut VecDeque<Box<Process>>) {
    let pid = process.pid();
    if process.id == INIT || process.rare.as_ref().is_some_and(|rare| rare.system) {
        end_system(vm, &process);
    }
    if process.marks & Process::TRACED != 0 {
        tracer::exits(vm, &process);
    }
    if let Some(name) = process.name {
        vm.names.unregister(name);
    }
    vm.timers.process_exited(process.first_timer, process.receive_timer);
    ets::process_exited(vm, process.id);
    let ties = std::mem::take(&mut process.ties);
    for whom in ties.links() {
        let Some(id) = whom.as_local_pid() else {
            if let Some(port) = whom.as_local_port() {
                let reason = process.exit.as_atom().unwrap_or(atom::EXIT);
                vm.tables.ports.exit(port, process.id, reason);
            }
            continue;
        };
        match me.as_deref_mut() {
            Some(me) if me.id == id => {
                me.ties.unlink(pid);
                if me.marks != 0 && me.survives_link(process.exit) {
                    vm.tell(me, flags::PROCS, "getting_unlinked", &[pid]);
                }
                let message = me.signal(pid, process.exit, &process.heap, Cause::Link) == Effect::Message;
                if message && process.marks & Process::TOKEN != 0 {
                    tracer::exit_arrived(vm, &mut process, me);
                }
                if message && me.marks != 0 {
                    tracer::arrived(vm, me, None);
                }
            }
            _ => {
                if let Some(other) = vm.processes.get_mut(id) {
                    other.ties.unlink(pid);
                    if other.marks != 0 && other.survives_link(process.exit) {
                        vm.tell_of(id, "getting_unlinked", &[pid]);
                    }
                    vm.signal(pid, id, process.exit, &process.heap, Cause::Link, dying);
                    if process.marks & Process::TOKEN != 0
                        && let Some(mut other) = vm.processes.take(id)
                    {
                        if other.trap_exit {
                            tracer::exit_arrived(vm, &mut process, &mut other);
                        }
                        vm.processes.put(other);
                    }
                }
            }
        }
    }
    for (unique, watcher) in &ties.watchers {
        match me.as_deref_mut() {
            Some(me) if me.id == *watcher => {
                let effect = me.down(*unique, process.exit, &process.heap);
                if effect == Effect::Message && me.marks != 0 {
                    tracer::arrived(vm, me, None);
                }
            }
            _ => {
                if let Some(other) = vm.processes.get_mut(*watcher)
                    && other.down(*unique, process.exit, &process.heap) == Effect::Message
                {
                    vm.wake_with_message(*watcher);
                }
            }
        }
    }
    for (unique, monitor) in &ties.monitors {
        let Some(target) = monitor.target.whom() else { continue };
        let Some(id) = target.as_local_pid() else {
            if let Some(port) = target.as_local_port() {
                vm.tables.ports.unwatch(port, *unique);
            }
            continue;
        };
        match me.as_deref_mut() {
            Some(me) if me.id == id => me.ties.watchers.remove(unique),
            _ => vm
                .processes
                .get_mut(id)
                .and_then(|other| other.ties.watchers.remove(unique)),
        };
    }
    if let Some(rare) = &process.rare {
        for (id, times) in &rare.suspending {
            vm.resume(*id, *times);
        }
    }
    if process.marks & Process::TRACED != 0 {
        tracer::gone(vm, &process);
    }
}

impl Process {
    /// Whether it goes on when a process ends for that reason to which it was linked.
    fn survives_link(&self, reason: Term) -> bool {
        self.trap_exit || reason.same(atom::NORMAL.into())
    }

    /// What one of its monitors looked at has ended. The reason lies on `heap`.
    pub(crate) fn down(&mut self, unique: u64, reason: Term, heap: &Heap) -> Effect {
        let Some(monitor) = self.ties.monitors.remove(&unique) else {
            return Effect::None;
        };
        let reason = copy(reason, heap, &mut self.heap);
        self.down_message(unique, &monitor, reason);
        Effect::Message
    }

    /// Get the message of a monitor that has ended.
    pub(crate) fn down_message(&mut self, unique: u64, monitor: &tie::Monitor, reason: Term) {
        let heap = &mut self.heap;
        let tag = match &monitor.tag {
            Some(tag) => tag.unpack(heap),
            None => atom::DOWN.into(),
        };
        let reference = heap.reference(monitor.reference(unique, self.id));
        let object = heap.target(monitor.target);
        let term = heap.tuple(&[tag, reference, monitor.target.kind().into(), object, reason]);
        self.mailbox.push(Message { term });
        if let Some(rare) = &mut self.rare
            && rare.urgent.remove(&unique)
        {
            self.mailbox.promote_last();
        }
    }
}
