//! The interface `gen-udp`: datagrams.

use crate::bindings::gen_udp::{UdpOption, UdpOptionName};
use crate::bindings::types::{Datagram, Destination, Sockaddr, Timeout};
use crate::convert::answer;
use crate::handle::{self, UdpSocket};
use crate::view::{View, net};
use portcullis_net::poll::Kind;
use portcullis_net::udp::{self, OpenOptions};
use portcullis_net::{Deadline, Error, Net, Sender};
use wasmtime::component::{Linker, Resource, ResourceType, WasmList};

pub(crate) fn add_to_linker<T: View + 'static>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut interface = linker.instance("portcullis:net/gen-udp@0.1.0")?;
    interface.resource("udp-socket", ResourceType::host::<UdpSocket>(), |mut store, rep| {
        net(&mut store).drop_source(Kind::UdpSocket, rep);
        Ok(())
    })?;
    interface.func_wrap(
        "[static]udp-socket.open",
        |mut store, (port, options): (u16, Vec<UdpOption>)| answer(open(net(&mut store), port, options)),
    )?;
    interface.func_wrap_async(
        "[method]udp-socket.connect",
        |mut store, (this, host, port, timeout): (Resource<UdpSocket>, Destination, u16, Timeout)| {
            Box::new(async move {
                let Net { guest, udp_sockets, .. } = net(&mut store);
                let socket = handle::of(udp_sockets, &this)?;
                answer(
                    socket
                        .connect(guest, &host.into(), port, Deadline::after(timeout))
                        .await,
                )
            })
        },
    )?;
    interface.func_wrap_async(
        "[method]udp-socket.send-to",
        |mut store,
         (this, host, port, packet, timeout): (Resource<UdpSocket>, Destination, u16, WasmList<u8>, Timeout)| {
            Box::new(async move {
                let deadline = Deadline::after(timeout);
                let Net { guest, udp_sockets, .. } = net(&mut store);
                let sender = handle::of(udp_sockets, &this)?
                    .sender_to(guest, &host.into(), port, deadline)
                    .await;
                answer(send(sender, packet.as_le_slice(&store), deadline).await)
            })
        },
    )?;
    interface.func_wrap_async(
        "[method]udp-socket.send",
        |mut store, (this, packet, timeout): (Resource<UdpSocket>, WasmList<u8>, Timeout)| {
            Box::new(async move {
                let sender = handle::of(&mut net(&mut store).udp_sockets, &this)?.sender();
                answer(send(sender, packet.as_le_slice(&store), Deadline::after(timeout)).await)
            })
        },
    )?;
    interface.func_wrap_async(
        "[method]udp-socket.recv",
        |mut store, (this, length, timeout): (Resource<UdpSocket>, u32, Timeout)| {
            Box::new(async move {
                let Net { guest, udp_sockets, .. } = net(&mut store);
                let socket = handle::of(udp_sockets, &this)?;
                let received = socket.receive(guest, length as usize, Deadline::after(timeout)).await;
                answer(received.map(Datagram::from))
            })
        },
    )?;
    interface.func_wrap(
        "[method]udp-socket.sockname",
        |mut store, (this,): (Resource<UdpSocket>,)| {
            answer(
                handle::of(&mut net(&mut store).udp_sockets, &this)?
                    .local_address()
                    .map(Sockaddr::from),
            )
        },
    )?;
    interface.func_wrap(
        "[method]udp-socket.peername",
        |mut store, (this,): (Resource<UdpSocket>,)| {
            answer(
                handle::of(&mut net(&mut store).udp_sockets, &this)?
                    .peer_address()
                    .map(Sockaddr::from),
            )
        },
    )?;
    interface.func_wrap(
        "[method]udp-socket.setopts",
        |mut store, (this, options): (Resource<UdpSocket>, Vec<UdpOption>)| {
            answer(handle::of(&mut net(&mut store).udp_sockets, &this)?.set(options.into_iter().map(Into::into)))
        },
    )?;
    interface.func_wrap(
        "[method]udp-socket.getopts",
        |mut store, (this, names): (Resource<UdpSocket>, Vec<UdpOptionName>)| {
            let options = handle::of(&mut net(&mut store).udp_sockets, &this)?.get(names.into_iter().map(Into::into));
            answer(options.map(|options| options.into_iter().filter_map(UdpOption::of).collect::<Vec<_>>()))
        },
    )?;
    interface.func_wrap(
        "[method]udp-socket.close",
        |mut store, (this,): (Resource<UdpSocket>,)| {
            handle::of(&mut net(&mut store).udp_sockets, &this)?.close();
            answer(Ok(()))
        },
    )
}

fn open(net: &mut Net, port: u16, options: Vec<UdpOption>) -> Result<Resource<UdpSocket>, Error> {
    net.has_room()?;
    let options = OpenOptions::new(options.into_iter().map(Into::into))?;
    let socket = udp::UdpSocket::open(&net.guest, port, options)?;
    Ok(Resource::new_own(net.add_udp_socket(socket)))
}

async fn send(sender: Result<Sender, Error>, packet: &[u8], deadline: Deadline) -> Result<(), Error> {
    // A datagram is taken whole or not at all.
    sender?.send(packet, deadline).await.map(|_| ())
}
