//! Stage: files and programs that contenders need, in a folder that ends with the run.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::contender::Program;
use crate::role::Role;

/// What the guests need, and nothing else.
const POLICY: &str = r#"version = 1
[[allow]]
listen = ["tcp://127.0.0.1:0"]
bind = ["udp://127.0.0.1:0"]
send-to = ["udp://127.0.0.1:*"]
"#;

/// Where the guests of this workspace are, beside the programs that run them.
const GUESTS: &str = "guests/wasm32-unknown-unknown/guest";

/// Where the sources of the Erlang contenders are.
const ERLANG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/otp");

/// The module that plays roles, and the one that does works.
const PLAYER: &str = "portcullis_bench";
const WORKER: &str = "portcullis_works";

pub(crate) struct Stage {
    folder: TempDir,
    /// This program.
    own: PathBuf,
    guests: PathBuf,
    erlang: Result<(), String>,
}

impl Stage {
    /// Write and compile what has to be.
    pub(crate) fn set(guests: Option<&Path>) -> Result<Self> {
        let own = env::current_exe().context("this program does not know where it is")?;
        let target = own
            .parent()
            .and_then(Path::parent)
            .context("this program is in no folder")?;
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("policy.toml"), POLICY)?;
        let erlang = compile_erlang(folder.path());
        Ok(Self {
            guests: guests.map_or_else(|| target.join(GUESTS), Path::to_owned),
            folder,
            own,
            erlang,
        })
    }

    /// The command of a subject.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) fn command(&self, program: Program, role: Role) -> Result<Command, String> {
        let mut command = match program {
            Program::Native(manner) => {
                let mut command = Command::new(&self.own);
                command.arg("subject").arg(format!("{manner:?}").to_lowercase());
                command
            }
            Program::Run(flags) => {
                let mut command = self.portcullis()?;
                command
                    .arg("run")
                    .args(flags)
                    .arg("--policy")
                    .arg(self.file("policy.toml"));
                command.arg(self.guest("portcullis")?);
                command
            }
            Program::Serve => {
                let mut command = self.portcullis()?;
                command.args(["serve", "--listen", "tcp://127.0.0.1:0"]);
                command.arg(self.guest("portcullis")?).arg("reply-once");
                return Ok(self.with_cache(command));
            }
            Program::Wasi(version) => {
                let mut command = Command::new(&self.own);
                command.arg("wasi").arg(version.to_string());
                command.arg(self.guest(&format!("wasi{version}"))?);
                command
            }
            Program::Otp => {
                self.erlang.clone()?;
                let mut command = Command::new("erl");
                command.arg("-noshell").arg("-pa").arg(self.folder.path());
                command.args(["-s", PLAYER, "main"]);
                command
            }
            Program::Erl => return Err("it has no network".to_owned()),
            Program::Decide(_) => return Err("it is no process".to_owned()),
        };
        command.arg(role.word());
        Ok(self.with_cache(command))
    }

    /// The command of an Erlang machine that calls a function of the works' module.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) fn erlang(&self, program: Program, function: &str) -> Result<Command, String> {
        self.erlang.clone()?;
        let command = match program {
            Program::Erl => {
                let mut command = self.portcullis()?;
                command.arg("erl").arg("-pa").arg(self.folder.path());
                command.arg("--call").arg(format!("{WORKER}:{function}"));
                command
            }
            _ => {
                let mut command = Command::new("erl");
                command.arg("-noshell").arg("-pa").arg(self.folder.path());
                command.args(["-s", WORKER, function, "-s", "init", "stop"]);
                command
            }
        };
        Ok(self.with_cache(command))
    }

    /// A folder where nothing compiled is yet.
    pub(crate) fn empty_cache(&self, command: &mut Command) -> Result<(), std::io::Error> {
        let folder = tempfile::tempdir_in(self.folder.path())?.keep();
        command.env(CACHE, folder);
        Ok(())
    }

    /// What is compiled is kept as long as the stage, and no user's cache is touched.
    fn with_cache(&self, mut command: Command) -> Command {
        // An engine would record a backtrace for each error, of which nobody hears.
        command.env_remove("RUST_BACKTRACE");
        command.env(CACHE, self.file("cache"));
        command
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The command is built beside this program.
    fn portcullis(&self) -> Result<Command, String> {
        let program = self.own.with_file_name("portcullis");
        match program.is_file() {
            true => Ok(Command::new(program)),
            false => Err("the command `portcullis` is not built".to_owned()),
        }
    }

    /// A guest of ours, as a core module.
    pub(crate) fn guest(&self, name: &str) -> Result<PathBuf, String> {
        let guest = self.guests.join(format!("portcullis-bench-{name}.wasm"));
        match guest.is_file() {
            true => Ok(guest),
            false => Err(format!("the guest portcullis-bench-{name} is not built")),
        }
    }
}

const CACHE: &str = "XDG_CACHE_HOME";

fn compile_erlang(folder: &Path) -> Result<(), String> {
    let sources = [PLAYER, WORKER].map(|module| Path::new(ERLANG).join(module).with_extension("erl"));
    let compiler = Command::new("erlc")
        .arg("-o")
        .arg(folder)
        .args(sources)
        .stdin(Stdio::null())
        .output();
    match compiler {
        Err(_) => Err("Erlang/OTP is not installed (`erlc` is not on the PATH)".to_owned()),
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!("erlc: {}", String::from_utf8_lossy(&output.stdout).trim())),
    }
}
