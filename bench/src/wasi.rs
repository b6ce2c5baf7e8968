//! WASI's own sockets: a host for guests of `wasi:sockets` 0.2 and 0.3.

use std::path::Path;

use anyhow::{Result, bail};

pub(crate) fn run(version: u8, guest: &Path, _arguments: &[String]) -> Result<()> {
    bail!("no host for {} of WASI 0.{version} yet", guest.display())
}
