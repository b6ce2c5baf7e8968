//! Policy file: rules from a file, or a report of what is wrong with it.

use miette::{Diagnostic, Report, Result};
use portcullis::Rules;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The rules of a file, or without one no rules.
///
/// # Errors
/// Those of [`read`].
pub(crate) fn rules(file: Option<&Path>) -> Result<Rules> {
    file.map_or_else(|| Ok(Rules::default()), read)
}

/// Read the rules of a file.
///
/// # Errors
/// A file that cannot be read, or whose text is not a policy.
pub(crate) fn read(file: &Path) -> Result<Rules> {
    let bytes = bytes(file).map_err(|source| FileError::Unreadable {
        file: file.to_owned(),
        source,
    })?;
    let text = String::from_utf8(bytes).map_err(|error| FileError::NotText {
        file: file.to_owned(),
        line: 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count(),
    })?;
    Rules::parse(&file.display().to_string(), &text).map_err(Report::new)
}

/// A policy has at most 1 MiB. One byte more is enough to be told so, however long the file is.
const MOST: u64 = (1 << 20) + 1;

fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[derive(Debug, thiserror::Error, Diagnostic)]
enum FileError {
    #[error("cannot read the policy {}", file.display())]
    Unreadable { file: PathBuf, source: io::Error },

    #[error("the policy {} is not UTF-8: see its line {line}", file.display())]
    #[diagnostic(help("a policy is a text file in TOML"))]
    NotText { file: PathBuf, line: usize },
}
