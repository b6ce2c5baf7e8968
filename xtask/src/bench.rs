//! `cargo xtask bench`: build what is measured, and measure it.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use portcullis_guest_builder::Builder;

use crate::{step, workspace};

/// Guests of the benchmark: one for each contract.
const GUESTS: [&str; 3] = [
    "portcullis-bench-portcullis",
    "portcullis-bench-wasi2",
    "portcullis-bench-wasi3",
];

/// What the harness is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Bench {
    /// Fewer and shorter rounds: under 4 minutes instead of under 20
    #[arg(long)]
    quick: bool,

    /// Only this workload, or this family of them, e.g. `ping-pong` or `connections`; may be given again
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Write all that was found to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Draw it in this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

pub(crate) fn bench(arguments: &Bench) -> Result<()> {
    eprintln!("Portcullis, WASI's sockets, Erlang/OTP if it is there, and native sockets take turns.");
    // The whole workspace's features, as the tests have them: nothing is compiled twice.
    step::run(step::cargo("build").args([
        "--release",
        "--workspace",
        "--bin",
        "portcullis",
        "--bin",
        "portcullis-bench",
        "--features",
        "portcullis-cli/precompiled",
        "--locked",
    ]))?;
    let guests = Builder::new(workspace())?.build(&GUESTS)?;
    let guest = guests.first().context("the guests are no programs")?;
    let folder = guest.module.parent().context("the guests are in no folder")?;
    let mut harness = step::built("release", "portcullis-bench");
    harness.arg("run").arg("--guests").arg(folder);
    if arguments.quick {
        harness.arg("--quick");
    }
    for name in &arguments.only {
        harness.args(["--only", name]);
    }
    for (flag, file) in [("--json", &arguments.json), ("--svg", &arguments.svg)] {
        if let Some(file) = file {
            harness.arg(flag).arg(from_here(file)?);
        }
    }
    step::run(&mut harness)
}

/// The harness runs at the workspace, and the user may be elsewhere.
fn from_here(file: &Path) -> Result<PathBuf> {
    Ok(env::current_dir()?.join(file))
}
