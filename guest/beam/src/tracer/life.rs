//! Life: what traced processes do besides calling functions.

use super::{Collection, Messages, calls, flags, sequence, verdict};
use crate::{
    bif::Stop,
    proc::Process,
    term::{Atom, Heap, Parcel, Term, atom},
    vm::{Context, Vm},
};

/// What can be told of turns.
const TURNS: u32 = flags::RUNNING | flags::RUNNING_PROCS;

impl Context<'_> {
    /// Send as `!` does, for a process that is traced or has a token.
    #[cold]
    pub(crate) fn send_watched(&mut self, to: Term, message: Term) -> Result<(), Stop> {
        let receiver = self.receiver(to);
        self.tell_of_send(to, message, receiver);
        let token = match receiver {
            Some(_) => sequence::sending(self, to, message),
            None => None,
        };
        let receiver = receiver.filter(|id| self.vm.processes.is_alive(*id));
        let count = |cx: &mut Self| {
            receiver
                .and_then(|id| cx.process(id))
                .map_or(0, |process| process.mailbox.len())
        };
        let before = count(self);
        self.send_unwatched(to, message)?;
        if let Some(token) = token
            && count(self) > before
            && let Some(process) = receiver.and_then(|id| self.process(id))
        {
            process.attach(Some(token));
        }
        Ok(())
    }

    /// The process that a message is for.
    fn receiver(&self, to: Term) -> Option<u64> {
        if let Some(reference) = to.as_local_ref() {
            return crate::proc::tie::alias_owner(reference);
        }
        let named = match to.as_tuple_of() {
            Some([name, node]) if node == atom::NONODE.into() => name,
            _ => to,
        };
        match named.as_atom() {
            Some(name) => self.vm.names.get(name)?.as_local_pid(),
            None => named.as_local_pid(),
        }
    }

    fn tell_of_send(&mut self, to: Term, message: Term, receiver: Option<u64>) {
        if self.me.traced(flags::SEND).is_none() {
            return;
        }
        let mut rest = vec![message, to];
        let told = match self.vm.tracing.send.clone() {
            Messages::All => true,
            Messages::None => false,
            Messages::Those(pattern) => {
                let verdict = verdict::ask(self.vm, self.me, &pattern, &[to, message], None);
                if let Some(parcel) = &verdict.message {
                    rest.push(parcel.unpack(&mut self.me.heap));
                }
                verdict.told
            }
        };
        let exists = to.as_local_pid().is_none() || receiver.is_some_and(|id| self.vm.processes.is_alive(id));
        let tag = if exists { "send" } else { "send_to_non_existing_process" };
        if told {
            self.vm.tell(self.me, flags::SEND, tag, &rest);
        }
    }

    /// A new process: who makes it and who traces new ones are told, and it may be traced itself.
    #[cold]
    pub(crate) fn trace_spawn(&mut self, id: u64, what: [Term; 3], options: &[Atom]) {
        let linked = options.contains(&atom::LINK);
        let call = self.me.heap.tuple(&what);
        let child = Term::pid(id);
        let (mut set, mut tracer) = self.vm.tracing.new;
        if !self.vm.is_tracer(tracer) {
            set = 0;
        }
        if let Some(traced) = self.me.traced(!0) {
            let (own, own_tracer) = (traced.flags, traced.tracer);
            let mut once = 0;
            for (always, first, holds) in [
                (flags::SET_ON_SPAWN, flags::SET_ON_FIRST_SPAWN, true),
                (flags::SET_ON_LINK, flags::SET_ON_FIRST_LINK, linked),
            ] {
                if holds && own & (always | first) != 0 {
                    (set, tracer) = (set | own, own_tracer);
                    once |= if own & first != 0 { always | first } else { 0 };
                }
            }
            set &= !once;
            self.vm.tell(self.me, flags::PROCS, "spawn", &[child, call]);
            if linked {
                self.vm.tell(self.me, flags::PROCS, "link", &[child]);
            }
            self.me.change_trace(once, 0, Term::NIL);
        }
        let parent = self.me.pid();
        if self.me.token().is_some() {
            sequence::spawned(self, id, what, options);
        }
        if set == 0 || tracer.same(child) {
            return;
        }
        if let Some(mut process) = self.vm.processes.take(id) {
            process.change_trace(0, set, tracer);
            self.vm.tell(&process, flags::PROCS, "spawned", &[parent, call]);
            if linked {
                self.vm.tell(&process, flags::PROCS, "getting_linked", &[parent]);
            }
            self.vm.processes.put(process);
        }
    }

    /// The caller has just got a message of the machine.
    pub(crate) fn tell_of_message(&mut self) {
        if self.me.marks != 0 {
            arrived(self.vm, self.me, None);
        }
    }

    /// Tell of another process, or of the caller.
    pub(crate) fn tell_of(&mut self, id: u64, tag: &str, rest: &[Term]) {
        if id == self.me.id {
            self.vm.tell(self.me, flags::PROCS, tag, rest);
        } else {
            self.vm.tell_of(id, tag, rest);
        }
    }
}

impl Vm {
    /// Tell what has become of a process that does not run.
    pub(crate) fn tell_of(&mut self, id: u64, tag: &str, rest: &[Term]) {
        if self.processes.get(id).is_none_or(|process| process.marks == 0) {
            return;
        }
        if let Some(process) = self.processes.take(id) {
            self.tell(&process, flags::PROCS, tag, rest);
            self.processes.put(process);
        }
    }

    /// A message has arrived at a process that does not run, from `from` if that is known.
    #[cold]
    pub(crate) fn arrived(&mut self, id: u64, from: Option<Term>) {
        if let Some(mut process) = self.processes.take(id) {
            arrived(self, &mut process, from);
            self.processes.put(process);
        }
    }
}

/// A message is the last one in the mailbox of a process.
#[cold]
pub(crate) fn arrived(vm: &mut Vm, process: &mut Process, from: Option<Term>) {
    let Some(message) = process.mailbox.terms().next_back() else {
        return;
    };
    if process.marks & Process::TOKEN != 0 && from.is_some() {
        process.attach(None);
    }
    if process.traced(flags::RECEIVE).is_none() {
        return;
    }
    let mut heap = Heap::default();
    let mut rest = vec![message];
    let told = match vm.tracing.receive.clone() {
        Messages::All => true,
        Messages::None => false,
        Messages::Those(pattern) => {
            let sender = from.unwrap_or(atom::UNDEFINED.into());
            let args = [atom::NONODE.into(), sender, message];
            let verdict = verdict::ask(vm, process, &pattern, &args, None);
            rest.extend(verdict.message.as_ref().map(|parcel| parcel.unpack(&mut heap)));
            verdict.told
        }
    };
    if told {
        vm.tell(process, flags::RECEIVE, "receive", &rest);
    }
}

/// A `receive` has waited as long as it may.
#[cold]
pub(crate) fn timed_out(vm: &mut Vm, me: &mut Process) {
    vm.tell(me, flags::RECEIVE, "receive", &[atom::TIMEOUT.into()]);
}

/// A process has a turn now.
#[cold]
pub(crate) fn turn_begins(vm: &mut Vm, me: &mut Process) {
    if let Some(rare) = &mut me.rare
        && let Some((_, since)) = &mut rare.traced.timing
    {
        *since = vm.host.monotonic();
    }
    tell_of_turn(vm, me, "in");
}

/// Its turn is over.
#[cold]
pub(crate) fn turn_ends(vm: &mut Vm, me: &mut Process, exits: bool) {
    calls::take_time(vm, me);
    if let Some(traced) = me.traced(flags::GARBAGE_COLLECTION) {
        vm.tell_of_collections(me, traced);
    }
    if !exits {
        tell_of_turn(vm, me, "out");
    }
}

fn tell_of_turn(vm: &mut Vm, me: &mut Process, tag: &str) {
    if me.traced(TURNS).is_none() {
        return;
    }
    let place = vm.code.locate(me.ip);
    let place = place.map(|place| (place.module, place.function, place.arity));
    let place = place.or((me.reductions == 0).then_some(me.initial));
    let mut heap = Heap::default();
    let place = match place {
        Some((module, function, arity)) => heap.tuple(&[module.into(), function.into(), Term::small(arity.into())]),
        None => Term::small(0),
    };
    vm.tell(me, TURNS, tag, &[place]);
}

/// A process ends.
#[cold]
pub(crate) fn exits(vm: &mut Vm, process: &Process) {
    vm.tell(process, flags::PROCS, "exit", &[process.exit]);
    if let Some(name) = process.name {
        vm.tell(process, flags::PROCS, "unregister", &[name.into()]);
    }
}

/// It is gone, and all who had to have heard of it.
#[cold]
pub(crate) fn gone(vm: &mut Vm, process: &Process) {
    vm.tell(process, flags::EXITING, "out_exited", &[Term::small(0)]);
}

/// The last message of a process is the exit signal of another, which had a token.
#[cold]
pub(crate) fn exit_arrived(vm: &mut Vm, from: &mut Process, to: &mut Process) {
    let message = to.mailbox.terms().next_back();
    if let Some(message) = message
        && let Some(token) = sequence::exits(vm, from, to.pid(), message)
    {
        to.attach(Some(token));
    }
}

impl Process {
    /// A collection begins: the answer is how many words are in use, if its end is to be told.
    #[inline]
    pub(crate) fn begin_collection(&mut self, tag: &'static str, need: usize) -> Option<usize> {
        if self.marks & Self::TRACED == 0 {
            return None;
        }
        self.note_collection(tag, need);
        Some(self.heap.used_words())
    }

    /// It ends.
    #[inline]
    pub(crate) fn end_collection(&mut self, tag: &'static str, before: Option<usize>) {
        if let Some(before) = before {
            self.note_collection(tag, before.saturating_sub(self.heap.used_words()));
        }
    }

    #[cold]
    fn note_collection(&mut self, tag: &'static str, words: usize) {
        let Some(traced) = self.traced(flags::GARBAGE_COLLECTION) else {
            return;
        };
        let info = Parcel::build(|heap| {
            let words = heap.tuple(&[Atom::new("wordsize").into(), Term::small(words as i64)]);
            let info = self.collection_info(heap);
            heap.cons(words, info)
        });
        let mut collections = traced.collections.borrow_mut();
        if collections.len() < COLLECTIONS_MAX {
            collections.push(Collection { tag, info });
        }
    }
}

/// More collections are not told of in one turn.
const COLLECTIONS_MAX: usize = 1 << 16;
