//! Source: a module's text, compiled by the machine's own `erlc`.

use super::error::ErlError;
use super::otp::Otp;
use crate::say;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Compile a module into a folder that is gone with the result. What the compiler says goes to standard error.
pub(super) fn compile(file: &Path, paths: &[PathBuf], otp: &Otp) -> Result<TempDir, ErlError> {
    let folder = TempDir::with_prefix("portcullis-erl-").map_err(ErlError::NoTemporary)?;
    let compiler = otp.program("erlc");
    let mut erlc = Command::new(&compiler);
    for path in paths {
        // Behaviours and parse transforms are looked for there.
        erlc.arg("-pa").arg(path);
    }
    let compiled = erlc
        .arg("-o")
        .arg(folder.path())
        .arg(file)
        .stdin(Stdio::null())
        .output()
        .map_err(|source| ErlError::NoCompiler { compiler, source })?;
    for said in [&compiled.stdout, &compiled.stderr] {
        let said = String::from_utf8_lossy(said);
        if !said.is_empty() {
            say::error(said.trim_end());
        }
    }
    match compiled.status.success() {
        true => Ok(folder),
        false => Err(ErlError::DoesNotCompile {
            file: file.to_owned(),
            status: compiled.status,
        }),
    }
}
