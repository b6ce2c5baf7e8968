//! Serve: a guest for each connection, until a signal.

mod guests;
mod obituaries;
mod stdio;

use crate::args::Serve;
use crate::guest_error::{GuestError, Problem};
use crate::{descriptors, engine, gate, policy_file, program, say, signals};
use guests::Sandboxes;
use miette::{IntoDiagnostic, Result, WrapErr, miette};
use portcullis::{Door, Gate, InheritedSocket, ambient_authority};
use portcullis_pool::{Server, open_doors, stop};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;
use std::time::Duration;

/// How long guests may still take after a signal.
const GRACE: Duration = Duration::from_secs(5);

/// Serve the connections that come to the addresses of the command line.
pub(crate) fn serve(args: &Serve, inherited: Vec<InheritedSocket>) -> Result<ExitCode> {
    descriptors::raise_limit();
    let given = &args.given;
    let rules = policy_file::rules(given.grants.policy.as_deref())?;
    let threads = args.threads.map_or_else(cores, usize::from);
    let engine = engine::for_many(instances(args, threads))?;
    let program = program::load(&engine, given.guest())?;
    let gate = gate::open(&given.grants, rules, inherited, "serve")?;
    let sandboxes = Sandboxes::new(args, &engine, &gate)?;
    engine::tick(&engine)
        .into_diagnostic()
        .wrap_err("cannot start the clock")?;
    let server = Server::new(sandboxes, program, args.max_instances)
        .warm(args.warm.into())
        .time(args.timeout.map(|seconds| Duration::from_secs(seconds.into())))
        .grace(GRACE);
    check(&server).map_err(|problem| GuestError::new(given.guest(), problem))?;

    let (stopper, stop) = stop();
    let status = Arc::new(AtomicI32::default());
    let said = status.clone();
    signals::say_and_end_the_process(move |status| {
        said.store(status, Ordering::Relaxed);
        stopper.stop();
    })
    .into_diagnostic()
    .wrap_err("cannot wait for signals")?;
    // After all that may take long or fail: once a door is open, somebody may come.
    let doors = doors(args, &gate, threads)?;
    server
        .run(doors, stop)
        .into_diagnostic()
        .wrap_err("cannot go on serving")?;
    Ok(ExitCode::from(status.load(Ordering::Relaxed) as u8))
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Instances at once: those that run, those that wait, and the one that is checked.
fn instances(args: &Serve, threads: usize) -> u32 {
    let warm = threads.saturating_mul(args.warm.into());
    let warm = u32::try_from(warm).unwrap_or(u32::MAX);
    args.max_instances.saturating_add(warm).saturating_add(1)
}

/// A guest that cannot be started is better known before there is a connection.
fn check(server: &Server<Sandboxes>) -> Result<(), Problem> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Problem::start(error.into()))?;
    runtime.block_on(server.check()).map_err(Problem::start)
}

/// The doors of each thread. Where they are is told, and who waits for that may connect.
fn doors(args: &Serve, gate: &Gate, threads: usize) -> Result<Vec<Vec<Door>>> {
    let mut doors: Vec<Vec<Door>> = (0..threads).map(|_| Vec::new()).collect();
    for listen in &args.listen {
        let at = listen.0;
        let opened = open_doors(gate, at, threads, ambient_authority());
        for (thread, door) in doors
            .iter_mut()
            .zip(opened.map_err(|error| miette!("cannot listen at tcp://{at}: {error}"))?)
        {
            thread.push(door);
        }
    }
    // A server has one thread at least, and each has all doors.
    for door in &doors[0] {
        let at = door.local_address().into_diagnostic()?;
        say::answer(format_args!("listening on {at}"));
    }
    Ok(doors)
}
