//! WASI: guests of the standard's own sockets, run as an embedder would who wants them fast.
//!
//! The engine, the runtime and the clock are set as `portcullis run` sets them, so that a difference is one of the
//! interfaces and of what implements them. `two` and `three` link and start a guest.

mod three;
mod two;

use std::{fs, io, path::Path, thread, time::Duration};

use anyhow::anyhow;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::task::coop::unconstrained;
use wasmtime::{Cache, CacheConfig, Config, Engine, Result, Store, bail, component::Component, error::Context};
use wasmtime_wasi::{ResourceTable, WasiCtx, WasiCtxView, WasiView};

/// As in `portcullis run`.
const TICK: Duration = Duration::from_millis(10);

/// Run a guest of WASI 0.2 or 0.3. Its arguments begin after its own name.
pub(crate) fn run(version: u8, guest: &Path, arguments: &[String]) -> anyhow::Result<()> {
    // wasmtime's error is no `std::error::Error`; its text has the guest's backtrace.
    run_guest(version, guest, arguments).map_err(|error| anyhow!("{error:#}"))
}

fn run_guest(version: u8, guest: &Path, arguments: &[String]) -> Result<()> {
    raise_limit()?;
    let engine = engine(version)?;
    let component = load(&engine, guest)?;
    let mut store = Store::new(&engine, State::new(guest, arguments));
    // A guest that only computes gives way at each tick.
    store.set_epoch_deadline(1);
    store.epoch_deadline_async_yield_and_update(1);
    tick(&engine)?;

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // The guest is the only task. tokio would let it find 128 streams ready, then none for the rest of its turn, and a
    // guest that hears so of a write must take the peer for slow.
    let ended = match version {
        2 => runtime.block_on(unconstrained(two::run(&mut store, &component))),
        3 => runtime.block_on(unconstrained(three::run(&mut store, &component))),
        _ => bail!("there is no WASI 0.{version} here"),
    };
    // Does not wait for the thread that may be reading standard input.
    runtime.shutdown_background();
    match ended? {
        Ok(()) => Ok(()),
        Err(()) => bail!("the guest failed"),
    }
}

/// Thousands of connections need as many descriptors.
fn raise_limit() -> io::Result<()> {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    Ok(setrlimit(Resource::Nofile, raised)?)
}

fn engine(version: u8) -> Result<Engine> {
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        // Each call of 0.2 would pay for what only 0.3 needs.
        .concurrency_support(version >= 3)
        .cache(Some(Cache::new(CacheConfig::new())?));
    Engine::new(&config)
}

fn load(engine: &Engine, guest: &Path) -> Result<Component> {
    let module = fs::read(guest).with_context(|| format!("cannot read {}", guest.display()))?;
    let bytes = portcullis_component::componentize(module)?;
    Component::from_binary(engine, &bytes)
}

/// Move the engine's clock on from now on, as long as there is an engine.
fn tick(engine: &Engine) -> io::Result<()> {
    let engine = engine.weak();
    thread::Builder::new().name("tick".to_owned()).spawn(move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            thread::sleep(TICK);
        }
    })?;
    Ok(())
}

/// What a guest's imports work on.
struct State {
    wasi: WasiCtx,
    resources: ResourceTable,
}

impl State {
    fn new(guest: &Path, arguments: &[String]) -> Self {
        let name = guest.file_name().unwrap_or_default().to_string_lossy();
        let mut wasi = WasiCtx::builder();
        wasi.inherit_stdio().arg(name).args(arguments);
        wasi.allow_tcp(true).allow_udp(true).inherit_network();
        Self {
            wasi: wasi.build(),
            resources: ResourceTable::new(),
        }
    }
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.resources,
        }
    }
}
