//! Folders: what the sandbox may see, and where a path leads among them.
//!
//! Each folder has an absolute name; a relative one that the host gave is beneath the first working directory. A path is
//! made absolute and its `..` are taken out as text, so that `..` after a symbolic link leads back to where the link is.

use crate::host::{Errno, Result};
use wasip2::cli::environment;
use wasip2::filesystem::preopens;
use wasip2::filesystem::types::{Descriptor, DescriptorFlags};

/// The folders, and the working directory.
#[derive(Debug)]
pub(super) struct Folders {
    folders: Vec<Folder>,
    cwd: String,
}

/// One folder.
#[derive(Debug)]
pub(super) struct Folder {
    /// Absolute, and without a slash at its end: the root is empty.
    name: String,
    pub(super) descriptor: Descriptor,
    pub(super) writable: bool,
}

/// A path within a folder.
pub(super) struct Place<'a> {
    pub(super) folder: &'a Folder,
    /// Relative to it; `.` for itself.
    pub(super) path: String,
}

impl Folders {
    pub(super) fn preopened() -> Self {
        let cwd = absolute("/", &environment::initial_cwd().unwrap_or_default());
        let folders = preopens::get_directories()
            .into_iter()
            .map(|(descriptor, name)| Folder {
                name: absolute(&cwd, &name),
                writable: descriptor
                    .get_flags()
                    .is_ok_and(|flags| flags.contains(DescriptorFlags::MUTATE_DIRECTORY)),
                descriptor,
            });
        let mut folders: Vec<_> = folders.collect();
        // A folder within another is looked at before it.
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.name.len()));
        Self { folders, cwd }
    }

    /// The working directory, absolute.
    pub(super) fn cwd(&self) -> &str {
        if self.cwd.is_empty() { "/" } else { &self.cwd }
    }

    pub(super) fn set_cwd(&mut self, path: &[u8]) -> Result<()> {
        self.cwd = self.absolute(path)?;
        Ok(())
    }

    /// Where a path leads.
    pub(super) fn place(&self, path: &[u8]) -> Result<Place<'_>> {
        let path = self.absolute(path)?;
        let inside = |folder: &Folder| match path.strip_prefix(&folder.name)? {
            "" => Some(".".to_owned()),
            rest => rest.strip_prefix('/').map(str::to_owned),
        };
        let found = self.folders.iter().find_map(|folder| Some((folder, inside(folder)?)));
        let (folder, path) = found.ok_or(Errno::Enoent)?;
        Ok(Place { folder, path })
    }

    /// The names in a directory that only leads to folders; none if it does not.
    pub(super) fn on_the_way(&self, path: &[u8]) -> Result<Vec<Vec<u8>>> {
        let path = self.absolute(path)?;
        let next = |folder: &Folder| {
            let rest = folder.name.strip_prefix(&path)?.strip_prefix('/')?;
            Some(rest.split('/').next()?.as_bytes().to_vec())
        };
        let mut names: Vec<_> = self.folders.iter().filter_map(next).collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    fn absolute(&self, path: &[u8]) -> Result<String> {
        let path = std::str::from_utf8(path).map_err(|_| Errno::Eilseq)?;
        match path {
            "" => Err(Errno::Enoent),
            _ => Ok(absolute(&self.cwd, path)),
        }
    }
}

/// A path without `.`, `..` and slashes too many; the root is empty.
fn absolute(base: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let base = if path.starts_with('/') { "" } else { base };
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.iter().flat_map(|part| ["/", part]).collect()
}
