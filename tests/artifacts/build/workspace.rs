//! The workspace, as far as guests and their tests are concerned.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// What a guest is made of. The tests are left out: to edit one must not rebuild the guests.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "examples",
    "guest/rust",
    "tests/guests",
    "wit",
];

/// Where test files are: those of the command need its binary, which cargo gives to the tests of its own package alone.
const TESTS: &[&str] = &["tests/tests", "host/cli/tests"];

pub(crate) struct Workspace(PathBuf);

impl Workspace {
    pub(crate) fn around(package: &Path) -> Result<Self> {
        Ok(Self(
            package
                .ancestors()
                .nth(2)
                .context("the package is two folders deep")?
                .to_owned(),
        ))
    }

    pub(crate) fn root(&self) -> &Path {
        &self.0
    }

    /// Build anew when a source changes.
    pub(crate) fn watch(&self) {
        // Cargo takes a path that does not exist for one that changes all the time.
        for source in SOURCES
            .iter()
            .map(|source| self.0.join(source))
            .filter(|source| source.exists())
        {
            println!("cargo::rerun-if-changed={}", source.display());
        }
        println!("cargo::rerun-if-env-changed=CARGO_TARGET_DIR");
    }

    pub(crate) fn guest_packages(&self) -> Result<Vec<String>> {
        let mut packages = vec!["portcullis-test-guests".to_owned()];
        let Ok(examples) = fs::read_dir(self.0.join("examples")) else {
            return Ok(packages);
        };
        for example in examples {
            let example = example.context("cannot list the examples")?;
            if example.path().join("guest/Cargo.toml").exists() {
                packages.push(format!("portcullis-example-{}", example.file_name().display()));
            }
        }
        Ok(packages)
    }

    pub(crate) fn has_test_file(&self, group: &str) -> bool {
        let file = |folder| self.0.join(folder).join(group).with_extension("rs");
        TESTS.iter().any(|folder| file(folder).exists())
    }
}
