//! Run: a guest, from its file to its exit status.

mod audit;
mod descriptors;
mod ending;
mod engine;
mod gate;
mod guest;
mod guest_error;
mod inherited;
mod memory;
mod program;
mod signals;
mod state;

pub(crate) use inherited::inherited_sockets;

use crate::args::Run;
use crate::policy_file;
use guest_error::GuestError;
use miette::{IntoDiagnostic, Result, WrapErr};
use portcullis::{Ctx, InheritedSocket, OwnThread, Rules, Stop, Wait};
use state::State;
use std::process::ExitCode;
use std::time::Duration;

/// Run the guest that the command line names.
pub(crate) fn run(args: &Run, inherited: Vec<InheritedSocket>) -> Result<ExitCode> {
    descriptors::raise_limit();
    let rules = args
        .policy
        .as_deref()
        .map_or_else(|| Ok(Rules::default()), policy_file::read)?;
    let wasi = state::wasi(args)?;
    let engine = engine::new()?;
    let program = program::load(&engine, args.guest())?;
    // After all that may take long or fail: once a socket listens, somebody may connect.
    let gate = gate::open(args, rules, inherited)?;
    let net = Ctx::waiting(&gate, wait(args).into_diagnostic()?);
    let state = State::new(wasi, net, args.max_memory);

    let runtime = runtime().into_diagnostic().wrap_err("cannot start the runtime")?;
    signals::end_the_process()
        .into_diagnostic()
        .wrap_err("cannot wait for signals")?;
    engine::tick(&engine)
        .into_diagnostic()
        .wrap_err("cannot start the clock")?;
    let ending = runtime.block_on(guest::run(&engine, &program, state));
    // Does not wait for the thread that may be reading standard input.
    runtime.shutdown_background();
    let ending = ending.map_err(|problem| GuestError::new(args.guest(), problem))?;
    Ok(ending.tell())
}

/// How the guest's calls wait. Nobody stops it but by ending the process.
fn wait(args: &Run) -> Result<Wait, portcullis::Error> {
    if args.wait_in_runtime {
        return Ok(Wait::Runtime);
    }
    let busy_poll = Duration::from_micros(args.busy_poll.into());
    Ok(Wait::Thread(OwnThread::new(&Stop::new()?).busy_poll(busy_poll)))
}

/// One thread, for there is one guest: each hop to another costs it microseconds.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
}
