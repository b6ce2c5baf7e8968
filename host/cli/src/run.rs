//! Run: a guest, from its file to its exit status.

mod guest;

use crate::args::Run;
use crate::guest_error::GuestError;
use crate::state::{self, State};
use crate::{descriptors, engine, gate, policy_file, program, signals};
use miette::{IntoDiagnostic, Result, WrapErr};
use portcullis::{Ctx, InheritedSocket, OwnThread, Stop, Wait};
use std::process::ExitCode;
use std::time::Duration;

/// Run the guest that the command line names.
pub(crate) fn run(args: &Run, inherited: Vec<InheritedSocket>) -> Result<ExitCode> {
    descriptors::raise_limit();
    let given = &args.given;
    let rules = policy_file::rules(given.policy.as_deref())?;
    let wasi = state::wasi(given)?.inherit_stdin().build();
    let engine = engine::for_one()?;
    let program = program::load(&engine, given.guest())?;
    // After all that may take long or fail: once a socket listens, somebody may connect.
    let gate = gate::open(given, rules, inherited, "run")?;
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
    let ending = ending.map_err(|problem| GuestError::new(given.guest(), problem))?;
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
