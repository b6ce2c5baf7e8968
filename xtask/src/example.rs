//! Examples: a guest and its policy, to be run by the `portcullis` command.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use portcullis_guest_builder::Builder;

use crate::{step, workspace};

/// An example of the folder `examples`, built.
pub(crate) struct Example {
    module: PathBuf,
    policy: PathBuf,
}

/// An example that runs; it ends with the value.
pub(crate) struct Running {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Example {
    /// Build the guests `examples/NAME/guest`, packages named `portcullis-example-NAME`.
    pub(crate) fn build<const N: usize>(names: [&str; N]) -> Result<[Self; N]> {
        let packages = names.map(|name| format!("portcullis-example-{name}"));
        let programs = Builder::new(workspace())?.build(&packages)?;
        let mut examples = Vec::new();
        for (name, package) in names.iter().zip(packages) {
            let program = programs.iter().find(|program| program.name == package);
            examples.push(Self {
                module: program
                    .with_context(|| format!("package {package} has no program of its name"))?
                    .module
                    .clone(),
                policy: workspace().join("examples").join(name).join("policy.toml"),
            });
        }
        Ok(examples
            .try_into()
            .unwrap_or_else(|_| unreachable!("one example for each name")))
    }

    /// Run to the end and show what happens.
    pub(crate) fn run(&self) -> Result<()> {
        step::run(&mut self.command())
    }

    /// Run, and go on.
    pub(crate) fn start(&self) -> Result<Running> {
        let mut command = self.command();
        eprintln!("$ {} &", step::line(&command));
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot run portcullis")?;
        let output = BufReader::new(child.stdout.take().context("its output is not piped")?);
        Ok(Running { child, output })
    }

    fn command(&self) -> Command {
        // Relative paths are what a user would type.
        let shown = |path: &PathBuf| path.strip_prefix(workspace()).unwrap_or(path).to_owned();
        let mut command = step::portcullis();
        command
            .arg("run")
            .arg("--policy")
            .arg(shown(&self.policy))
            .arg(shown(&self.module));
        command
    }
}

impl Running {
    /// The next line of what it says.
    pub(crate) fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        ensure!(self.output.read_line(&mut line)? > 0, "the example has ended early");
        print!("{line}");
        Ok(line)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
