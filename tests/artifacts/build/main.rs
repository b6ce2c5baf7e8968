//! Builds the guests, makes components of them and writes the macro `guests!`.

mod generate;
mod group;
mod workspace;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use portcullis_component::componentize;
use portcullis_guest_builder::{Builder, Program};

use crate::{group::Groups, workspace::Workspace};

fn main() -> ExitCode {
    let Err(error) = build() else { return ExitCode::SUCCESS };
    // What an inner cargo said stands above, so the reason comes last and without a backtrace.
    eprintln!("error: {error:#}");
    ExitCode::FAILURE
}

fn build() -> Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").context("cargo sets OUT_DIR")?);
    let workspace = Workspace::around(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    workspace.watch();

    let mut groups = Groups::default();
    for program in Builder::new(workspace.root())?.build(&workspace.guest_packages()?)? {
        let component = write_component(&program, &out)?;
        groups.add(&program.name, component, &workspace)?;
    }
    fs::write(out.join("guests.rs"), generate::guests(&groups)).context("cannot write the macro")
}

fn write_component(program: &Program, out: &Path) -> Result<PathBuf> {
    let module = fs::read(&program.module).with_context(|| format!("cannot read {}", program.module.display()))?;
    let component = componentize(module).with_context(|| format!("guest {}", program.name))?;
    let path = out.join(&program.name).with_extension("component.wasm");
    fs::write(&path, component).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}
