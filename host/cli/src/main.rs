//! The command `portcullis`: runs a guest or an Erlang program under a policy, serves each connection with a guest of its own,
//! and checks policies.
//!
//! [`args`] reads the command line. [`run()`] is the way of a guest from its file to its exit status, and [`serve()`] that of many
//! guests of one file, a step of it in each room beside them; [`erl()`] is the way of an Erlang program, and [`check()`] reads a policy and says what it grants. All take a
//! policy from [`policy_file`].

#![forbid(unsafe_code)]

mod args;
mod audit;
mod check;
mod descriptors;
mod ending;
mod engine;
mod erl;
mod gate;
mod guest_error;
mod inherited;
mod memory;
mod policy_file;
mod program;
mod run;
mod say;
mod serve;
mod signals;
mod state;
mod trace;

use args::{Args, Command, PolicyCommand};
use clap::Parser;
use miette::MietteHandlerOpts;
use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    // First of all, because a descriptor that this process opens could be mistaken for an inherited one.
    let inherited = inherited::inherited_sockets();
    let args = Args::parse_from(args::spell(env::args_os()));
    draw_reports();
    trace::start(args.command.verbosity());
    let ended = match &args.command {
        Command::Run(args) => run::run(args, inherited),
        Command::Erl(args) => erl::erl(args, inherited),
        Command::Serve(args) => serve::serve(args, inherited),
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
