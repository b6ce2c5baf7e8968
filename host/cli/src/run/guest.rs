//! Guest: one instance of a program, from its start to its end.

use crate::ending::Ending;
use crate::guest_error::Problem;
use crate::state::State;
use wasmtime::{Engine, Store};
use wasmtime_wasi::p2::bindings::CommandPre;

/// Run a program.
///
/// # Errors
/// It could not even be started.
pub(crate) async fn run(engine: &Engine, program: &CommandPre<State>, state: State) -> Result<Ending, Problem> {
    let mut store = Store::new(engine, state);
    store.limiter(|state| &mut state.memory);
    // A guest that only computes gives way at each tick.
    store.set_epoch_deadline(1);
    store.epoch_deadline_async_yield_and_update(1);

    let ended = match program.instantiate_async(&mut store).await {
        Ok(command) => command.wasi_cli_run().call_run(&mut store).await,
        Err(error) if !Ending::is_the_guests(&error) => return Err(Problem::start(error)),
        Err(error) => Err(error),
    };
    Ok(Ending::of(ended, store.data().memory.refused()))
}
