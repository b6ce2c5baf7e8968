//! The Elixir of this machine.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use crate::{Command, Status};

/// Elixir as `elixir` on the path finds it.
#[derive(Clone, Debug)]
pub(crate) struct Elixir {
    /// Where its modules are.
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) version: String,
}

impl Elixir {
    /// Ask `elixir` where its modules are, and which version it is.
    pub(crate) fn find() -> Result<Self> {
        let ask = "IO.puts(System.version()); for app <- [:elixir, :logger], do: IO.puts(:code.lib_dir(app, :ebin))";
        let asked = Command::new("elixir", ".", Duration::from_secs(60))
            .arguments(["-e", ask])
            .run()
            .context("Elixir is not installed (Debian: apt-get install elixir)")?;
        let answer = String::from_utf8(asked.stdout)?;
        let (version, paths) = answer.split_once('\n').context("a version and paths")?;
        Ok(Elixir {
            paths: paths.lines().map(PathBuf::from).collect(),
            version: version.to_owned(),
        })
    }
}

/// Compile files into a directory.
pub(crate) fn compile(to: &Path, files: &[PathBuf]) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let compiled = Command::new("elixirc", to, Duration::from_secs(300))
        .arguments(["-o"])
        .arguments([to])
        .arguments(files)
        .run()?;
    let said = String::from_utf8_lossy(&compiled.stderr);
    ensure!(
        compiled.status == Status::Exited(0),
        "elixirc: {}\n{said}",
        compiled.status
    );
    Ok(())
}
