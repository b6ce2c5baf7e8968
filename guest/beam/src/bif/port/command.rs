//! Command: what processes do with ports.

use super::super::{Answer, Entry, Stop, iolist};
use super::framing::Framing;
use super::options::{Name, Options, command_flags};
use super::ram::{self, Ram};
use super::resolver;
use super::trace_file::TraceFile;
use super::{Kind, MOST, Port, Signal, info};
use crate::{
    host::{Errno, Output},
    term::{Atom, Parcel, Term, atom},
    vm::Context,
};
use std::collections::{BTreeMap, BTreeSet};

/// The functions of ports. Those of `erts_internal` are called by stock `erlang`, which raises what they return.
pub(crate) const TABLE: &[Entry] = &[
    ("erts_internal", "open_port", 2, open),
    ("erts_internal", "port_command", 3, command),
    ("erts_internal", "port_close", 1, close),
    ("erts_internal", "port_connect", 2, connect),
    ("erts_internal", "port_control", 3, control),
    ("erts_internal", "port_call", 3, control),
    ("erts_internal", "port_info", 1, info::all),
    ("erts_internal", "port_info", 2, info::one),
    ("erlang", "port_set_data", 2, set_data),
    ("erlang", "port_get_data", 1, data),
    ("erlang", "ports", 0, info::ports),
];

/// The open port that a term is, or is the name of.
pub(super) fn port(cx: &Context<'_>, term: Term) -> Option<u64> {
    let named = term.as_atom().and_then(|name| cx.vm.names.get(name));
    let id = named.unwrap_or(term).as_local_port()?;
    cx.vm.tables.ports.is_open(id).then_some(id)
}

fn open(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some(options) = Options::of(args[1]) else {
        return Ok(Atom::new("badopt").into());
    };
    let (from, to) = match Name::of(args[0]) {
        Some(Name::Descriptors(from, to)) => (from, to),
        Some(Name::Ram) => return add_own(cx, ram::DRIVER.to_owned(), options, Kind::Ram(Ram::default())),
        Some(Name::Resolver) => return add_own(cx, resolver::PROGRAM.to_owned(), options, Kind::Resolver),
        Some(Name::Traces(path)) => {
            let name = String::from_utf8_lossy(&path).into_owned();
            return match TraceFile::open(&mut *cx.vm.host, &path) {
                Ok(traces) => add_own(cx, name, options, Kind::Traces(traces)),
                Err(errno) => Ok(Atom::new(errno.name()).into()),
            };
        }
        // A sandbox has no programs but this one.
        Some(Name::Executable(path)) => {
            let errno = cx.vm.host.info(&path, true).err().unwrap_or(Errno::Eacces);
            return Ok(Atom::new(errno.name()).into());
        }
        Some(Name::Program) => return Ok(Atom::new(Errno::Eacces.name()).into()),
        Some(Name::Driver) | None => return Ok(atom::BADARG.into()),
    };
    let output = match to {
        1 => Some(Output::Out),
        2 => Some(Output::Err),
        _ => None,
    };
    if from < 0 || to < 0 || (options.input && from != 0 && !options.output) || (options.output && output.is_none()) {
        return Ok(Atom::new(Errno::Einval.name()).into());
    }
    let options = Options {
        input: options.input && from == 0,
        ..options
    };
    let output = output.filter(|_| options.output);
    add(cx, format!("{from}/{to}"), options, output, Kind::Descriptors)
}

/// Add a port that has no descriptors.
fn add_own(cx: &mut Context<'_>, name: String, options: Options, kind: Kind) -> Answer {
    let options = Options {
        input: false,
        output: false,
        ..options
    };
    add(cx, name, options, None, kind)
}

fn add(cx: &mut Context<'_>, name: String, options: Options, output: Option<Output>, kind: Kind) -> Answer {
    let ports = &mut cx.vm.tables.ports;
    if ports.all.len() >= MOST {
        return Ok(atom::SYSTEM_LIMIT.into());
    }
    ports.made += 1;
    let id = ports.made;
    let port = Port {
        owner: cx.me.id,
        links: BTreeSet::from([cx.me.id]),
        watchers: BTreeMap::new(),
        name,
        input: options.input.then(|| options.framing.clone()),
        output,
        kind,
        options,
        taken: 0,
        given: 0,
        data: None,
    };
    ports.all.insert(id, port);
    cx.me.ties.link(Term::port(id));
    Ok(Term::port(id))
}

fn command(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some(force) = command_flags(args[2]) else {
        return Ok(Atom::new("badopt").into());
    };
    let Some(id) = port(cx, args[0]) else {
        return Ok(atom::BADARG.into());
    };
    if force {
        return Ok(Atom::new("notsup").into());
    }
    Ok(match write(cx, id, args[1]) {
        Ok(()) => atom::TRUE.into(),
        Err(Refusal) => atom::BADARG.into(),
    })
}

/// A command that is no iolist, or too long for its header.
struct Refusal;

fn write(cx: &mut Context<'_>, id: u64, data: Term) -> Result<(), Refusal> {
    let bytes = match data.as_aligned_bytes() {
        Some(bytes) => std::borrow::Cow::Borrowed(bytes),
        None => iolist::bytes(data).map_err(|_| Refusal)?.into(),
    };
    cx.work(bytes.len() / 10);
    let ports = &mut cx.vm.tables.ports;
    let port = ports.all.get_mut(&id).ok_or(Refusal)?;
    let (owner, binary) = (port.owner, port.options.binary);
    match &mut port.kind {
        Kind::Ram(ram) => {
            let reply = ram.obey(&bytes);
            ports.tell(owner, id, |heap| {
                let reply = reply.term(heap, binary);
                heap.tuple(&[atom::DATA.into(), reply])
            });
            return Ok(());
        }
        Kind::Resolver => {
            if let Some(answer) = resolver::answer(&bytes) {
                ports.tell(owner, id, |heap| {
                    let answer = match binary {
                        true => heap.binary_from(answer),
                        false => heap.byte_list(&answer),
                    };
                    heap.tuple(&[atom::DATA.into(), answer])
                });
            }
            return Ok(());
        }
        Kind::Descriptors | Kind::Traces(_) => {}
    }
    let Some(output) = port.output else { return Ok(()) };
    let framing = &port.options.framing;
    if !framing.fits(bytes.len()) {
        return Err(Refusal);
    }
    port.given += bytes.len() as u64;
    let written = match framing {
        Framing::Packet { .. } => cx
            .vm
            .host
            .write(output, &[&framing.header(bytes.len()), &*bytes].concat()),
        _ => cx.vm.host.write(output, &bytes),
    };
    if let Err(errno) = written {
        ports.close(id, Atom::new(errno.name()));
    }
    Ok(())
}

fn close(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let Some(id) = port(cx, args[0]) else {
        return Ok(atom::BADARG.into());
    };
    cx.vm.tables.ports.close(id, atom::NORMAL);
    Ok(atom::TRUE.into())
}

fn connect(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let found = port(cx, args[0]).zip(args[1].as_local_pid());
    let Some((id, process)) = found.filter(|(_, process)| cx.vm.processes.is_alive(*process)) else {
        return Ok(atom::BADARG.into());
    };
    if let Some(port) = cx.vm.tables.ports.all.get_mut(&id) {
        port.owner = process;
        port.links.insert(process);
        if let Some(process) = cx.process(process) {
            process.ties.link(args[0]);
        }
    }
    Ok(atom::TRUE.into())
}

/// `port_control/3` and `port_call/3`: a file of traces can be flushed; no other port has operations of its own.
fn control(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let traces = port(cx, args[0]).and_then(|id| cx.vm.tables.ports.traces(id));
    if let Some(traces) = traces
        && args[1].as_small() == Some(i64::from(b'f'))
    {
        traces.flush();
        return Ok(cx.heap().list([Term::small(0)].into_iter()));
    }
    Ok(atom::BADARG.into())
}

fn set_data(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let id = port(cx, args[0]).ok_or_else(Stop::badarg)?;
    let data = Parcel::copy_all(args[1]);
    if let Some(port) = cx.vm.tables.ports.all.get_mut(&id) {
        port.data = Some(data);
    }
    Ok(atom::TRUE.into())
}

fn data(cx: &mut Context<'_>, args: &[Term]) -> Answer {
    let id = port(cx, args[0]).ok_or_else(Stop::badarg)?;
    let data = cx.vm.tables.ports.all.get(&id).and_then(|port| port.data.as_ref());
    Ok(match data {
        Some(data) => data.unpack(&mut cx.me.heap),
        None => atom::UNDEFINED.into(),
    })
}

/// A message for a port: `{Owner, {command, Data}}`, `{Owner, {connect, Pid}}` or `{Owner, close}`. Any other is answered
/// by an exit signal `badsig`; a port that is closed hears nothing.
pub(crate) fn send(cx: &mut Context<'_>, id: u64, message: Term) {
    if cx.vm.tables.ports.is_open(id) && obey(cx, id, message).is_none() {
        let badsig = Signal::Exit {
            to: cx.me.id,
            port: id,
            reason: Atom::new("badsig"),
            linked: false,
        };
        cx.vm.tables.ports.signals.push_back(badsig);
    }
}

fn obey(cx: &mut Context<'_>, id: u64, message: Term) -> Option<()> {
    let [from, what] = message.as_tuple_of()?;
    let ports = &mut cx.vm.tables.ports;
    let port = ports.all.get_mut(&id)?;
    let owner = port.owner;
    if from.as_local_pid() != Some(owner) {
        return None;
    }
    if what.as_atom() == Some(atom::CLOSE) {
        port.links.remove(&owner);
        ports.tell(owner, id, |_| atom::CLOSED.into());
        // The owner hears `closed`, and over its link that the port has ended, in this order.
        ports.signals.push_back(Signal::Exit {
            to: owner,
            port: id,
            reason: atom::NORMAL,
            linked: true,
        });
        ports.close(id, atom::NORMAL);
        return Some(());
    }
    let [what, value] = what.as_tuple_of()?;
    match what.as_atom()? {
        atom::COMMAND => write(cx, id, value).ok(),
        atom::CONNECT => {
            let process = value.as_local_pid()?;
            if !cx.vm.processes.is_alive(process) {
                return None;
            }
            let port = cx.vm.tables.ports.all.get_mut(&id)?;
            port.owner = process;
            port.links.insert(process);
            if let Some(process) = cx.process(process) {
                process.ties.link(Term::port(id));
            }
            cx.vm.tables.ports.tell(owner, id, |_| atom::CONNECTED.into());
            Some(())
        }
        _ => None,
    }
}
