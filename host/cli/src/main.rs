//! The command `portcullis`: runs a guest under a policy, and checks policies.
//!
//! [`args`] reads the command line. [`run()`] is the way of a guest from its file to its exit status, one room for each step;
//! [`check()`] reads a policy and says what it grants. Both take a policy from [`policy_file`].

#![forbid(unsafe_code)]

mod args;
mod check;
mod policy_file;
mod run;
mod say;
mod trace;

use args::{Args, Command, PolicyCommand};
use clap::Parser;
use miette::MietteHandlerOpts;
use std::process::ExitCode;

fn main() -> ExitCode {
    // First of all, because a descriptor that this process opens could be mistaken for an inherited one.
    let inherited = run::inherited_sockets();
    let args = Args::parse();
    draw_reports();
    trace::start(args.command.verbosity());
    let ended = match &args.command {
        Command::Run(args) => run::run(args, inherited),
        Command::Policy(PolicyCommand::Check { file }) => check::check(file),
    };
    ended.unwrap_or_else(|report| {
        say::error(format!("{report:?}").trim_end());
        ExitCode::FAILURE
    })
}

/// Reports break no line: a terminal wraps them itself, and a log is searched for whole sentences.
fn draw_reports() {
    let hook = miette::set_hook(Box::new(|_| {
        Box::new(MietteHandlerOpts::new().wrap_lines(false).build())
    }));
    hook.expect("nothing else sets the hook");
}
