//! Erl: the command line of `portcullis erl`, which has some of `erl`'s own options.

use super::{Args, Grants, Size};
use clap::CommandFactory;
use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

/// Run an Erlang program on the BEAM that is built in, sandboxed
///
/// FILE.erl is compiled by the `erlc` of this machine. Of a module, `main/1` runs with the arguments as strings, or `main/0`,
/// and the program ends when it returns; or else `start/0`, and the program goes on until it is stopped. An escript runs as
/// under `escript`. With nothing to run, Erlang's shell reads standard input.
///
/// The program sees Erlang/OTP's own folder, the folders of `-pa` and that of FILE, to read; and what `--dir` gives.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "portcullis erl [OPTIONS] FILE.erl | FILE.beam | FILE.escript [ARGS]...\n       \
                      portcullis erl [OPTIONS] --call MODULE:FUNCTION [--print] [FILE] [ARGS]...\n       \
                      portcullis erl [OPTIONS] -eval EXPR [ARGS]...\n       \
                      portcullis erl [OPTIONS]\n       \
                      portcullis erl [OPTIONS] --missing FILE.beam...",
    after_help = EXAMPLES_AND_STATUSES
)]
pub(crate) struct Erl {
    /// A folder of compiled modules, searched before OTP's; `-pa DIR` as erl has it. Can be repeated
    #[arg(long = "pa", value_name = "DIR")]
    pub(crate) pa: Vec<PathBuf>,

    /// Erlang/OTP's folder, the one that has `lib` in it [default: that of the `erl` on the PATH, or /usr/lib/erlang]
    #[arg(long, value_name = "DIR")]
    pub(crate) otp: Option<PathBuf>,

    /// Evaluate an expression when the system is up; `-eval EXPR` as erl has it. Can be repeated
    #[arg(long, value_name = "EXPR", allow_hyphen_values = true, conflicts_with_all = ["call", "missing"])]
    pub(crate) eval: Vec<String>,

    /// Run this function without arguments, end with status 0, or with 1 and a report if it fails
    #[arg(long, value_name = "MODULE:FUNCTION", conflicts_with = "missing")]
    pub(crate) call: Option<Call>,

    /// Print what the function returned, as `~p` does
    #[arg(long, requires = "call")]
    pub(crate) print: bool,

    /// List the functions that the compiled modules call and that neither they nor OTP nor the BEAM built in have
    #[arg(long)]
    pub(crate) missing: bool,

    /// Memory that the program may have, in bytes, or with K, M or G
    #[arg(long, value_name = "BYTES", default_value = "2G")]
    pub(crate) max_memory: Size,

    #[command(flatten)]
    pub(crate) grants: Grants,

    /// The program, and what follows for the program itself
    #[arg(value_names = ["FILE", "ARGS"], num_args = 0.., trailing_var_arg = true)]
    pub(crate) command: Vec<String>,
}

const EXAMPLES_AND_STATUSES: &str = "\
Examples:
  portcullis erl hello.erl World
  portcullis erl --call hello:greeting --print hello.erl
  portcullis erl -pa ebin --call my_app:run
  portcullis erl --dir . -pa ebin
  portcullis erl -eval 'io:format(\"~p~n\", [lists:seq(1, 3)]), halt().'

Exit status:
  the program's own, if it halts
  0    what was to run returned
  1    it failed, or it, the policy or a folder cannot be used
  2    the command line cannot be read
  130  stopped by Ctrl-C (143: by SIGTERM)
  134  the BEAM itself trapped";

/// A function without arguments: `MODULE:FUNCTION`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) module: String,
    pub(crate) function: String,
}

impl FromStr for Call {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("", _) | (_, "")) | None => Err("write MODULE:FUNCTION"),
            Some((module, function)) => Ok(Self {
                module: module.to_owned(),
                function: function.to_owned(),
            }),
        }
    }
}

/// Options that `erl` spells with one dash, which clap has no notion of.
const ONE_DASH: [&str; 2] = ["-pa", "-eval"];

/// The command line with two dashes where `erl` has one, as far as it is ours: up to the program.
pub(crate) fn spell(args: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut args: Vec<_> = args.into_iter().collect();
    if args.get(1).is_none_or(|command| command != "erl") {
        return args;
    }
    let mut at = 2;
    while let Some(arg) = args.get_mut(at) {
        let Some(text) = arg.to_str().filter(|text| text.starts_with('-') && *text != "--") else {
            break;
        };
        if ONE_DASH.contains(&text) {
            *arg = format!("-{text}").into();
        }
        at += if takes_value(&args[at]) { 2 } else { 1 };
    }
    args
}

/// Whether what follows an option is its value.
fn takes_value(option: &OsString) -> bool {
    let name = option.to_str().and_then(|option| option.strip_prefix("--"));
    let command = Args::command();
    let erl = command.find_subcommand("erl").map(clap::Command::get_arguments);
    let mut options = erl.into_iter().flatten();
    options.any(|known| name.is_some() && known.get_long() == name && known.get_action().takes_values())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Command;
    use clap::Parser;

    #[track_caller]
    fn erl(line: &[&str]) -> Erl {
        let line = [&["portcullis", "erl"], line].concat();
        match Args::try_parse_from(spell(line.iter().map(OsString::from)))
            .unwrap()
            .command
        {
            Command::Erl(erl) => erl,
            _ => unreachable!(),
        }
    }

    #[test]
    fn options_may_be_spelled_as_erl_has_them() {
        let erl = erl(&[
            "-pa", "ebin", "--pa", "more", "--policy", "p.toml", "-eval", "-1.", "x", "-pa", "y",
        ]);
        assert_eq!(erl.pa, [PathBuf::from("ebin"), PathBuf::from("more")]);
        assert_eq!(erl.eval, ["-1."]);
        assert_eq!(erl.command, ["x", "-pa", "y"]);
    }

    #[test]
    fn what_follows_the_program_is_the_programs() {
        let erl = erl(&["--max-memory=64M", "hello.erl", "-eval", "--help", "--", "-v"]);
        assert_eq!(erl.command, ["hello.erl", "-eval", "--help", "--", "-v"]);
        assert!(erl.eval.is_empty());
    }

    #[test]
    fn a_call_names_a_module_and_a_function() {
        let call = erl(&["--call", "m:f"]).call.unwrap();
        assert_eq!((call.module.as_str(), call.function.as_str()), ("m", "f"));
        for text in ["m", "m:", ":f", ""] {
            assert!(text.parse::<Call>().is_err(), "{text}");
        }
    }
}
