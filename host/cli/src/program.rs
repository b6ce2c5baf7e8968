//! Program: a guest's file, compiled, and linked with what it imports.

use crate::guest_error::{GuestError, Problem};
use crate::state::State;
use std::fs;
use std::path::Path;
use wasmtime::Engine;
use wasmtime::component::types::{Component as ComponentType, ComponentItem};
use wasmtime::component::{Component, Linker};
use wasmtime_wasi::p2::bindings::CommandPre;

/// Load a component, or a core module that can be made one.
pub(crate) fn load(engine: &Engine, file: &Path) -> Result<CommandPre<State>, GuestError> {
    compile_and_link(engine, file).map_err(|problem| GuestError::new(file, problem))
}

fn compile_and_link(engine: &Engine, file: &Path) -> Result<CommandPre<State>, Problem> {
    let bytes = fs::read(file).map_err(Problem::Unreadable)?;
    let is_text = bytes.trim_ascii_start().starts_with(b"(");
    let bytes = portcullis_component::componentize(bytes).map_err(|error| Problem::of_module(error, is_text))?;
    let component = Component::from_binary(engine, &bytes).map_err(Problem::invalid)?;
    check_exports(&component.component_type(), engine)?;
    link(engine, &component)
}

/// The interpreter that is built in, which is a command and fits.
pub(crate) fn erlang(engine: &Engine) -> Result<CommandPre<State>, Problem> {
    let component = portcullis_erlang::load(engine).map_err(Problem::invalid)?;
    link(engine, &component)
}

fn check_exports(component: &ComponentType, engine: &Engine) -> Result<(), Problem> {
    let exports: Vec<_> = component.exports(engine).map(|(name, _)| name.to_owned()).collect();
    match exports.iter().any(|name| name.starts_with("wasi:cli/run@0.2.")) {
        true => Ok(()),
        false => Err(Problem::NoCommand(exports)),
    }
}

fn link(engine: &Engine, component: &Component) -> Result<CommandPre<State>, Problem> {
    let mut linker = Linker::new(engine);
    wasmtime_wasi::p2::add_to_linker_async(&mut linker).map_err(Problem::misfit)?;
    portcullis::add_to_linker(&mut linker).map_err(Problem::misfit)?;
    linker
        .instantiate_pre(component)
        .and_then(CommandPre::new)
        .map_err(|error| match missing(&component.component_type(), engine) {
            missing if missing.is_empty() => Problem::misfit(error),
            missing => Problem::NoProvider(missing),
        })
}

/// Packages that the linker provides. It can only say which import it misses first, and a guest's author wants to know all.
const PROVIDED: [(&str, &str); 7] = [
    ("portcullis:net/", "@0.1."),
    ("wasi:cli/", "@0.2."),
    ("wasi:clocks/", "@0.2."),
    ("wasi:filesystem/", "@0.2."),
    ("wasi:io/", "@0.2."),
    ("wasi:random/", "@0.2."),
    ("wasi:sockets/", "@0.2."),
];

fn missing(component: &ComponentType, engine: &Engine) -> Vec<String> {
    let needed = component
        .imports(engine)
        .filter(|(_, import)| needs_provider(&import.ty, engine));
    let names = needed.map(|(name, _)| name);
    let is_provided = |name: &str| {
        PROVIDED
            .iter()
            .any(|(package, version)| name.starts_with(package) && name.contains(version))
    };
    names.filter(|name| !is_provided(name)).map(str::to_owned).collect()
}

/// An interface that holds only types is there by being named.
fn needs_provider(item: &ComponentItem, engine: &Engine) -> bool {
    match item {
        ComponentItem::Type(_) => false,
        ComponentItem::ComponentInstance(instance) => instance
            .exports(engine)
            .any(|(_, export)| needs_provider(&export.ty, engine)),
        _ => true,
    }
}
