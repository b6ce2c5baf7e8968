//! Run: a guest, from its file to its exit status.

pub(crate) mod guest;
mod shards;

use crate::args::Run;
use crate::guest_error::{GuestError, Problem};
use crate::state::{self, State};
use crate::{descriptors, engine, gate, policy_file, program, signals};
use miette::{IntoDiagnostic, Result, WrapErr};
use portcullis::{Ctx, InheritedSocket, OwnThread, Shards, Stop, Wait};
use std::num::NonZeroU16;
use std::process::ExitCode;
use std::time::Duration;
use wasmtime_wasi::WasiCtx;

/// Run the guest that the command line names.
pub(crate) fn run(args: &Run, inherited: Vec<InheritedSocket>) -> Result<ExitCode> {
    descriptors::raise_limit();
    let given = &args.given;
    let rules = policy_file::rules(given.grants.policy.as_deref())?;
    let wasis = wasis(args)?;
    let engine = engine::for_one()?;
    let program = program::load(&engine, given.guest())?;
    // After all that may take long or fail: once a socket listens, somebody may connect.
    let gate = gate::open(&given.grants, rules, inherited, "run")?;
    signals::end_the_process()
        .into_diagnostic()
        .wrap_err("cannot wait for signals")?;
    engine::tick(&engine)
        .into_diagnostic()
        .wrap_err("cannot start the clock")?;

    let shards = Shards::default();
    let copies = wasis.into_iter().map(|wasi| {
        let mut net = Ctx::waiting(&gate, wait(args)?);
        if args.shards > ONE {
            net = net.shard_of(&shards);
        }
        let state = State::new(wasi, net, args.max_memory);
        let (engine, program) = (engine.clone(), program.clone());
        Ok(move || {
            let runtime = runtime().map_err(|error| Problem::start(error.into()))?;
            let ending = runtime.block_on(guest::run(&engine, &program, state));
            // Does not wait for the thread that may be reading standard input.
            runtime.shutdown_background();
            ending
        })
    });
    let copies = copies
        .collect::<Result<Vec<_>, portcullis::Error>>()
        .into_diagnostic()?;
    let ending = shards::run(copies)
        .into_diagnostic()
        .wrap_err("cannot start a thread")?;
    let ending = ending.map_err(|problem| GuestError::new(given.guest(), problem))?;
    Ok(ending.tell())
}

const ONE: NonZeroU16 = NonZeroU16::MIN;

/// What each copy has of WASI; the first has the input.
fn wasis(args: &Run) -> Result<Vec<WasiCtx>> {
    let wasi = |number| {
        let mut wasi = state::wasi(&args.given.grants, &args.given.guest_args())?;
        if number == 0 {
            wasi.inherit_stdin();
        }
        Ok(wasi.build())
    };
    (0..args.shards.get()).map(wasi).collect()
}

/// How the guest's calls wait. Nobody stops it but by ending the process.
fn wait(args: &Run) -> Result<Wait, portcullis::Error> {
    if args.wait_in_runtime {
        return Ok(Wait::Runtime);
    }
    let busy_poll = Duration::from_micros(args.busy_poll.into());
    Ok(Wait::Thread(OwnThread::new(&Stop::new()?).busy_poll(busy_poll)))
}

/// One thread, for there is one guest on it: each hop to another costs it microseconds.
pub(crate) fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
}
