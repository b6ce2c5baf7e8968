//! The benchmark: Portcullis beside native sockets, WASI's own sockets and Erlang/OTP, in one run.
//!
//! `harness` lets each `contender` take turns at each `workload`: it starts a `subject`, a process that plays a `role`,
//! and measures it at the peer, which is the same for all. `native` and `wasi` are contenders in this program; `stage`
//! knows the command lines of all. What was found are `results`: `statistics` and `target` judge them, and `report`,
//! `draw` and `readme` show them.

#![forbid(unsafe_code)]

mod affinity;
mod contender;
mod draw;
mod harness;
mod machine;
mod native;
mod readme;
mod report;
mod results;
mod role;
#[cfg(test)]
mod sample;
mod stage;
mod statistics;
mod subject;
mod target;
mod unit;
mod wasi;
mod workload;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use results::Results;

/// The benchmark of Portcullis
#[derive(Debug, Parser)]
#[command(name = "portcullis-bench", disable_help_subcommand = true)]
enum Args {
    Run(Run),
    /// Draw results as a picture
    Draw {
        /// What `run --json` has written
        results: PathBuf,
        /// The picture, SVG
        picture: PathBuf,
    },
    /// Write results into a page, between `<!-- bench -->` and `<!-- /bench -->`
    Readme {
        /// What `run --json` has written
        results: PathBuf,
        /// The page, Markdown
        page: PathBuf,
    },
    /// Be a native contender
    #[command(hide = true)]
    Subject {
        manner: native::Manner,
        role: role::Role,
    },
    /// Be the host of a guest of WASI 0.2 or 0.3
    #[command(hide = true)]
    Wasi {
        version: u8,
        guest: PathBuf,
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

/// Measure, show tables, and hold the targets against them
#[derive(Debug, clap::Args)]
struct Run {
    /// Fewer and shorter rounds
    #[arg(long)]
    quick: bool,

    /// Only this workload, or this family of them; may be given again
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Only this contender; may be given again
    #[arg(long, value_name = "NAME")]
    contender: Vec<String>,

    /// How often contenders take turns
    #[arg(long, value_name = "N")]
    rounds: Option<usize>,

    /// How long each is measured in a round
    #[arg(long, value_name = "S")]
    seconds: Option<f64>,

    /// Where the guests are, as core modules
    #[arg(long, value_name = "FOLDER")]
    guests: Option<PathBuf>,

    /// Write all that was found to this file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Draw it in this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

fn main() -> ExitCode {
    let Err(error) = main_of(Args::parse()) else {
        return ExitCode::SUCCESS;
    };
    eprintln!("error: {error:#}");
    ExitCode::FAILURE
}

fn main_of(args: Args) -> Result<()> {
    match args {
        Args::Run(run) => measure(&run),
        Args::Draw { results, picture } => write(&picture, &draw::draw(&read(&results)?)),
        Args::Readme { results, page } => {
            let text = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
            write(&page, &readme::rewrite(&text, &read(&results)?)?)
        }
        Args::Subject { manner, role } => native::serve(manner, role),
        Args::Wasi {
            version,
            guest,
            arguments,
        } => wasi::run(version, &guest, &arguments),
    }
}

fn measure(run: &Run) -> Result<()> {
    let (rounds, seconds) = if run.quick { (3, 0.2) } else { (7, 0.8) };
    let seconds = run.seconds.unwrap_or(seconds);
    ensure!((0.0..=60.0).contains(&seconds), "a round takes up to 60 seconds");
    let results = harness::run(&harness::Request {
        only: &run.only,
        contenders: &run.contender,
        rounds: run.rounds.unwrap_or(rounds),
        time: Duration::from_secs_f64(seconds),
        guests: run.guests.as_deref(),
    })?;
    println!("{}", report::summary(&results));
    if let Some(file) = &run.json {
        write(file, &(serde_json::to_string_pretty(&results)? + "\n"))?;
    }
    if let Some(file) = &run.svg {
        write(file, &draw::draw(&results))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<Results> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} holds no results", file.display()))
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
