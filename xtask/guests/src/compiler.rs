//! Compilers that can make guests: the active toolchain's, or Debian's second one.

use std::{
    env,
    ffi::{OsStr, OsString},
    fmt, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Error;

/// The target of every guest. It imports nothing by itself, so that a guest imports only what it uses.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A compiler for [`TARGET`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compiler {
    /// That of the active toolchain, which has the target's std.
    Active {
        /// The compiler.
        rustc: OsString,
    },
    /// That of Debian's `rustc-web`, which has no std for the target and builds it from `rust-web-src`.
    Debian {
        /// The sources of std.
        library: PathBuf,
        /// A linker for Wasm. Debian's compiler brings none, the active toolchain does.
        linker: PathBuf,
    },
}

impl Compiler {
    /// Find a compiler; the active toolchain's comes first.
    ///
    /// # Errors
    ///
    /// [`Error::NoCompiler`] says what to install.
    pub fn find() -> Result<Self, Error> {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        active(&rustc).or_else(|| debian(&rustc)).ok_or(Error::NoCompiler)
    }

    /// Let `cargo` compile guests with this compiler.
    pub(crate) fn configure(&self, cargo: &mut Command) {
        match self {
            Self::Active { rustc } => {
                cargo.env("RUSTC", rustc);
            }
            Self::Debian { library, linker } => {
                cargo
                    .env("RUSTC", DEBIAN_RUSTC)
                    .env("RUSTC_BOOTSTRAP", "1")
                    // The sources are not where rustup would put them; this variable is cargo's only way to be told.
                    .env("__CARGO_TESTS_ONLY_SRC_ROOT", library)
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                    .arg("-Zbuild-std=std,panic_abort");
            }
        }
    }
}

impl fmt::Display for Compiler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Active { rustc } => write!(f, "{}, of the active toolchain", rustc.display()),
            Self::Debian { library, .. } => write!(f, "{DEBIAN_RUSTC}, with the std of {}", library.display()),
        }
    }
}

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

fn active(rustc: &OsStr) -> Option<Compiler> {
    let libraries = output(rustc, &["--print", "target-libdir", "--target", TARGET])?;
    // A toolchain names the folder whether or not the target is installed.
    let mut files = fs::read_dir(libraries).ok()?;
    files.next().map(|_| Compiler::Active {
        rustc: rustc.to_owned(),
    })
}

fn debian(active: &OsStr) -> Option<Compiler> {
    let version = version(&output(DEBIAN_RUSTC.as_ref(), &["--version"])?)?;
    // Debian's first compiler has the same name and may be years older.
    if minor(&version)? < minor(env!("CARGO_PKG_RUST_VERSION"))? {
        return None;
    }
    let library = PathBuf::from(format!("/usr/src/rustc-{version}/library"));
    let linker = linker(active)?;
    (library.join("std").is_dir() && linker.is_file()).then_some(Compiler::Debian { library, linker })
}

fn linker(rustc: &OsStr) -> Option<PathBuf> {
    let host = output(rustc, &["--print", "host-tuple"])?;
    let sysroot = output(rustc, &["--print", "sysroot"])?;
    Some(Path::new(&sysroot).join("lib/rustlib").join(host).join("bin/rust-lld"))
}

fn output(program: &OsStr, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim_end().to_owned())
}

/// `1.96.0` of `rustc 1.96.0 (ac68faa20 2026-05-25)`.
fn version(text: &str) -> Option<String> {
    text.split_whitespace().nth(1).map(str::to_owned)
}

/// 96 of `1.96.0` and of `1.96`.
fn minor(version: &str) -> Option<u32> {
    version.strip_prefix("1.")?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_what_the_compiler_says() {
        let version = version("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)").unwrap();
        assert_eq!((version.as_str(), minor(&version)), ("1.96.0", Some(96)));
        assert_eq!(minor("1.95"), Some(95));
    }

    #[test]
    fn a_compiler_that_is_not_there_is_not_found() {
        assert_eq!(active("no-such-rustc".as_ref()), None);
        assert_eq!(debian("no-such-rustc".as_ref()), None);
    }
}
