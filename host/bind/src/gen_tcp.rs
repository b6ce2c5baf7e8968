//! The interface `gen-tcp`: packets.

use crate::arriving::Arriving;
use crate::bindings::gen_tcp::{TcpOption, TcpOptionName};
use crate::bindings::types::{Destination, Preopen, ShutdownHow, Sockaddr, Timeout};
use crate::convert::{Packet, answer};
use crate::handle::{self, Connection, Listener};
use crate::view::{View, net};
use portcullis_net::poll::Kind;
use portcullis_net::tcp::{self, ConnectOptions, ListenOptions, OpenedOptions};
use portcullis_net::{Deadline, Error, Net, Shutdown};
use wasmtime::StoreContextMut;
use wasmtime::component::{Linker, LinkerInstance, Resource, ResourceType, WasmList};

pub(crate) fn add_to_linker<T: View + 'static>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut interface = linker.instance("portcullis:net/gen-tcp@0.1.0")?;
    add_listener(&mut interface)?;
    add_connection(&mut interface)
}

fn add_listener<T: View + 'static>(interface: &mut LinkerInstance<'_, T>) -> wasmtime::Result<()> {
    interface.resource("listener", ResourceType::host::<Listener>(), |mut store, rep| {
        net(&mut store).drop_source(Kind::Listener, rep);
        Ok(())
    })?;
    interface.func_wrap(
        "[static]listener.listen",
        |mut store, (port, options): (u16, Vec<TcpOption>)| answer(listen(net(&mut store), port, options)),
    )?;
    interface.func_wrap_async(
        "[method]listener.accept",
        |mut store, (this, timeout): (Resource<Listener>, Timeout)| {
            Box::new(async move { answer(accept(net(&mut store), &this, timeout).await?) })
        },
    )?;
    interface.func_wrap(
        "[method]listener.sockname",
        |mut store, (this,): (Resource<Listener>,)| {
            answer(
                handle::of(&mut net(&mut store).listeners, &this)?
                    .local_address()
                    .map(Sockaddr::from),
            )
        },
    )?;
    interface.func_wrap(
        "[method]listener.setopts",
        |mut store, (this, options): (Resource<Listener>, Vec<TcpOption>)| {
            answer(handle::of(&mut net(&mut store).listeners, &this)?.set(options.into_iter().map(Into::into)))
        },
    )?;
    interface.func_wrap(
        "[method]listener.getopts",
        |mut store, (this, names): (Resource<Listener>, Vec<TcpOptionName>)| {
            let options = handle::of(&mut net(&mut store).listeners, &this)?.get(names.into_iter().map(Into::into));
            answer(options.map(to_guest))
        },
    )?;
    interface.func_wrap("[method]listener.close", |mut store, (this,): (Resource<Listener>,)| {
        handle::of(&mut net(&mut store).listeners, &this)?.close();
        answer(Ok(()))
    })
}

fn add_connection<T: View + 'static>(interface: &mut LinkerInstance<'_, T>) -> wasmtime::Result<()> {
    interface.resource("connection", ResourceType::host::<Connection>(), |mut store, rep| {
        net(&mut store).drop_source(Kind::Connection, rep);
        Ok(())
    })?;
    interface.func_wrap_async(
        "[static]connection.connect",
        |mut store, (host, port, options, timeout): (Destination, u16, Vec<TcpOption>, Timeout)| {
            Box::new(async move { answer(connect(net(&mut store), host, port, options, timeout).await) })
        },
    )?;
    interface.func_wrap(
        "[static]connection.fdopen",
        |mut store, (preopen, options): (Preopen, Vec<TcpOption>)| answer(fdopen(net(&mut store), preopen, options)),
    )?;
    interface.func_wrap_async(
        "[method]connection.send",
        |store, (this, packet): (Resource<Connection>, WasmList<u8>)| {
            Box::new(async move { answer(send(store, this, packet).await?) })
        },
    )?;
    interface.func_wrap_async(
        "[method]connection.recv",
        |mut store, (this, length, timeout): (Resource<Connection>, u32, Timeout)| {
            Box::new(async move {
                let Net {
                    connections, scratch, ..
                } = net(&mut store);
                let connection = handle::of(connections, &this)?;
                let received = connection
                    .receive(scratch, length as usize, Deadline::after(timeout))
                    .await;
                Arriving::<Packet>::answer(received)
            })
        },
    )?;
    interface.func_wrap(
        "[method]connection.sockname",
        |mut store, (this,): (Resource<Connection>,)| {
            answer(
                handle::of(&mut net(&mut store).connections, &this)?
                    .local_address()
                    .map(Sockaddr::from),
            )
        },
    )?;
    interface.func_wrap(
        "[method]connection.peername",
        |mut store, (this,): (Resource<Connection>,)| {
            answer(
                handle::of(&mut net(&mut store).connections, &this)?
                    .peer_address()
                    .map(Sockaddr::from),
            )
        },
    )?;
    interface.func_wrap(
        "[method]connection.setopts",
        |mut store, (this, options): (Resource<Connection>, Vec<TcpOption>)| {
            answer(handle::of(&mut net(&mut store).connections, &this)?.set(options.into_iter().map(Into::into)))
        },
    )?;
    interface.func_wrap(
        "[method]connection.getopts",
        |mut store, (this, names): (Resource<Connection>, Vec<TcpOptionName>)| {
            let options = handle::of(&mut net(&mut store).connections, &this)?.get(names.into_iter().map(Into::into));
            answer(options.map(to_guest))
        },
    )?;
    interface.func_wrap_async(
        "[method]connection.shutdown",
        |mut store, (this, how): (Resource<Connection>, ShutdownHow)| {
            Box::new(async move {
                let connection = handle::of(&mut net(&mut store).connections, &this)?;
                answer(connection.shutdown(Shutdown::from(how)).await)
            })
        },
    )?;
    interface.func_wrap_async(
        "[method]connection.close",
        |mut store, (this,): (Resource<Connection>,)| {
            Box::new(async move {
                handle::of(&mut net(&mut store).connections, &this)?.close().await;
                answer(Ok(()))
            })
        },
    )
}

fn listen(net: &mut Net, port: u16, options: Vec<TcpOption>) -> Result<Resource<Listener>, Error> {
    net.has_room()?;
    let options = ListenOptions::new(options.into_iter().map(Into::into))?;
    let listener = tcp::Listener::listen(&net.guest, port, options)?;
    Ok(Resource::new_own(net.add_listener(listener)))
}

async fn accept(
    net: &mut Net,
    this: &Resource<Listener>,
    timeout: Timeout,
) -> wasmtime::Result<Result<Resource<Connection>, Error>> {
    let room = net.has_room();
    let Net { guest, listeners, .. } = &mut *net;
    let listener = handle::of(listeners, this)?;
    if let Err(full) = room {
        return Ok(Err(full));
    }
    let accepted = listener.accept(guest, Deadline::after(timeout)).await;
    Ok(accepted.map(|connection| Resource::new_own(net.add_connection(connection))))
}

async fn connect(
    net: &mut Net,
    host: Destination,
    port: u16,
    options: Vec<TcpOption>,
    timeout: Timeout,
) -> Result<Resource<Connection>, Error> {
    net.has_room()?;
    let options = ConnectOptions::new(options.into_iter().map(Into::into))?;
    let deadline = Deadline::after(timeout);
    let connection = tcp::Connection::connect(&net.guest, &host.into(), port, options, deadline).await?;
    Ok(Resource::new_own(net.add_connection(connection)))
}

fn fdopen(net: &mut Net, preopen: Preopen, options: Vec<TcpOption>) -> Result<Resource<Connection>, Error> {
    net.has_room()?;
    let options = OpenedOptions::new(options.into_iter().map(Into::into))?;
    let connection = tcp::Connection::fdopen(&mut net.guest, &preopen.into(), options)?;
    Ok(Resource::new_own(net.add_connection(connection)))
}

/// Send from the guest's memory, where the packet lies, while the connection's state is left alone.
async fn send<T: View + 'static>(
    mut store: StoreContextMut<'_, T>,
    this: Resource<Connection>,
    packet: WasmList<u8>,
) -> wasmtime::Result<Result<(), Error>> {
    let begun = handle::of(&mut net(&mut store).connections, &this)?
        .begin(packet.len())
        .await;
    let (mut outgoing, deadline) = match begun {
        Ok(begun) => begun,
        Err(error) => return Ok(Err(error)),
    };
    let sent = outgoing.send(packet.as_le_slice(&store), deadline).await;
    let rest = outgoing.rest(packet.as_le_slice(&store));
    Ok(handle::of(&mut net(&mut store).connections, &this)?.sent(rest, sent))
}

fn to_guest(options: Vec<tcp::TcpOption>) -> Vec<TcpOption> {
    options.into_iter().filter_map(TcpOption::of).collect()
}
