//! One engine for all tests of a process, and each guest compiled once.

use portcullis::{Ctx, View};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use wasmtime::Result;
use wasmtime::component::{Component, Linker, ResourceTable};
use wasmtime::{Config, Engine};
use wasmtime_wasi::p2::bindings::CommandPre;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

pub(crate) struct State {
    pub(crate) wasi: WasiCtx,
    pub(crate) table: ResourceTable,
    pub(crate) portcullis: Ctx,
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

impl View for State {
    fn portcullis(&mut self) -> &mut Ctx {
        &mut self.portcullis
    }
}

pub(crate) static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut config = Config::new();
    // What one process has compiled, the next need not.
    config.cache(wasmtime::Cache::from_file(None).ok());
    Engine::new(&config).expect("the configuration is sound")
});

static LINKER: LazyLock<Linker<State>> = LazyLock::new(|| {
    let mut linker = Linker::new(&ENGINE);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker).expect("WASI links");
    portcullis::add_to_linker(&mut linker).expect("the contract links");
    linker
});

static GUESTS: LazyLock<Mutex<HashMap<String, CommandPre<State>>>> = LazyLock::new(Mutex::default);

/// A guest, ready to be instantiated.
pub(crate) fn guest(path: &str) -> Result<CommandPre<State>> {
    let mut guests = GUESTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(guest) = guests.get(path) {
        return Ok(guest.clone());
    }
    let component = Component::from_file(&ENGINE, path)?;
    let guest = CommandPre::new(LINKER.instantiate_pre(&component)?)?;
    guests.insert(path.to_owned(), guest.clone());
    Ok(guest)
}
