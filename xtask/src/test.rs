//! `cargo xtask test`: every test of the workspace.

use anyhow::Result;

use crate::step;

pub(crate) fn test(arguments: &[String]) -> Result<()> {
    step::run(step::cargo("test").args(["--workspace", "--locked"]).args(arguments))
}
