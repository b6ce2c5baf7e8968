//! WASI 0.2: a guest that exports `wasi:cli/run@0.2`.

use wasmtime::{
    Result, Store,
    component::{Component, Linker},
};
use wasmtime_wasi::p2::{self, bindings::Command};

use super::State;

pub(super) async fn run(store: &mut Store<State>, component: &Component) -> Result<Result<(), ()>> {
    let mut linker = Linker::new(store.engine());
    p2::add_to_linker_async(&mut linker)?;
    let command = Command::instantiate_async(&mut *store, component, &linker).await?;
    command.wasi_cli_run().call_run(store).await
}
