//! Groups of guests: those that one test file tests.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::{Result, bail};

use crate::workspace::Workspace;

/// The guests of each test file, by the name of the file.
#[derive(Default)]
pub(crate) struct Groups(pub(crate) BTreeMap<String, Vec<Guest>>);

pub(crate) struct Guest {
    /// The name of its test.
    pub(crate) test: String,
    pub(crate) component: PathBuf,
}

impl Groups {
    /// Put a guest into the group that its name begins with.
    pub(crate) fn add(&mut self, program: &str, component: PathBuf, workspace: &Workspace) -> Result<()> {
        let name = program.trim_start_matches("portcullis-").replace('-', "_");
        let mut splits = name.rmatch_indices('_').map(|(at, _)| (&name[..at], &name[at + 1..]));
        let Some((group, test)) = splits.find(|(group, _)| workspace.has_test_file(group)) else {
            bail!(
                "guest {name} has no test: its name must begin with that of a test file, \
                 as socket_echoes begins with tests/tests/socket.rs"
            );
        };
        self.0.entry(group.to_owned()).or_default().push(Guest {
            test: test.to_owned(),
            component,
        });
        Ok(())
    }
}
