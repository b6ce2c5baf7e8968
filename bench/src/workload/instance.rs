//! Instance: what a sandbox costs that is made ahead of need, beside a process.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use portcullis::{Ctx, Gate, Policy, View};
use portcullis_pool::{Pool, config};
use wasmtime::component::{Component, Linker, ResourceTable};
use wasmtime::{Engine, Result, Store};
use wasmtime_wasi::p2::bindings::CommandPre;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

use super::Sample;
use crate::statistics::median;
use crate::subject::Failure;

/// Make an instance for the warm pool, take it, and give it back unused, again and again.
pub(crate) fn instance(guest: &Path, time: Duration) -> std::result::Result<Sample, Failure> {
    let failure = |error: wasmtime::Error| Failure::Wrong(format!("{error:#}"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let pool = pool(guest).map_err(failure)?;
    repeat(time, || {
        runtime.block_on(pool.fill()).map_err(failure)?;
        runtime.block_on(pool.take()).map(drop).map_err(failure)
    })
}

/// Start a process that does nothing, and wait for its end.
pub(crate) fn process(time: Duration) -> std::result::Result<Sample, Failure> {
    repeat(time, || {
        Command::new("true").status()?;
        Ok(())
    })
}

fn repeat(
    time: Duration,
    mut once: impl FnMut() -> std::result::Result<(), Failure>,
) -> std::result::Result<Sample, Failure> {
    once()?;
    let begin = Instant::now();
    let mut microseconds = Vec::new();
    while microseconds.is_empty() || begin.elapsed() < time {
        let start = Instant::now();
        once()?;
        microseconds.push(start.elapsed().as_secs_f64() * 1e6);
    }
    Ok(Sample {
        value: median(&microseconds).expect("it was done at least once"),
        operations: microseconds.len() as u64,
        ..Sample::default()
    })
}

/// Room for one, so that what is taken is what was just made.
fn pool(guest: &Path) -> Result<Pool<State>> {
    let engine = Engine::new(&config(2))?;
    let gate = Gate::builder(Policy::default()).build().map_err(wasmtime::Error::new)?;
    let mut linker = Linker::<State>::new(&engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    portcullis::add_to_linker(&mut linker)?;
    let component = portcullis_component::componentize(fs::read(guest)?)?;
    let program = CommandPre::new(linker.instantiate_pre(&Component::from_binary(&engine, &component)?)?)?;
    let state = move || State {
        wasi: WasiCtx::builder()
            .inherit_stdout()
            .inherit_stderr()
            .arg("guest")
            .build(),
        table: ResourceTable::new(),
        net: Ctx::new(&gate),
    };
    Ok(Pool::new(program, 1, move || Store::new(&engine, state())))
}

/// What `portcullis serve` holds for a guest.
struct State {
    wasi: WasiCtx,
    table: ResourceTable,
    net: Ctx,
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
        &mut self.net
    }
}
