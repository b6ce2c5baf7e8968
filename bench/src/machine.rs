//! Machine: what the figures were measured on.

use std::fs;
use std::process::Command;
use std::thread;

use serde::{Deserialize, Serialize};

/// Hardware, system, and the versions of what is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Machine {
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) kernel: String,
    pub(crate) rustc: String,
    pub(crate) wasmtime: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) otp: Option<String>,
}

impl Machine {
    /// This one. What it does not tell is unknown.
    pub(crate) fn describe() -> Self {
        let unknown = || "unknown".to_owned();
        Self {
            cpu: cpu().unwrap_or_else(unknown),
            cores: thread::available_parallelism().map_or(1, usize::from),
            kernel: said("uname", &["-sr"]).unwrap_or_else(unknown),
            rustc: said("rustc", &["--version"]).unwrap_or_else(unknown),
            wasmtime: wasmtime().unwrap_or_else(unknown),
            otp: said("erl", &["-noshell", "-eval", OTP]),
        }
    }
}

const OTP: &str = "io:put_chars(erlang:system_info(otp_release)), halt().";

fn cpu() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// The engine does not say its version; the lock file does.
fn wasmtime() -> Option<String> {
    let lock = include_str!("../../Cargo.lock");
    let (_, package) = lock.split_once("name = \"wasmtime\"\nversion = \"")?;
    Some(package.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_is_known_by_its_version() {
        assert!(wasmtime().unwrap().starts_with(|first: char| first.is_ascii_digit()));
    }
}
