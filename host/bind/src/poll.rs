//! The interface `poll`: many sockets, one call.

use crate::bindings::poll::{ActiveSocket, Event, Readiness, Source};
use crate::bindings::types::{Reason, Timeout};
use crate::convert::answer;
use crate::handle::{self, Connection, Poller};
use crate::view::{View, net};
use portcullis_net::poll::Kind;
use portcullis_net::{Deadline, Error};
use wasmtime::StoreContextMut;
use wasmtime::component::{Linker, Resource, ResourceType, WasmList};

pub(crate) fn add_to_linker<T: View + 'static>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut interface = linker.instance("portcullis:net/poll@0.1.0")?;
    interface.resource("poller", ResourceType::host::<Poller>(), |mut store, rep| {
        net(&mut store).drop_poller(rep);
        Ok(())
    })?;
    interface.func_wrap("[static]poller.open", |mut store, (): ()| {
        answer(net(&mut store).open_poller().map(Resource::<Poller>::new_own))
    })?;
    interface.func_wrap(
        "[method]poller.watch",
        |mut store, (this, source, token, interest): (Resource<Poller>, Source, u64, Readiness)| {
            answer(net(&mut store).watch(this.rep(), source.place(), token, interest.into()))
        },
    )?;
    interface.func_wrap(
        "[method]poller.unwatch",
        |mut store, (this, source): (Resource<Poller>, Source)| {
            answer(net(&mut store).unwatch(this.rep(), source.place()))
        },
    )?;
    interface.func_wrap(
        "[method]poller.own",
        |mut store, (this, socket, token): (Resource<Poller>, ActiveSocket, u64)| {
            answer(net(&mut store).own(this.rep(), socket.place(), token))
        },
    )?;
    interface.func_wrap(
        "[method]poller.controlling-process",
        |mut store, (this, socket, heir, token): (Resource<Poller>, ActiveSocket, Resource<Poller>, u64)| {
            answer(net(&mut store).hand_on(this.rep(), socket.place(), heir.rep(), token))
        },
    )?;
    interface.func_wrap_async(
        "[method]poller.wait",
        |mut store, (this, events, bytes, timeout): (Resource<Poller>, u32, u32, Timeout)| {
            Box::new(async move {
                let deadline = Deadline::after(timeout);
                let events = net(&mut store)
                    .wait(this.rep(), events as usize, bytes as usize, deadline)
                    .await;
                answer(events.map(|events| events.into_iter().map(Event::from).collect::<Vec<_>>()))
            })
        },
    )?;
    interface.func_wrap(
        "send-many",
        |mut store, (packets,): (WasmList<(Resource<Connection>, WasmList<u8>)>,)| {
            let packets = packets.iter(&mut store)?.collect::<wasmtime::Result<Vec<_>>>()?;
            let mut results = Vec::with_capacity(packets.len());
            for (connection, packet) in packets {
                results.push(send_now(&mut store, &connection, &packet)?.map_err(Reason::from));
            }
            Ok((results,))
        },
    )
}

/// Send from the guest's memory, where the packet lies, while the connection's state is left alone.
fn send_now<T: View + 'static>(
    store: &mut StoreContextMut<'_, T>,
    this: &Resource<Connection>,
    packet: &WasmList<u8>,
) -> wasmtime::Result<Result<(), Error>> {
    let mut outgoing = match handle::of(&mut net(store).connections, this)?.begin_now(packet.len()) {
        Ok(outgoing) => outgoing,
        Err(error) => return Ok(Err(error)),
    };
    let body = packet.as_le_slice(&*store);
    let sent = outgoing.send_now(body);
    if sent.is_ok() {
        return Ok(Ok(()));
    }
    let rest = outgoing.rest(body);
    Ok(handle::of(&mut net(store).connections, this)?.sent(rest, sent))
}

impl Source {
    fn place(&self) -> (Kind, u32) {
        match self {
            Self::Socket(socket) => (Kind::Socket, socket.rep()),
            Self::Listener(listener) => (Kind::Listener, listener.rep()),
            Self::Connection(connection) => (Kind::Connection, connection.rep()),
            Self::UdpSocket(socket) => (Kind::UdpSocket, socket.rep()),
        }
    }
}

impl ActiveSocket {
    fn place(&self) -> (Kind, u32) {
        match self {
            Self::Connection(connection) => (Kind::Connection, connection.rep()),
            Self::UdpSocket(socket) => (Kind::UdpSocket, socket.rep()),
        }
    }
}
