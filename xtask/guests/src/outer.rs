//! The outer cargo: what it told a build script or `cargo run`, and what an inner cargo must not hear.

use std::{env, process::Command};

/// Let `cargo` inherit no setting that was meant for another build than the guests'.
///
/// Settings about the network, the terminal, the registry and the toolchain stay.
pub(crate) fn forget(cargo: &mut Command) {
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_of_another_build) {
            cargo.env_remove(name);
        }
    }
}

fn is_of_another_build(name: &str) -> bool {
    NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

const NAMES: &[&str] = &[
    "CARGO",
    // Flags of the host's compiler: a guest's linker would choke on them, and std be built anew whenever they change.
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "RUSTFLAGS",
    // Where and for what the outer build compiles.
    "CARGO_BUILD_BUILD_DIR",
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_TARGET_DIR",
    "HOST",
    "OUT_DIR",
    "TARGET",
    "DEBUG",
    "OPT_LEVEL",
    "PROFILE",
    // Job slots of a job server whose pipes are not ours to hold.
    "CARGO_MAKEFLAGS",
    "MAKEFLAGS",
    "MFLAGS",
    "NUM_JOBS",
    // Clippy takes the compiler's place for the crates of a workspace; guests are to be compiled.
    "CLIPPY_ARGS",
    "RUSTC",
    "RUSTC_LINKER",
    "RUSTC_WORKSPACE_WRAPPER",
    "RUSTDOC",
    "__CARGO_DEFAULT_LIB_METADATA",
];

const PREFIXES: &[&str] = &[
    "CARGO_CFG_",
    "CARGO_FEATURE_",
    "CARGO_MANIFEST_",
    "CARGO_PKG_",
    "CARGO_PROFILE_",
    "DEP_",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_another_build_are_forgotten() {
        for name in [
            "RUSTFLAGS",
            "CARGO_MAKEFLAGS",
            "RUSTC_WORKSPACE_WRAPPER",
            "CARGO_CFG_UNIX",
            "TARGET",
        ] {
            assert!(is_of_another_build(name), "{name}");
        }
    }

    #[test]
    fn settings_of_the_user_stay() {
        for name in [
            "CARGO_HOME",
            "CARGO_NET_OFFLINE",
            "CARGO_TERM_COLOR",
            "RUSTUP_TOOLCHAIN",
            "RUSTC_WRAPPER",
            "PATH",
        ] {
            assert!(!is_of_another_build(name), "{name}");
        }
    }
}
