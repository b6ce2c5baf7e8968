//! Portcullis: real sockets for a sandboxed WebAssembly guest, exactly as far as a written policy permits.
//!
//! A [`Gate`] is made of a [`Policy`] and shared by all its guests. Each store has a [`Ctx`], which the host functions find through
//! the store's [`View`]; [`add_to_linker`] adds them all. The way of a call is: `socket`, `gen_tcp`, `gen_udp`, `inet` or `poll` here,
//! which `convert` the guest's values once, then `portcullis-net`, which asks the policy and makes the system call. Of what comes in bulk
//! the bytes go no such way: `arriving` has the kernel put them into the guest's memory.
//!
//! How a guest's calls [`Wait`], who ends that ([`Stop`]), and which guests share their ports ([`Shards`]) is said to its [`Ctx`]; so is a
//! connection that comes in by a [`Door`], or is [`Accepted`] by the host, for this guest alone. [`embedding`] has an example of each.

#![deny(unsafe_code)]

mod arriving;
mod bindings;
mod convert;
mod gen_tcp;
mod gen_udp;
mod handle;
mod inet;
mod poll;
mod socket;
mod view;

pub use portcullis_net::audit::{Audit, Traced};
pub use portcullis_net::{
    Accepted, Door, Error, Gate, GateBuilder, InheritedSocket, Limits, Lookup, OwnThread, PreopenError, PreopenFault,
    Resolve, Shards, Stop, SystemResolver, Wait,
};
pub use portcullis_policy::{
    Action, AmbientAuthority, Effect, Policy, PolicyError, Preopen, Problem, Refusal, Rule, Rules, Transport,
    ambient_authority,
};
pub use view::{Ctx, View};

#[doc = include_str!("../../../docs/embedding.md")]
pub mod embedding {}

use wasmtime::component::Linker;

/// Add all interfaces of `portcullis:net` to a linker.
///
/// The functions that wait are async: the engine's guests are called with `call_async`, on a tokio runtime whose I/O and time
/// drivers are on, also where a guest waits on a thread of its own.
///
/// # Errors
/// If one of the interfaces is in the linker already.
pub fn add_to_linker<T: View + 'static>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    // The guest's types come from here, so it imports this instance too, though there is no function in it.
    linker.instance("portcullis:net/types@0.1.0")?;
    socket::add_to_linker(linker)?;
    gen_tcp::add_to_linker(linker)?;
    gen_udp::add_to_linker(linker)?;
    inet::add_to_linker(linker)?;
    poll::add_to_linker(linker)
}
