//! Bindings: the types of the contract, generated from `wit/`.
//!
//! Only the types: each function is put into the linker by hand, so that what is sent can be read where it lies in the guest's memory.

#![allow(missing_docs, missing_debug_implementations, unreachable_pub, clippy::all)]

wasmtime::component::bindgen!({
    path: "../../wit",
    world: "portcullis:net/imports",
    with: {
        "portcullis:net/socket.socket": crate::handle::Socket,
        "portcullis:net/gen-tcp.listener": crate::handle::Listener,
        "portcullis:net/gen-tcp.connection": crate::handle::Connection,
        "portcullis:net/gen-udp.udp-socket": crate::handle::UdpSocket,
        "portcullis:net/poll.poller": crate::handle::Poller,
    },
});

pub use self::portcullis::net::{gen_tcp, gen_udp, poll, socket, types};
