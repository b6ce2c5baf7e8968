//! Arguments: the command line, and its help.

mod erl;
mod value;

pub(crate) use erl::{Call, Erl, spell};
pub(crate) use value::{Dir, Listen, Size, Variable};

use clap::{ArgAction, Parser, Subcommand};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};

/// Runs sandboxed WebAssembly programs with real sockets, as far as a written policy permits.
#[derive(Debug, Parser)]
// The package has another name, for the library has this one.
#[command(name = "portcullis", version, after_help = examples_and_statuses())]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

fn examples_and_statuses() -> String {
    format!("{EXAMPLES}\n\n{STATUSES}")
}

const EXAMPLES: &str = "\
Examples:
  portcullis run hello.wasm                       no policy: no network
  portcullis run --policy policy.toml server.wasm --port 8080
  portcullis serve --listen tcp://127.0.0.1:8080 hello.wasm
  portcullis erl hello.erl                        an Erlang program, on the BEAM that is built in
  portcullis policy check policy.toml

A policy that lets a guest reach one database and nothing else:
  version = 1
  [[allow]]
  connect = [\"tcp://127.0.0.1:5432\"]";

const STATUSES: &str = "\
Exit status:
  the guest's own, if it ends by itself (1 if its run fails, and for any failure under WASI preview 1)
  1    the guest, the policy or a folder cannot be used
  2    the command line cannot be read
  130  stopped by Ctrl-C (143: by SIGTERM)
  134  the guest trapped";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(Run),
    Serve(Serve),
    Erl(Erl),
    /// Work with policies
    #[command(subcommand)]
    Policy(PolicyCommand),
}

/// Run a guest: a component, or a core module that carries its component type
///
/// Without a policy the guest has no network. It sees the environment variables and folders that are given here, and no
/// others. The first thing that is refused is explained on standard error, with the line of policy that would grant it.
#[derive(Debug, clap::Args)]
#[command(override_usage = "portcullis run [OPTIONS] GUEST.wasm [ARGS]...", after_help = examples_and_statuses())]
pub(crate) struct Run {
    /// Run so many copies of the guest, each on a thread: the system spreads over them what comes to a port
    ///
    /// Each has memory and sockets of its own, within the same limits; the first has standard input. All end when one fails.
    #[arg(long, value_name = "N", default_value = "1", hide_default_value = true)]
    pub(crate) shards: NonZeroU16,

    /// Memory that the guest may have, in bytes, or with K, M or G
    #[arg(long, value_name = "BYTES", default_value = "1G")]
    pub(crate) max_memory: Size,

    /// Before a wait, ask the system for so many microseconds whether it is over: a guest hears sooner, and a core is busy
    #[arg(long, value_name = "MICROSECONDS", default_value_t = 0, hide_default_value = true)]
    pub(crate) busy_poll: u32,

    /// Let calls wait in a runtime, as where many guests share a thread, and not on the guest's own thread; it is slower
    #[arg(long, conflicts_with = "busy_poll")]
    pub(crate) wait_in_runtime: bool,

    #[command(flatten)]
    pub(crate) given: Given,
}

/// Serve each connection with a guest of its own: a fresh sandbox that has the connection, and nothing else
///
/// The guest finds the connection open as descriptor 3, named `connection`, and takes it with `gen_tcp:fdopen`,
/// `socket:open` or `TcpStream::preopened`. It ends with the guest. Without a policy the guest can reach nobody else; with
/// one it can do what the policy says, and a peer that the policy denies by `accept-from` is reset.
///
/// Prints `listening on ADDRESS:PORT` for each address, to standard output, when it is ready.
#[derive(Debug, clap::Args)]
#[command(override_usage = "portcullis serve --listen tcp://ADDRESS:PORT [OPTIONS] GUEST.wasm [ARGS]...", after_help = SERVE_EXAMPLES_AND_STATUSES)]
pub(crate) struct Serve {
    /// Where to listen; can be repeated. On port 0 the system chooses one; at `[::]` only IPv6 is taken
    #[arg(long, value_name = "tcp://ADDRESS:PORT", required = true)]
    pub(crate) listen: Vec<Listen>,

    /// Guests at once; at the bound, connections wait in the system's backlog
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) max_instances: u32,

    /// Threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1_024))]
    pub(crate) threads: Option<u16>,

    /// Guests that each thread makes ready before they are needed
    #[arg(long, value_name = "N", default_value = "16", value_parser = clap::value_parser!(u16).range(..=1_024))]
    pub(crate) warm: u16,

    /// Seconds that each guest may take; then it is stopped [default: no bound]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) timeout: Option<u32>,

    /// Make the connection the guest's standard input and output, so that any WASI command is a server
    #[arg(long)]
    pub(crate) stdio: bool,

    /// Memory that each guest may have, in bytes, or with K, M or G
    #[arg(long, value_name = "BYTES", default_value = "64M")]
    pub(crate) max_memory: Size,

    #[command(flatten)]
    pub(crate) given: Given,
}

const SERVE_EXAMPLES_AND_STATUSES: &str = "\
Examples:
  portcullis serve --listen tcp://127.0.0.1:8080 hello.wasm
  portcullis serve --listen tcp://0.0.0.0:80 --policy database.toml --timeout 30 server.wasm

At Ctrl-C or SIGTERM no more connections are accepted, and guests have 5 seconds to end; the second signal ends them at once.

Exit status:
  1    the guest, the policy, a folder or an address cannot be used
  2    the command line cannot be read
  130  stopped by Ctrl-C (143: by SIGTERM)";

/// A guest, and what it is given.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Given {
    #[command(flatten)]
    pub(crate) grants: Grants,

    /// The guest, and what follows for the guest itself
    // One list, because only what follows a first value is left alone by clap: the guest's own `--help` and `-v`.
    #[arg(value_names = ["GUEST.wasm", "ARGS"], required = true, num_args = 1.., trailing_var_arg = true)]
    command: Vec<String>,
}

/// What a guest is given.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Grants {
    /// What the guest may do with the network
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,

    /// An environment variable for the guest
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) env: Vec<Variable>,

    /// A folder for the guest, by default under the same name; it may change what is in it, unless `::ro` is added
    #[arg(long, value_name = "HOST[::GUEST[::ro]]")]
    pub(crate) dir: Vec<Dir>,

    /// Sockets that the guest may hold at once [default: 16384]
    #[arg(long, value_name = "N")]
    pub(crate) max_sockets: Option<usize>,

    /// Bytes that may wait in the host for the guest, received or to be sent [default: 64M]
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_buffer: Option<Size>,

    /// Show each decision; twice, show more (RUST_LOG adds to it)
    #[arg(short, long, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Say what a policy grants, or what is wrong with it
    #[command(after_help = "Exit status: 0 if the policy is good, 1 if it is not.")]
    Check {
        /// The policy
        file: PathBuf,
    },
}

impl Command {
    pub(crate) fn verbosity(&self) -> u8 {
        match self {
            Self::Run(run) => run.given.grants.verbose,
            Self::Serve(serve) => serve.given.grants.verbose,
            Self::Erl(erl) => erl.grants.verbose,
            Self::Policy(_) => 0,
        }
    }
}

impl Given {
    /// The file of the guest.
    pub(crate) fn guest(&self) -> &Path {
        // clap has seen to it that there is one.
        Path::new(&self.command[0])
    }

    /// The guest's arguments, the first of them its own name, as is the custom.
    pub(crate) fn guest_args(&self) -> Vec<String> {
        let name = self
            .guest()
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        [name].into_iter().chain(self.command[1..].iter().cloned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_made() {
        Args::command().debug_assert();
    }

    #[track_caller]
    fn run(line: &[&str]) -> Run {
        match Args::try_parse_from([&["portcullis", "run"], line].concat())
            .unwrap()
            .command
        {
            Command::Run(run) => run,
            _ => unreachable!(),
        }
    }

    #[test]
    fn what_follows_the_guest_is_the_guests() {
        let run = run(&[
            "-v",
            "--policy",
            "p.toml",
            "a/guest.wasm",
            "--policy",
            "x",
            "-vv",
            "--help",
            "--",
            "y",
        ]);
        let given = run.given;
        assert_eq!(given.grants.policy.as_deref(), Some(Path::new("p.toml")));
        assert_eq!(given.guest(), Path::new("a/guest.wasm"));
        assert_eq!(
            given.guest_args(),
            ["guest.wasm", "--policy", "x", "-vv", "--help", "--", "y"]
        );
        assert_eq!(given.grants.verbose, 1);
    }

    #[test]
    fn a_guest_is_required() {
        assert!(Args::try_parse_from(["portcullis", "run", "-v"]).is_err());
    }

    #[test]
    fn a_guest_has_a_gibibyte_unless_told_otherwise() {
        assert_eq!(run(&["guest.wasm"]).max_memory.bytes(), 1 << 30);
        assert_eq!(run(&["--max-memory", "64M", "guest.wasm"]).max_memory.bytes(), 64 << 20);
    }

    #[test]
    fn the_defaults_that_the_help_names_are_the_hosts() {
        let limits = portcullis::Limits::default();
        assert_eq!((limits.sockets, limits.buffer_bytes), (16_384, 64 << 20));
    }
}
