//! WASI 0.3: a guest that exports `wasi:cli/run@0.3`, whose calls run beside each other.

use wasmtime::{
    Result, Store,
    component::{Component, Linker},
};
use wasmtime_wasi::p3::{self, bindings::Command};

use super::State;

pub(super) async fn run(store: &mut Store<State>, component: &Component) -> Result<Result<(), ()>> {
    let mut linker = Linker::new(store.engine());
    p3::add_to_linker(&mut linker)?;
    let command = Command::instantiate_async(&mut *store, component, &linker).await?;
    store
        .run_concurrent(async |store| command.wasi_cli_run().call_run(store).await)
        .await?
}
