//! The system where std has one: natively, and on `wasm32-wasip2`.

use std::{
    env, io, process,
    sync::LazyLock,
    time::{Duration, Instant},
};

pub(super) type Input = io::Stdin;
pub(super) type Output = Box<dyn io::Write>;

pub(super) fn args() -> Vec<String> {
    env::args().collect()
}

pub(super) fn env(name: &str) -> Option<String> {
    env::var(name).ok()
}

pub(super) fn exit(code: u8) -> ! {
    process::exit(code.into())
}

pub(super) fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

pub(super) fn stdin() -> Input {
    io::stdin()
}

pub(super) fn stdout() -> Output {
    Box::new(io::stdout())
}

pub(super) fn stderr() -> Output {
    Box::new(io::stderr())
}
