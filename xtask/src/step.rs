//! Steps: commands that are shown before they run.

use std::{env, ffi::OsStr, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// The cargo that runs us, at the workspace.
pub(crate) fn cargo(subcommand: &str) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(workspace()).arg(subcommand);
    cargo
}

/// Show a command and run it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    eprintln!("$ {line}");
    let status = command.status().with_context(|| format!("cannot run {line}"))?;
    ensure!(status.success(), "{line}: {status}");
    Ok(())
}

/// What a user would type.
pub(crate) fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = match program.strip_prefix(workspace()) {
        Ok(built_here) => built_here.as_os_str(),
        // Cargo's own path is long, and says nothing.
        Err(_) => program.file_name().unwrap_or(program.as_os_str()),
    };
    let words: Vec<_> = [program]
        .into_iter()
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect();
    words.join(" ")
}

/// The `portcullis` command, as [`Examples`](crate::example::Examples) has built it.
pub(crate) fn portcullis() -> Command {
    built("debug", "portcullis")
}

/// A program that cargo has built, at the workspace; `profile` is the folder of its profile.
pub(crate) fn built(profile: &str, name: &str) -> Command {
    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let mut program = Command::new(workspace().join(target).join(profile).join(name));
    program.current_dir(workspace());
    program
}
