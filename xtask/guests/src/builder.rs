//! The builder: one cargo run for many guests.

use std::{
    env,
    ffi::OsString,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{Compiler, Error, TARGET, message, outer};

/// Builds guests of one workspace.
#[derive(Debug)]
pub struct Builder {
    workspace: PathBuf,
    compiler: Compiler,
}

/// A guest program, as a core module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The name of the binary.
    pub name: String,
    /// The file of the module.
    pub module: PathBuf,
}

impl Builder {
    /// A builder with the compiler that this machine has.
    ///
    /// # Errors
    ///
    /// - [`Error::NoCompiler`]: it has none.
    pub fn new(workspace: impl Into<PathBuf>) -> Result<Self, Error> {
        Ok(Self {
            workspace: workspace.into(),
            compiler: Compiler::find()?,
        })
    }

    /// Build every binary of these packages. What cargo has to say goes to standard error.
    ///
    /// # Errors
    ///
    /// - [`Error::Build`]: a guest does not compile, or there is no such package.
    pub fn build(&self, packages: &[impl AsRef<str>]) -> Result<Vec<Program>, Error> {
        // Cargo takes no package for the default members, which are no guests.
        if packages.is_empty() {
            return Ok(Vec::new());
        }
        let mut cargo = self.cargo();
        for package in packages {
            cargo.args(["--package", package.as_ref()]);
        }
        programs(cargo)
    }

    fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        outer::forget(&mut cargo);
        cargo
            .current_dir(&self.workspace)
            .args(["build", "--bins", "--profile", "guest", "--target", TARGET])
            .args(["--message-format", "json-render-diagnostics"])
            .arg("--target-dir")
            .arg(self.target_dir());
        self.compiler.configure(&mut cargo);
        cargo
    }

    /// The outer cargo keeps its own target directory locked while it runs us, and all who build guests share one std.
    fn target_dir(&self) -> PathBuf {
        let outer = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| OsString::from("target"));
        self.workspace.join(Path::new(&outer)).join("guests")
    }
}

fn programs(mut cargo: Command) -> Result<Vec<Program>, Error> {
    let mut child = cargo.stdout(Stdio::piped()).spawn().map_err(Error::Cargo)?;
    let output = child
        .stdout
        .take()
        .into_iter()
        .flat_map(|output| BufReader::new(output).lines());
    let mut programs = Vec::new();
    for line in output {
        programs.extend(message::program(&line.map_err(Error::Cargo)?)?);
    }
    let status = child.wait().map_err(Error::Cargo)?;
    if !status.success() {
        return Err(Error::Build(status));
    }
    programs.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(programs)
}
