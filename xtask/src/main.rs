//! The project's own commands: `cargo xtask setup | test | bench | demo | example | install`.

#![forbid(unsafe_code)]

mod bench;
mod demo;
mod example;
mod install;
mod setup;
mod step;
mod test;

use std::{path::Path, process::ExitCode};

use anyhow::Result;
use clap::Parser;

/// Portcullis' own commands
#[derive(Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
enum Task {
    /// Install what building guests needs, unless it is there
    Setup,
    /// Run all tests
    Test {
        /// Arguments for `cargo test`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Build all that is measured, and measure it beside native sockets
    Bench(bench::Bench),
    /// Build the command and the examples, and tell their story
    Demo,
    /// Build the command as it is released, and put it on the path
    Install {
        /// Arguments for `cargo install`, e.g. `--root DIR`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Build the command and an example, and run it under its policy
    Example {
        /// Its name, e.g. `chat` or `echo-server`
        name: String,
        /// Arguments for the example
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    let Err(error) = run(Task::parse()) else {
        return ExitCode::SUCCESS;
    };
    eprintln!("error: {error:#}");
    ExitCode::FAILURE
}

fn run(task: Task) -> Result<()> {
    setup::setup()?;
    match task {
        Task::Setup => setup::erlang(),
        Task::Test { arguments } => {
            setup::erlang()?;
            test::test(&arguments)
        }
        Task::Bench(arguments) => bench::bench(&arguments),
        Task::Demo => demo::demo(),
        Task::Install { arguments } => install::install(&arguments),
        Task::Example { name, arguments } => example::example(&name, &arguments),
    }
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder of the workspace")
}
