//! `cargo xtask setup`: a compiler for guests, from rustup or from Debian; and what tests compare with, Erlang and Elixir.

use std::{
    fs,
    process::{Command, Stdio},
};

use anyhow::{Result, ensure};
use portcullis_guest_builder::{Compiler, TARGET};

use crate::step;

/// Install a compiler for guests, unless there is one.
pub(crate) fn setup() -> Result<()> {
    let compiler = match Compiler::find() {
        Ok(compiler) => compiler,
        Err(_) => install()?,
    };
    eprintln!("Guests are compiled by {compiler}.");
    Ok(())
}

/// Install Erlang/OTP and Elixir, unless they are there: the interpreter's tests compare with them.
pub(crate) fn erlang() -> Result<()> {
    if is_there("erlc") && is_there("elixirc") {
        return Ok(());
    }
    eprintln!("There is no Erlang/OTP or no Elixir yet.");
    ensure!(is_there("apt-get"), "install Erlang/OTP and Elixir first");
    debian(&["erlang-nox", "elixir"])
}

fn install() -> Result<Compiler> {
    eprintln!("There is no compiler for {TARGET} yet.");
    // In a Debian container rustup's toolchain is often a pinned one, to which nothing is to be added.
    let rustup = ("rustup", rustup as fn() -> Result<()>);
    let debian = ("apt-get", compiler_of_debian as fn() -> Result<()>);
    for (program, way) in if is_root() { [debian, rustup] } else { [rustup, debian] } {
        if !is_there(program) {
            continue;
        }
        // A way that fails is not the end: the next one may do.
        if let Err(error) = way() {
            eprintln!("{error:#}");
        }
        if let Ok(compiler) = Compiler::find() {
            return Ok(compiler);
        }
    }
    Ok(Compiler::find()?)
}

fn rustup() -> Result<()> {
    step::run(Command::new("rustup").args(["target", "add", TARGET]))
}

fn compiler_of_debian() -> Result<()> {
    debian(&["rustc-web", "rust-web-src"])
}

fn debian(packages: &[&str]) -> Result<()> {
    ensure!(is_root() || is_there("sudo"), "only root may install packages");
    // The lists of packages may be missing, as in a fresh container, or name packages that are gone.
    install_packages(packages).or_else(|_| {
        step::run(apt_get().arg("update"))?;
        install_packages(packages)
    })
}

fn install_packages(packages: &[&str]) -> Result<()> {
    let install = ["install", "--yes", "--no-install-recommends"];
    step::run(apt_get().args(install).args(packages))
}

fn apt_get() -> Command {
    let mut command = Command::new(if is_root() { "env" } else { "sudo" });
    // Another apt may be at work, as on a machine that has just started.
    command.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=300",
    ]);
    command
}

fn is_root() -> bool {
    // The fields of this line are the real, effective, saved and file system user: proc_pid_status(5).
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let users = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    users.and_then(|users| users.split_whitespace().nth(1)) == Some("0")
}

fn is_there(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}
