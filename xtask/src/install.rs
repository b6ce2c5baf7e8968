//! `cargo xtask install`: the command, on the user's path.

use anyhow::Result;

use crate::step;

/// Build the command as it is released, its interpreter as machine code, and put it where cargo puts programs.
pub(crate) fn install(arguments: &[String]) -> Result<()> {
    let mut cargo = step::cargo("install");
    cargo.args(["--path", "host/cli", "--features", "precompiled", "--locked"]);
    step::run(cargo.args(arguments))
}
