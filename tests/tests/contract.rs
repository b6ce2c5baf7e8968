//! The contract and the host agree: each function of `wit/` is in the linker, with its type.

use wasmtime::component::{Component, Linker};
use wasmtime::{Config, Engine};
use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{LiftLowerAbi, ManglingAndAbi, Resolve};

struct State(portcullis::Ctx);

impl portcullis::View for State {
    fn portcullis(&mut self) -> &mut portcullis::Ctx {
        &mut self.0
    }
}

#[test]
fn every_function_of_the_contract_is_linked_with_its_type() {
    let engine = Engine::new(&Config::new()).unwrap();
    let component = Component::new(&engine, component_that_imports_all()).unwrap();
    let mut linker = Linker::<State>::new(&engine);
    portcullis::add_to_linker(&mut linker).unwrap();
    linker.instantiate_pre(&component).unwrap();
}

#[test]
fn the_contract_is_linked_once() {
    let mut linker = Linker::<State>::new(&Engine::default());
    portcullis::add_to_linker(&mut linker).unwrap();
    assert!(portcullis::add_to_linker(&mut linker).is_err());
}

fn component_that_imports_all() -> Vec<u8> {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_dir("../wit").unwrap();
    let world = resolve.select_world(&[package], Some("imports")).unwrap();
    let mut module = dummy_module(&resolve, world, ManglingAndAbi::Legacy(LiftLowerAbi::Sync));
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
    ComponentEncoder::default().module(&module).unwrap().encode().unwrap()
}
