//! A host of one's own: runs a guest under a policy that is built in code.
//!
//! `portcullis-example-embed GUEST.wasm [ARGS…]`

use portcullis::{Action, Ctx, Gate, Policy, Rules, Traced, View, ambient_authority};
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Result, Store, error::Context};
use wasmtime_wasi::p2::bindings::Command;
use wasmtime_wasi::{ResourceTable, WasiCtx, WasiCtxView, WasiView};

/// All that the host holds for one guest.
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

/// Rules are data: they can be printed and compared. What they do not allow is refused.
fn rules() -> Result<Rules, portcullis::PolicyError> {
    Rules::default()
        .allow(Action::Listen, "tcp://127.0.0.1:*")?
        .allow(Action::Connect, "tcp://localhost:*")?
        .deny(Action::Connect, "tcp://*:22")
}

// The functions that wait are async: one thread with tokio's I/O and time drivers is enough for a guest.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let file = args
        .first()
        .context("usage: portcullis-example-embed GUEST.wasm [ARGS…]")?;

    // `ambient_authority` is where data becomes leave to use the network; a gate serves any number of guests.
    let policy = Policy::new(rules()?, ambient_authority());
    let gate = Gate::builder(policy).audit(Traced).build()?;

    let engine = Engine::default();
    let mut linker = Linker::<State>::new(&engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    portcullis::add_to_linker(&mut linker)?;

    // WASI's own sockets stay shut: all the network that there is comes through the gate.
    let wasi = WasiCtx::builder()
        .inherit_stdio()
        .args(&args)
        .allow_tcp(false)
        .allow_udp(false)
        .build();
    let state = State {
        wasi,
        table: ResourceTable::new(),
        net: Ctx::new(&gate),
    };
    let mut store = Store::new(&engine, state);

    // What rustc makes for a guest is a core module that carries its component type; a component is left as it is.
    let component = Component::new(&engine, portcullis_component::componentize(std::fs::read(file)?)?)?;
    let command = Command::instantiate_async(&mut store, &component, &linker).await?;
    let ended = command.wasi_cli_run().call_run(&mut store).await?;
    std::process::exit(i32::from(ended.is_err()))
}
