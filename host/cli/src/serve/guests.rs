//! Guests: what each connection's guest begins with, and what is told of its end.

use super::obituaries::Obituaries;
use crate::args::{Given, Serve, Size};
use crate::ending::Ending;
use crate::state::{self, State};
use miette::Result;
use portcullis::Gate;
use portcullis_pool::{Ended, Guests};
use std::net::SocketAddr;
use wasmtime::{Engine, Store};
use wasmtime_wasi::WasiCtx;

/// The sandboxes of one command line.
#[derive(Debug)]
pub(crate) struct Sandboxes {
    engine: Engine,
    gate: Gate,
    given: Given,
    memory: Size,
    obituaries: Obituaries,
}

impl Sandboxes {
    /// # Errors
    /// A folder that the guests are to have cannot be opened.
    pub(crate) fn new(args: &Serve, engine: &Engine, gate: &Gate) -> Result<Self> {
        // Better now than at the first connection.
        state::wasi(&args.given)?;
        Ok(Self {
            engine: engine.clone(),
            gate: gate.clone(),
            given: args.given.clone(),
            memory: args.max_memory,
            obituaries: Obituaries::default(),
        })
    }

    /// A folder that has gone since is not there for the guest.
    fn wasi(&self) -> WasiCtx {
        let wasi = state::wasi(&self.given).inspect_err(|error| tracing::warn!(target: "portcullis", "{error}"));
        wasi.map_or_else(|_| WasiCtx::default(), |mut wasi| wasi.build())
    }
}

impl Guests for Sandboxes {
    type State = State;

    fn store(&self) -> Store<State> {
        let state = State::new(self.wasi(), &self.gate, self.memory);
        let mut store = Store::new(&self.engine, state);
        store.limiter(|state| &mut state.memory);
        store
    }

    fn ended(&self, peer: SocketAddr, ended: Ended, state: Option<&mut State>) {
        let ended = match ended {
            Ended::Ran(ended) => ended,
            Ended::TimedOut => {
                tracing::warn!(target: "portcullis", "{peer}: the guest had its time (--timeout) and was stopped");
                return;
            }
        };
        let ending = Ending::of(ended, state.is_some_and(|state| state.memory.refused()));
        match ending.obituary() {
            None => tracing::debug!(target: "portcullis", "{peer}: the guest has ended, status {}", ending.status()),
            Some(obituary) => {
                tracing::debug!(target: "portcullis", "{peer}: the guest trapped");
                self.obituaries.tell(&obituary);
            }
        }
    }
}
