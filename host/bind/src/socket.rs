//! The interface `socket`: bytes.

use crate::arriving::{Arriving, Bytes};
use crate::bindings::socket::{BindAddress, OptionName, Protocol, SocketOption, SocketType};
use crate::bindings::types::{Domain, Preopen, ShutdownHow, Sockaddr, Timeout};
use crate::convert::{answer, socket_option, socket_option_name};
use crate::handle::{self, Socket};
use crate::view::{View, net};
use portcullis_net::poll::Kind;
use portcullis_net::{self as host, Deadline, Errno, Net, Shutdown};
use std::net::SocketAddr;
use wasmtime::component::{Linker, Resource, ResourceType, WasmList};

/// How many connections may wait to be accepted, unless the guest says otherwise.
const BACKLOG: u32 = 5;

pub(crate) fn add_to_linker<T: View + 'static>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut interface = linker.instance("portcullis:net/socket@0.1.0")?;
    interface.resource("socket", ResourceType::host::<Socket>(), |mut store, rep| {
        net(&mut store).drop_source(Kind::Socket, rep);
        Ok(())
    })?;
    interface.func_wrap(
        "[static]socket.open",
        |mut store, (domain, kind, protocol): (Domain, SocketType, Protocol)| {
            answer(open(net(&mut store), domain, kind, protocol))
        },
    )?;
    interface.func_wrap("[static]socket.open-fd", |mut store, (preopen,): (Preopen,)| {
        answer(open_fd(net(&mut store), preopen))
    })?;
    interface.func_wrap(
        "[method]socket.bind",
        |mut store, (this, to): (Resource<Socket>, BindAddress)| {
            let Net { guest, sockets, .. } = net(&mut store);
            let socket = handle::of(sockets, &this)?;
            answer(socket.bind(guest, local(to, socket.domain())))
        },
    )?;
    interface.func_wrap(
        "[method]socket.listen",
        |mut store, (this, backlog): (Resource<Socket>, Option<u32>)| {
            let Net { guest, sockets, .. } = net(&mut store);
            answer(handle::of(sockets, &this)?.listen(guest, backlog.unwrap_or(BACKLOG)))
        },
    )?;
    interface.func_wrap_async(
        "[method]socket.accept",
        |mut store, (this, timeout): (Resource<Socket>, Timeout)| {
            Box::new(async move { answer(accept(net(&mut store), &this, timeout).await?) })
        },
    )?;
    interface.func_wrap_async(
        "[method]socket.connect",
        |mut store, (this, to, timeout): (Resource<Socket>, Sockaddr, Timeout)| {
            Box::new(async move {
                let Net { guest, sockets, .. } = net(&mut store);
                let socket = handle::of(sockets, &this)?;
                answer(socket.connect(guest, to.into(), Deadline::after(timeout)).await)
            })
        },
    )?;
    interface.func_wrap_async(
        "[method]socket.recv",
        |mut store, (this, length, timeout): (Resource<Socket>, u32, Timeout)| {
            Box::new(async move {
                let Net {
                    guest,
                    sockets,
                    scratch,
                    ..
                } = net(&mut store);
                let socket = handle::of(sockets, &this)?;
                let deadline = Deadline::after(timeout);
                let received = socket.receive(guest, scratch, length as usize, deadline).await;
                Arriving::<Bytes>::answer(received)
            })
        },
    )?;
    interface.func_wrap_async(
        "[method]socket.recvfrom",
        |mut store, (this, length, timeout): (Resource<Socket>, u32, Timeout)| {
            Box::new(async move {
                let Net {
                    guest,
                    sockets,
                    scratch,
                    ..
                } = net(&mut store);
                let socket = handle::of(sockets, &this)?;
                let deadline = Deadline::after(timeout);
                let received = socket.receive_from(guest, scratch, length as usize, deadline).await;
                answer(received.map(|(source, data)| (Sockaddr::from(source), data)))
            })
        },
    )?;
    interface.func_wrap_async(
        "[method]socket.send",
        |mut store, (this, data, timeout): (Resource<Socket>, WasmList<u8>, Timeout)| {
            Box::new(async move {
                let sender = handle::of(&mut net(&mut store).sockets, &this)?.sender();
                answer(send(sender, data.as_le_slice(&store), timeout).await)
            })
        },
    )?;
    interface.func_wrap_async(
        "[method]socket.sendto",
        |mut store, (this, data, to, timeout): (Resource<Socket>, WasmList<u8>, Sockaddr, Timeout)| {
            Box::new(async move {
                let Net { guest, sockets, .. } = net(&mut store);
                let sender = handle::of(sockets, &this)?.sender_to(guest, to.into());
                answer(send(sender, data.as_le_slice(&store), timeout).await)
            })
        },
    )?;
    interface.func_wrap(
        "[method]socket.setopt",
        |mut store, (this, option): (Resource<Socket>, SocketOption)| {
            answer(handle::of(&mut net(&mut store).sockets, &this)?.set(option.into()))
        },
    )?;
    interface.func_wrap(
        "[method]socket.getopt",
        |mut store, (this, name): (Resource<Socket>, OptionName)| {
            let socket = handle::of(&mut net(&mut store).sockets, &this)?;
            answer(
                socket
                    .get(socket_option_name(name))
                    .map(|option| socket_option(name, option)),
            )
        },
    )?;
    interface.func_wrap(
        "[method]socket.shutdown",
        |mut store, (this, how): (Resource<Socket>, ShutdownHow)| {
            answer(handle::of(&mut net(&mut store).sockets, &this)?.shutdown(Shutdown::from(how)))
        },
    )?;
    interface.func_wrap("[method]socket.sockname", |mut store, (this,): (Resource<Socket>,)| {
        answer(
            handle::of(&mut net(&mut store).sockets, &this)?
                .local_address()
                .map(Sockaddr::from),
        )
    })?;
    interface.func_wrap("[method]socket.peername", |mut store, (this,): (Resource<Socket>,)| {
        answer(
            handle::of(&mut net(&mut store).sockets, &this)?
                .peer_address()
                .map(Sockaddr::from),
        )
    })?;
    interface.func_wrap("[method]socket.close", |mut store, (this,): (Resource<Socket>,)| {
        answer(handle::of(&mut net(&mut store).sockets, &this)?.close())
    })
}

fn open(net: &mut Net, domain: Domain, kind: SocketType, protocol: Protocol) -> Result<Resource<Socket>, host::Error> {
    match (kind, protocol) {
        (SocketType::Stream, Protocol::Udp) | (SocketType::Dgram, Protocol::Tcp) => return Err(Errno::PROTOTYPE.into()),
        _ => {}
    }
    net.has_room()?;
    let socket = host::Socket::open(&net.guest, domain.into(), kind.into())?;
    Ok(Resource::new_own(net.add_socket(socket)))
}

fn open_fd(net: &mut Net, preopen: Preopen) -> Result<Resource<Socket>, host::Error> {
    net.has_room()?;
    let socket = host::Socket::open_fd(&mut net.guest, &preopen.into())?;
    Ok(Resource::new_own(net.add_socket(socket)))
}

async fn accept(
    net: &mut Net,
    this: &Resource<Socket>,
    timeout: Timeout,
) -> wasmtime::Result<Result<Resource<Socket>, host::Error>> {
    let room = net.has_room();
    let Net { guest, sockets, .. } = &mut *net;
    let socket = handle::of(sockets, this)?;
    if let Err(full) = room {
        return Ok(Err(full));
    }
    let accepted = socket.accept(guest, Deadline::after(timeout)).await;
    Ok(accepted.map(|socket| Resource::new_own(net.add_socket(socket))))
}

async fn send(sender: Result<host::Sender, host::Error>, data: &[u8], timeout: Timeout) -> Result<u32, host::Error> {
    let sent = sender?.send(data, Deadline::after(timeout)).await?;
    // A guest's memory is of 32 bits, and so is what can be sent of it.
    Ok(sent as u32)
}

fn local(address: BindAddress, domain: host::Domain) -> SocketAddr {
    match address {
        BindAddress::Any => SocketAddr::new(domain.any(), 0),
        BindAddress::Loopback => SocketAddr::new(domain.loopback(), 0),
        BindAddress::Address(address) => address.into(),
    }
}

impl From<ShutdownHow> for Shutdown {
    fn from(how: ShutdownHow) -> Self {
        match how {
            ShutdownHow::Read => Self::Read,
            ShutdownHow::Write => Self::Write,
            ShutdownHow::ReadWrite => Self::Both,
        }
    }
}
