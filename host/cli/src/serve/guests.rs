//! Guests: what each connection's guest begins with, and what is told of its end.

use super::obituaries::Obituaries;
use super::stdio;
use crate::args::{Given, Serve, Size};
use crate::ending::Ending;
use crate::state::{self, State};
use miette::Result;
use portcullis::{Accepted, Ctx, Gate, View};
use portcullis_pool::{CONNECTION, Ended, Guests};
use std::net::SocketAddr;
use wasmtime::{Engine, Store};
use wasmtime_wasi::WasiCtxBuilder;

/// The sandboxes of one command line.
#[derive(Debug)]
pub(crate) struct Sandboxes {
    engine: Engine,
    gate: Gate,
    given: Given,
    memory: Size,
    stdio: bool,
    obituaries: Obituaries,
}

impl Sandboxes {
    /// # Errors
    /// A folder that the guests are to have cannot be opened.
    pub(crate) fn new(args: &Serve, engine: &Engine, gate: &Gate) -> Result<Self> {
        // Better now than at the first connection.
        state::wasi(&args.given.grants, &args.given.guest_args())?;
        Ok(Self {
            engine: engine.clone(),
            gate: gate.clone(),
            given: args.given.clone(),
            memory: args.max_memory,
            stdio: args.stdio,
            obituaries: Obituaries::default(),
        })
    }

    /// A guest whose folders have gone since has none.
    fn wasi(&self) -> WasiCtxBuilder {
        let wasi = state::wasi(&self.given.grants, &self.given.guest_args())
            .inspect_err(|error| tracing::warn!(target: "portcullis", "{error}"));
        wasi.unwrap_or_default()
    }
}

impl Guests for Sandboxes {
    type State = State;

    fn store(&self) -> Store<State> {
        let state = State::new(self.wasi().build(), Ctx::new(&self.gate), self.memory);
        let mut store = Store::new(&self.engine, state);
        store.limiter(|state| &mut state.memory);
        store
    }

    fn give(&self, state: &mut State, connection: Accepted) {
        tracing::debug!(target: "portcullis", "{}: a guest begins", connection.peer());
        if !self.stdio {
            let (fd, name) = CONNECTION;
            return state.portcullis().give(fd, name, connection);
        }
        let mut wasi = self.wasi();
        match stdio::connect(&mut wasi, connection) {
            Ok(()) => state.set_wasi(wasi.build()),
            Err(error) => tracing::warn!(target: "portcullis", "a connection is lost: {error}"),
        }
    }

    fn ended(&self, peer: SocketAddr, ended: Ended, state: Option<&mut State>) {
        let ended = match ended {
            Ended::Ran(ended) => ended,
            Ended::TimedOut => {
                tracing::debug!(target: "portcullis", "{peer}: the guest had its time");
                self.obituaries
                    .tell("portcullis: a guest had its time (--timeout) and was stopped");
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
