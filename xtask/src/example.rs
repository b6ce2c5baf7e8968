//! Examples: guests and their policies, run by the `portcullis` command.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio},
};

use anyhow::{Context, Result, bail};
use portcullis_guest_builder::{Builder, Program};

use crate::{step, workspace};

/// Examples of the folder `examples`, built.
pub(crate) struct Examples(Vec<Program>);

/// An example that runs; it ends with the value.
pub(crate) struct Running {
    child: Child,
    output: BufReader<ChildStdout>,
    errors: Option<ChildStderr>,
}

/// `cargo xtask example NAME [ARGS]`: build an example and the command, and run it.
pub(crate) fn example(name: &str, arguments: &[String]) -> Result<()> {
    let folder = folder_of(name)?;
    let examples = Examples::build(&[&folder])?;
    step::run(examples.command(name)?.args(arguments))
}

/// `echo` of `echo-server`.
fn folder_of(name: &str) -> Result<String> {
    let folders = fs::read_dir(workspace().join("examples")).context("there are no examples")?;
    let mut folders: Vec<_> = folders
        .filter_map(|folder| folder.ok()?.file_name().into_string().ok())
        .filter(|folder| guest(folder).is_dir())
        .collect();
    folders.sort();
    let whose = |folder: &&String| {
        name.strip_prefix(folder.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let folder = folders.iter().find(whose);
    folder
        .cloned()
        .with_context(|| format!("no example {name}; there are: {}", folders.join(", ")))
}

fn guest(folder: &str) -> PathBuf {
    workspace().join("examples").join(folder).join("guest")
}

impl Examples {
    /// Build the command, and the guests `examples/FOLDER/guest`, packages named `portcullis-example-FOLDER`.
    pub(crate) fn build(folders: &[&str]) -> Result<Self> {
        // The whole workspace's features, as the tests have them: nothing is compiled twice.
        step::run(step::cargo("build").args(["--workspace", "--bin", "portcullis", "--locked"]))?;
        let packages: Vec<_> = folders
            .iter()
            .map(|folder| format!("portcullis-example-{folder}"))
            .collect();
        Ok(Self(Builder::new(workspace())?.build(&packages)?))
    }

    /// `portcullis run` with an example and its policy, or `portcullis serve` with one that has none; its arguments are for the
    /// caller to add.
    pub(crate) fn command(&self, name: &str) -> Result<Command> {
        let program = self
            .0
            .iter()
            .find(|program| program.name.trim_start_matches("portcullis-example-") == name);
        let program = program.with_context(|| {
            let names: Vec<_> = self
                .0
                .iter()
                .map(|program| program.name.trim_start_matches("portcullis-example-"))
                .collect();
            format!("{name} is more than one program: {}", names.join(", "))
        })?;
        let policy = guest(&folder_of(name)?).with_file_name("policy.toml");
        let mut command = step::portcullis();
        match policy.exists() {
            true => command.arg("run").arg("--policy").arg(shown(&policy)),
            false => command.args(["serve", "--listen", "tcp://127.0.0.1:7000"]),
        };
        command.arg(shown(&program.module));
        Ok(command)
    }

    /// Start an example with arguments, and go on; what it says can be read line by line.
    pub(crate) fn start(&self, name: &str, arguments: &[String]) -> Result<Running> {
        let mut command = self.command(name)?;
        command.args(arguments);
        println!("$ {}", step::line(&command));
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().context("cannot run portcullis")?;
        let output = BufReader::new(child.stdout.take().context("its output is not piped")?);
        let errors = child.stderr.take();
        Ok(Running { child, output, errors })
    }
}

/// Relative paths are what a user would type.
fn shown(path: &Path) -> &Path {
    path.strip_prefix(workspace()).unwrap_or(path)
}

impl Running {
    /// The next line of what it says.
    pub(crate) fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.output.read_line(&mut line)? == 0 {
            let errors = self.errors.take().map(std::io::read_to_string).transpose()?;
            bail!("the example has ended early: {}", errors.unwrap_or_default());
        }
        print!("{line}");
        Ok(line.trim_end().to_owned())
    }

    /// Wait for the end; all that it has yet to say, and all that it or the command said on standard error.
    pub(crate) fn finish(mut self) -> Result<(ExitStatus, String, String)> {
        let errors = std::io::read_to_string(self.errors.take().context("its errors are not piped")?)?;
        let mut output = String::new();
        while self.output.read_line(&mut output)? > 0 {}
        print!("{errors}{output}");
        Ok((self.child.wait()?, output, errors))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
