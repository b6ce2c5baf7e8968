//! Warm: what an instance costs, made, taken from the pool and given back.
//!
//! `cargo run --release --workspace --example warm -- GUEST.wasm`: the guest is a component, of the world `command`.

use portcullis::{Ctx, Gate, Policy, View};
use portcullis_pool::{Instance, Pool, config};
use std::time::{Duration, Instant};
use wasmtime::component::{Component, Linker, ResourceTable};
use wasmtime::{Engine, Result, Store};
use wasmtime_wasi::p2::bindings::CommandPre;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

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

const POOL: usize = 256;
const ROUNDS: usize = 40;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let file = std::env::args().nth(1).expect("a guest: the file of a component");
    let engine = Engine::new(&config(POOL as u32 + 1))?;
    let gate = Gate::builder(Policy::default()).build().map_err(wasmtime::Error::new)?;
    let mut linker = Linker::<State>::new(&engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    portcullis::add_to_linker(&mut linker)?;
    let program = CommandPre::new(linker.instantiate_pre(&Component::from_file(&engine, file)?)?)?;

    let state = move || State {
        wasi: WasiCtx::builder()
            .inherit_stdout()
            .inherit_stderr()
            .arg("guest")
            .build(),
        table: ResourceTable::new(),
        net: Ctx::new(&gate),
    };
    let only_state = measure(|| {
        std::hint::black_box(state());
    });
    let store = {
        let engine = engine.clone();
        move || Store::new(&engine, state())
    };
    let only_store = measure(|| {
        std::hint::black_box(store());
    });
    let pool = Pool::new(program, POOL, store);

    let (mut made, mut taken, mut run, mut dropped, mut dropped_unused) =
        <(Times, Times, Times, Times, Times)>::default();
    for round in 0..ROUNDS {
        let mut waiting = Vec::with_capacity(POOL);
        for _ in 0..POOL {
            // One after the other, as a pool is filled when there is time.
            let instance = made.of(pool.make()).await?;
            waiting.push(instance);
        }
        drop(waiting);
        pool.fill().await?;
        let mut instances: Vec<Instance<State>> = Vec::with_capacity(POOL);
        for _ in 0..POOL {
            instances.push(taken.of(pool.take()).await?);
        }
        for mut instance in instances {
            // Every other round the guests do not even begin.
            if round % 2 == 0 {
                let _ = run.of(instance.run()).await;
                dropped.of(async { drop(instance) }).await;
            } else {
                dropped_unused.of(async { drop(instance) }).await;
            }
        }
    }
    println!("{:>24}  {only_state:?} (mean)", "state");
    println!("{:>24}  {only_store:?} (mean)", "state and store");
    for (what, times) in [
        ("make", made),
        ("take", taken),
        ("run without connection", run),
        ("drop after run", dropped),
        ("drop unused", dropped_unused),
    ] {
        println!("{what:>24}  {}", times.told());
    }
    Ok(())
}

fn measure(mut what: impl FnMut()) -> Duration {
    let start = Instant::now();
    for _ in 0..10_000 {
        what();
    }
    start.elapsed() / 10_000
}

#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    async fn of<F: Future>(&mut self, what: F) -> F::Output {
        let start = Instant::now();
        let output = what.await;
        self.0.push(start.elapsed());
        output
    }

    fn told(mut self) -> String {
        self.0.sort_unstable();
        let at = |part: usize| self.0[(self.0.len() - 1) * part / 100];
        format!("median {:?}, 90 % {:?}, 99 % {:?}", at(50), at(90), at(99))
    }
}
