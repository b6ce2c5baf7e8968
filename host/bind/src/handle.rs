//! Handles: the types of the guest's resources. A handle's representation is the socket's number in its [`Table`].

#![expect(unreachable_pub, reason = "the generated bindings re-export them")]

use portcullis_net::Table;
use wasmtime::component::Resource;

/// A socket of the interface `socket`.
#[derive(Debug)]
pub enum Socket {}

/// A listener of `gen-tcp`.
#[derive(Debug)]
pub enum Listener {}

/// A connection of `gen-tcp`.
#[derive(Debug)]
pub enum Connection {}

/// A socket of `gen-udp`.
#[derive(Debug)]
pub enum UdpSocket {}

/// A poller.
#[derive(Debug)]
pub enum Poller {}

/// What a handle stands for. A handle that stands for nothing is a broken contract, and a trap.
pub(crate) fn of<'t, T, H: 'static>(table: &'t mut Table<T>, handle: &Resource<H>) -> wasmtime::Result<&'t mut T> {
    table
        .get_mut(handle.rep())
        .ok_or_else(|| wasmtime::format_err!("a handle of no socket"))
}
