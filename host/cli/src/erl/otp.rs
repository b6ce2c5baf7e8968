//! OTP: where this machine has it.

use super::error::ErlError;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// An installation of Erlang/OTP.
#[derive(Debug)]
pub(super) struct Otp {
    root: PathBuf,
}

/// Where Debian has it.
const USUAL: &str = "/usr/lib/erlang";

/// Applications that no system starts without.
const NEEDED: [&str; 2] = ["kernel", "stdlib"];

impl Otp {
    /// The one in a folder, or that of the `erl` on the PATH, or the usual one.
    pub(super) fn find(folder: Option<&Path>) -> Result<Self, ErlError> {
        if let Some(folder) = folder {
            return Self::at(folder);
        }
        let erl = on_the_path("erl");
        let of_erl = erl.as_deref().and_then(|erl| beside(erl).or_else(|| told_by(erl)));
        of_erl
            .or_else(|| Self::at(Path::new(USUAL)).ok())
            .ok_or(ErlError::NoOtp)
    }

    fn at(folder: &Path) -> Result<Self, ErlError> {
        let unreadable = |source| ErlError::Unreadable {
            file: folder.to_owned(),
            source,
        };
        let root = folder.canonicalize().map_err(unreadable)?;
        for missing in NEEDED {
            if !has_application(&root, missing) {
                return Err(ErlError::NotOtp { folder: root, missing });
            }
        }
        Ok(Self { root })
    }

    /// Its folder, absolute and without links.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// One of its programs.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.root.join("bin").join(name)
    }
}

/// The folder of an `erl` that is one of OTP's own: ROOT/bin/erl, or ROOT/erts-VERSION/bin/erl.
fn beside(erl: &Path) -> Option<Otp> {
    let erl = erl.canonicalize().ok()?;
    erl.ancestors().skip(2).take(2).find_map(|folder| Otp::at(folder).ok())
}

/// What an `erl` says of itself that is a script of a version manager.
fn told_by(erl: &Path) -> Option<Otp> {
    let told = Command::new(erl)
        .args(["-noshell", "-eval", "io:put_chars(code:root_dir()), halt()."])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    Otp::at(Path::new(&OsString::from_vec(told.stdout))).ok()
}

fn on_the_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Whether there is lib/NAME-VERSION, or lib/NAME as in a source tree.
fn has_application(root: &Path, name: &str) -> bool {
    let Ok(folders) = fs::read_dir(root.join("lib")) else {
        return false;
    };
    folders.flatten().any(|folder| {
        let found = folder.file_name();
        let found = found.to_string_lossy();
        found.split_once('-').map_or(&*found, |(application, _)| application) == name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_none_is_refused() {
        let empty = tempfile::tempdir().unwrap();
        assert!(matches!(
            Otp::find(Some(empty.path())),
            Err(ErlError::NotOtp { missing: "kernel", .. })
        ));
        assert!(matches!(
            Otp::find(Some(&empty.path().join("no"))),
            Err(ErlError::Unreadable { .. })
        ));
    }

    #[test]
    fn an_installation_is_known_by_its_applications() {
        let root = tempfile::tempdir().unwrap();
        for folder in ["lib/kernel-8.5.3", "lib/stdlib", "erts-13.1/bin"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        let erl = root.path().join("erts-13.1/bin/erl");
        fs::write(&erl, "").unwrap();
        assert_eq!(beside(&erl).unwrap().root(), root.path().canonicalize().unwrap());
    }
}
