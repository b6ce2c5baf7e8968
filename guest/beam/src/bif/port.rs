//! Port: standard input, output and error, as Erlang's programs reach them.
//!
//! A port of this machine is `{fd, In, Out}` over the host's streams, or of a file in memory (`ram`), or writes traces to a file
//! (`trace_file`), or answers for the program that looks hosts up (`resolver`); there are no other programs or drivers to start. `options`
//! has the settings of `open_port/2`, `framing` what becomes of input, `command` the functions. What a port has to say to
//! processes is kept as signals until the process that runs has had its turn: [`Vm::serve_ports`] delivers them.

mod command;
mod framing;
mod info;
mod options;
mod ram;
mod resolver;
mod trace_file;

use crate::{
    host::{Errno, Input, Output},
    term::{Atom, Parcel, Term, atom},
    vm::Vm,
};
use framing::Framing;
use options::Options;
use ram::Ram;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use trace_file::TraceFile;

pub(crate) use command::{TABLE, send};

/// The most ports that there can be at once.
const MOST: usize = 1 << 12;

/// The most bytes that are taken from standard input at once.
const CHUNK: usize = 1 << 16;

/// Messages that an owner may leave unread before its port reads no more.
const UNREAD: usize = 256;

/// All ports, and what they have to say.
#[derive(Default)]
pub(crate) struct Ports {
    all: BTreeMap<u64, Port>,
    made: u64,
    signals: VecDeque<Signal>,
}

/// One port.
struct Port {
    /// The process that is told what comes in.
    owner: u64,
    /// Processes that are linked to it.
    links: BTreeSet<u64>,
    /// Monitors that are set on it, by reference, and who set each.
    watchers: BTreeMap<u64, u64>,
    name: String,
    options: Options,
    input: Option<Framing>,
    output: Option<Output>,
    kind: Kind,
    /// Bytes that came in and went out.
    taken: u64,
    given: u64,
    data: Option<Parcel>,
}

/// What is behind a port.
enum Kind {
    /// Descriptors: what comes in and what goes out.
    Descriptors,
    /// A file in memory.
    Ram(Ram),
    /// Who answers for the program that looks hosts up.
    Resolver,
    /// A file of traces.
    Traces(TraceFile),
}

/// What a port says to a process.
pub(crate) enum Signal {
    /// A message.
    Message { to: u64, message: Parcel },
    /// An exit signal; without a link to the process if it is the answer to a bad message.
    Exit {
        to: u64,
        port: u64,
        reason: Atom,
        linked: bool,
    },
    /// It has ended, and has no name any more.
    Gone { port: u64 },
    /// The end of what is monitored.
    Down { to: u64, reference: u64, reason: Atom },
}

impl Ports {
    /// Whether a port takes what tracers are told.
    pub(crate) fn takes_traces(&self, id: u64) -> bool {
        self.all
            .get(&id)
            .is_some_and(|port| matches!(port.kind, Kind::Traces(_)))
    }

    /// Let a port have what a tracer is told, in the external format.
    pub(crate) fn note_trace(&mut self, id: u64, term: &[u8]) {
        if let Some(traces) = self.traces(id) {
            traces.note(term);
        }
    }

    fn traces(&mut self, id: u64) -> Option<&mut TraceFile> {
        match &mut self.all.get_mut(&id)?.kind {
            Kind::Traces(traces) => Some(traces),
            _ => None,
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.all.len()
    }

    /// Whether there is such a port.
    pub(crate) fn is_open(&self, id: u64) -> bool {
        self.all.contains_key(&id)
    }

    /// A process is linked to a port. Whether there is such a port.
    pub(crate) fn link(&mut self, id: u64, process: u64) -> bool {
        self.all.get_mut(&id).map(|port| port.links.insert(process)).is_some()
    }

    /// A process is linked to a port no more.
    pub(crate) fn unlink(&mut self, id: u64, process: u64) {
        if let Some(port) = self.all.get_mut(&id) {
            port.links.remove(&process);
        }
    }

    /// A process monitors a port. Whether there is such a port.
    pub(crate) fn watch(&mut self, id: u64, reference: u64, process: u64) -> bool {
        self.all
            .get_mut(&id)
            .map(|port| port.watchers.insert(reference, process))
            .is_some()
    }

    /// A process monitors a port no more.
    pub(crate) fn unwatch(&mut self, id: u64, reference: u64) {
        if let Some(port) = self.all.get_mut(&id) {
            port.watchers.remove(&reference);
        }
    }

    /// An exit signal comes to a port over a link, or from `exit/2`: all but `normal` closes it, and its owner's always does.
    pub(crate) fn exit(&mut self, id: u64, from: u64, reason: Atom) {
        let Some(port) = self.all.get(&id) else { return };
        match reason {
            atom::KILL => self.close(id, atom::KILLED),
            atom::NORMAL if port.owner != from => {}
            reason => self.close(id, reason),
        }
    }

    /// Close a port, and say so to all who are linked to it or monitor it.
    fn close(&mut self, id: u64, reason: Atom) {
        let Some(port) = self.all.remove(&id) else { return };
        self.signals.push_back(Signal::Gone { port: id });
        for to in port.links {
            self.signals.push_back(Signal::Exit {
                to,
                port: id,
                reason,
                linked: true,
            });
        }
        for (reference, to) in port.watchers {
            self.signals.push_back(Signal::Down { to, reference, reason });
        }
    }

    /// `{Port, Message}` for a process.
    fn tell(&mut self, to: u64, id: u64, message: impl FnOnce(&mut crate::term::Heap) -> Term) {
        let message = Parcel::build(|heap| {
            let message = message(heap);
            heap.tuple(&[Term::port(id), message])
        });
        self.signals.push_back(Signal::Message { to, message });
    }

    /// Whether there is something that nobody has heard yet.
    pub(crate) fn has_something_to_say(&self) -> bool {
        !self.signals.is_empty()
    }

    /// What is to be said next.
    pub(crate) fn next_signal(&mut self) -> Option<Signal> {
        self.signals.pop_front()
    }
}

impl Vm {
    /// Whether somebody would hear what comes on standard input.
    pub(crate) fn listens(&self) -> bool {
        self.listener().is_some() || self.tty_listens()
    }

    /// The port that reads standard input: the oldest, unless its owner does not keep up.
    fn listener(&self) -> Option<u64> {
        let mut ports = self.tables.ports.all.iter();
        let (id, port) = ports.find(|(_, port)| port.input.is_some())?;
        let keeps_up = self
            .processes
            .get(port.owner)
            .is_none_or(|owner| owner.mailbox.len() < UNREAD);
        keeps_up.then_some(*id)
    }

    /// Let ports take what has come in, and say what they have to say.
    pub(crate) fn serve_ports(&mut self) {
        if let Some(id) = self.listener() {
            match self.host.read_input(CHUNK) {
                Input::Bytes(bytes) => self.port_input(id, &bytes),
                Input::End => self.port_end(id),
                Input::Nothing => {}
            }
        } else {
            self.serve_tty();
        }
        self.say_what_ports_say();
    }

    /// Deliver what ports have to say.
    pub(crate) fn say_what_ports_say(&mut self) {
        while let Some(signal) = self.tables.ports.next_signal() {
            match signal {
                Signal::Message { to, message } => {
                    self.deliver(to, |heap| message.hand_over(heap));
                }
                Signal::Gone { port } => {
                    if let Some(name) = self.names.of(Term::port(port)) {
                        self.names.unregister(name);
                    }
                }
                Signal::Exit {
                    to,
                    port,
                    reason,
                    linked,
                } => self.port_exits(Term::port(port), to, reason, linked),
                Signal::Down { to, reference, reason } => self.port_is_down(to, reference, reason),
            }
        }
    }

    fn port_input(&mut self, id: u64, bytes: &[u8]) {
        let ports = &mut self.tables.ports;
        let Some(port) = ports.all.get_mut(&id) else { return };
        port.taken += bytes.len() as u64;
        let (owner, binary) = (port.owner, port.options.binary);
        let Some(framing) = &mut port.input else { return };
        let mut pieces = Vec::new();
        let fits = framing.take(bytes, |piece| pieces.push(piece));
        for piece in pieces {
            ports.tell(owner, id, |heap| {
                let data = piece.term(heap, binary);
                heap.tuple(&[atom::DATA.into(), data])
            });
        }
        if !fits {
            ports.close(id, Atom::new(Errno::Emsgsize.name()));
        }
    }

    fn port_end(&mut self, id: u64) {
        let ports = &mut self.tables.ports;
        let Some(port) = ports.all.get_mut(&id) else { return };
        let (owner, binary, eof) = (port.owner, port.options.binary, port.options.eof);
        let rest = port.input.take().and_then(Framing::finish);
        if let Some(rest) = rest {
            ports.tell(owner, id, |heap| {
                let data = rest.term(heap, binary);
                heap.tuple(&[atom::DATA.into(), data])
            });
        }
        match eof {
            true => ports.tell(owner, id, |_| atom::EOF.into()),
            false => ports.close(id, atom::NORMAL),
        }
    }
}
