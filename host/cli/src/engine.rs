//! Engine: wasmtime, as one guest of this command wants it, or many.

use miette::{Result, miette};
use std::time::Duration;
use std::{io, thread};
use wasmtime::{Cache, CacheConfig, Config, Engine};

/// How long a guest may compute before what else is to be done has its turn: queues are sent, timers fire.
const TICK: Duration = Duration::from_millis(10);

/// An engine for one guest.
pub(crate) fn for_one() -> Result<Engine> {
    let mut config = Config::new();
    // Other guests are of WASI 0.2 too, and as well served by what the interpreter asks for.
    portcullis_erlang::configure(&mut config);
    new(config)
}

/// An engine for as many guests at once.
pub(crate) fn for_many(guests: u32) -> Result<Engine> {
    new(portcullis_pool::config(guests))
}

fn new(mut config: Config) -> Result<Engine> {
    config.cache(cache());
    Engine::new(&config).map_err(|error| miette!("cannot start the engine: {error:#}"))
}

/// Compiled code, in the user's cache folder. Where that cannot be, each run compiles anew.
fn cache() -> Option<Cache> {
    Cache::new(CacheConfig::new())
        .inspect_err(|error| tracing::debug!("no cache of compiled code: {error:#}"))
        .ok()
}

/// Move the engine's clock on from now on, as long as there is an engine.
pub(crate) fn tick(engine: &Engine) -> io::Result<()> {
    let engine = engine.weak();
    let ticker = thread::Builder::new().name("tick".to_owned());
    ticker.spawn(move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            thread::sleep(TICK);
        }
    })?;
    Ok(())
}
