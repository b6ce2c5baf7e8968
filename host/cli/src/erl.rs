//! Erl: an Erlang program, from its file to its exit status.

mod boot;
mod error;
mod otp;
mod program;
mod source;

use crate::args::{Dir, Erl};
use crate::guest_error::{GuestError, Problem};
use crate::run::{guest, runtime};
use crate::state::{self, State};
use crate::{descriptors, engine, gate, policy_file, signals};
use error::ErlError;
use miette::{IntoDiagnostic, Result, WrapErr};
use otp::Otp;
use portcullis::{Ctx, InheritedSocket, OwnThread, Stop, Wait};
use program::Program;
use std::path::Path;
use std::process::ExitCode;

/// Run the program that the command line names.
pub(crate) fn erl(args: &Erl, inherited: Vec<InheritedSocket>) -> Result<ExitCode> {
    descriptors::raise_limit();
    let rules = policy_file::rules(args.grants.policy.as_deref())?;
    let otp = Otp::find(args.otp.as_deref())?;
    let program = Program::of(args, &otp)?;
    let mut wasi = state::wasi(&grants(args, &otp, &program)?, &boot::arguments(&otp, &program))?;
    wasi.inherit_stdin().initial_cwd(here()?);

    let engine = engine::for_one()?;
    let beam = crate::program::erlang(&engine);
    let beam = beam.map_err(|problem| GuestError::new(Path::new("the BEAM that is built in"), problem))?;
    let gate = gate::open(&args.grants, rules, inherited, "erl")?;
    signals::end_the_process()
        .into_diagnostic()
        .wrap_err("cannot wait for signals")?;
    engine::tick(&engine)
        .into_diagnostic()
        .wrap_err("cannot start the clock")?;

    let wait = Wait::Thread(OwnThread::new(&Stop::new().into_diagnostic()?));
    let net = Ctx::waiting(&gate, wait);
    let state = State::new(wasi.build(), net, args.max_memory);
    let runtime = runtime().into_diagnostic().wrap_err("cannot start a runtime")?;
    let ending = runtime.block_on(guest::run(&engine, &beam, state));
    // Does not wait for the thread that may be reading standard input.
    runtime.shutdown_background();
    let ending = ending.map_err(|problem: Problem| GuestError::new(program.name(), problem))?;
    Ok(ending.tell())
}

/// What the command line grants, and what every program has to read: Erlang/OTP and itself.
fn grants(args: &Erl, otp: &Otp, program: &Program) -> Result<crate::args::Grants, ErlError> {
    let mut grants = args.grants.clone();
    let needed = std::iter::once(otp.root()).chain(program.folders());
    let mut read: Vec<&Path> = Vec::new();
    for folder in needed {
        // Within another that can be read it needs no grant of its own.
        if !read.iter().any(|granted| folder.starts_with(granted)) {
            read.push(folder);
        }
    }
    let read = read.into_iter().map(|folder| {
        Ok(Dir {
            host: folder.to_owned(),
            guest: text(folder)?.to_owned(),
            read_only: true,
        })
    });
    // What `--dir` says of a folder that is needed anyway holds, if it is the same one.
    let given = std::mem::take(&mut grants.dir);
    let read = read.filter(|dir| {
        let again = |dir: &Dir| given.iter().any(|given| given.guest == dir.guest);
        dir.as_ref().map_or(true, |dir| !again(dir))
    });
    grants.dir = read.collect::<Result<Vec<_>, ErlError>>()?;
    grants.dir.extend(given);
    Ok(grants)
}

/// A path as the program sees it: the same as outside.
fn text(path: &Path) -> Result<&str, ErlError> {
    path.to_str().ok_or_else(|| ErlError::NotText(path.to_owned()))
}

/// The working directory, where relative paths begin; that the program knows its name lets it see nothing of it.
fn here() -> Result<String> {
    let here = std::env::current_dir()
        .into_diagnostic()
        .wrap_err("cannot tell the working directory")?;
    Ok(text(&here)?.to_owned())
}
