//! The Erlang/OTP of this machine.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use crate::{Command, Status};

/// Erlang/OTP as `erl` on the path finds it.
#[derive(Clone, Debug)]
pub struct Otp {
    /// Where it is installed.
    pub root: PathBuf,
    /// The version of its runtime system, after that of the release.
    pub version: String,
}

impl Otp {
    /// Ask `erl` where OTP is and which.
    ///
    /// # Errors
    /// There is none: without it there is nothing to compare with.
    pub fn find() -> Result<Self> {
        let ask = "io:put_chars([code:root_dir(), $\\n, erlang:system_info(otp_release), $-, erlang:system_info(version)]), halt().";
        let asked = Command::new("erl", ".", Duration::from_secs(60))
            .arguments(["-noshell", "-eval", ask])
            .run()
            .context("Erlang/OTP is not installed (Debian: apt-get install erlang)")?;
        let answer = String::from_utf8(asked.stdout)?;
        let (root, version) = answer.split_once('\n').context("an answer of two lines")?;
        Ok(Otp {
            root: root.into(),
            version: version.to_owned(),
        })
    }

    /// What the emulator is told about where it is, as `erl` tells it.
    pub fn emulator_arguments(&self) -> Vec<String> {
        let root = self.root.display().to_string();
        let erts = self.version.split_once('-').map_or("", |(_, erts)| erts);
        let bin = format!("{root}/erts-{erts}/bin");
        ["-root", &root, "-bindir", &bin, "-progname", "erl", "-home", &root]
            .map(str::to_owned)
            .into()
    }

    /// Compile files into a directory, with the include directory and options of all programs.
    ///
    /// # Errors
    /// What `erlc` says.
    pub fn compile(&self, directory: &Path, include: &Path, to: &Path, files: &[PathBuf]) -> Result<()> {
        if files.is_empty() {
            return Ok(());
        }
        // Warnings are of no use here: programs do on purpose what a compiler warns of.
        let mut arguments: Vec<OsString> = ["-W0", "+debug_info", "-I"].map(OsString::from).into();
        arguments.extend([include.into(), "-o".into(), to.into()]);
        arguments.extend(files.iter().map(OsString::from));
        let compiled = Command::new("erlc", directory, Duration::from_secs(600))
            .arguments(arguments)
            .run()?;
        let said = [compiled.stdout, compiled.stderr].concat();
        ensure!(
            compiled.status == Status::Exited(0),
            "erlc: {}\n{}",
            compiled.status,
            String::from_utf8_lossy(&said)
        );
        Ok(())
    }
}
