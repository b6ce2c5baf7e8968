//! Builds the interpreter for the sandbox, makes a component of it and, if that is wished, machine code of the component.

#[cfg(feature = "precompiled")]
#[path = "src/engine.rs"]
#[expect(unreachable_pub, reason = "it is the library's, and public there")]
mod engine;

use anyhow::{Context, Result, anyhow};
use portcullis_component::componentize;
use portcullis_guest_builder::Builder;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

/// What the interpreter is made of.
const SOURCES: &[&str] = &["Cargo.lock", "Cargo.toml", "guest/beam/Cargo.toml", "guest/beam/src"];

const PACKAGE: &str = "portcullis-beam";

fn main() -> ExitCode {
    let Err(error) = build() else { return ExitCode::SUCCESS };
    // What an inner cargo said stands above, so the reason comes last and without a backtrace.
    eprintln!("error: {error:#}");
    ExitCode::FAILURE
}

fn build() -> Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").context("cargo sets OUT_DIR")?);
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .context("the package is two folders deep")?;
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", workspace.join(source).display());
    }
    println!("cargo::rerun-if-env-changed=CARGO_TARGET_DIR");

    let programs = Builder::new(workspace)?.build(&[PACKAGE])?;
    let program = programs.first().with_context(|| format!("{PACKAGE} has no program"))?;
    let module = fs::read(&program.module).with_context(|| format!("cannot read {}", program.module.display()))?;
    let component = componentize(module).context(PACKAGE)?;
    let compiled =
        compile(&component).map_err(|error| anyhow!("cannot make machine code of the interpreter: {error:#}"))?;
    fs::write(out.join("beam.wasm"), component).context("cannot write the component")?;
    fs::write(out.join("beam.cwasm"), compiled).context("cannot write the machine code")
}

/// Machine code for the target: for this very processor, if that is where it will run.
#[cfg(feature = "precompiled")]
fn compile(component: &[u8]) -> wasmtime::Result<Vec<u8>> {
    let mut config = wasmtime::Config::new();
    engine::configure(&mut config);
    let target = env::var("TARGET")?;
    if env::var("HOST")? != target {
        config.target(&target)?;
    }
    wasmtime::Engine::new(&config)?.precompile_component(component)
}

/// Nothing: it is compiled where it runs.
#[cfg(not(feature = "precompiled"))]
fn compile(_component: &[u8]) -> Result<Vec<u8>> {
    Ok(Vec::new())
}
