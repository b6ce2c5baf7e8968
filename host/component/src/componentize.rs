//! A component, made of a core module and the component type it carries.

use wasmparser::Parser;
use wit_component::{ComponentEncoder, metadata};

use crate::{Error, imports::Imports, preview1};

/// Make a component of a core module. A component is returned as it is.
///
/// # Errors
///
/// [`Error`] says what the module lacks.
pub fn componentize(wasm: Vec<u8>) -> Result<Vec<u8>, Error> {
    if Parser::is_component(&wasm) {
        return Ok(wasm);
    }
    if !Parser::is_core_wasm(&wasm) {
        return Err(Error::NotWasm);
    }
    let imports = Imports::of(&wasm)?;
    let (typed, bindings) = metadata::decode(&wasm).map_err(Error::encode)?;
    // A preview-1 program needs no type of its own: the adapter brings one.
    if typed.is_none() && !imports.preview1() {
        return Err(Error::NoComponentType);
    }
    encode(&wasm, &imports).map_err(|error| match imports.first_without_provider(&bindings) {
        Some(import) => Error::NoProvider {
            module: import.module.clone(),
            name: import.name.clone(),
        },
        None => error,
    })
}

fn encode(wasm: &[u8], imports: &Imports) -> Result<Vec<u8>, Error> {
    let mut encoder = ComponentEncoder::default()
        .module(wasm)
        .map_err(Error::encode)?
        .validate(true);
    if imports.preview1() {
        encoder = encoder
            .adapter(preview1::NAME, preview1::adapter(wasm)?)
            .map_err(Error::encode)?;
    }
    encoder.encode().map_err(Error::encode)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wit_component::{StringEncoding, embed_component_metadata};
    use wit_parser::Resolve;

    const RUN: &str = r#"(func (export "wasi:cli/run@0.2.0#run") (result i32) i32.const 0)"#;
    const PRINT: &str = r#"(import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1)"#;

    #[test]
    fn what_is_not_wasm_is_refused() {
        assert!(matches!(componentize(b"fn main() {}".to_vec()), Err(Error::NotWasm)));
        assert!(matches!(componentize(Vec::new()), Err(Error::NotWasm)));
    }

    #[test]
    fn a_damaged_module_is_refused() {
        let mut wasm = core(RUN);
        wasm.truncate(wasm.len() - 1);
        assert!(matches!(componentize(wasm), Err(Error::Encode(_))));
    }

    #[test]
    fn a_component_stays_as_it_is() {
        let component = wat::parse_str("(component)").unwrap();
        assert_eq!(componentize(component.clone()).unwrap(), component);
    }

    #[test]
    fn a_module_needs_a_component_type() {
        assert!(matches!(componentize(core(RUN)), Err(Error::NoComponentType)));
    }

    #[test]
    fn a_module_with_a_component_type_becomes_a_component() {
        let component = componentize(typed(RUN)).unwrap();
        assert!(Parser::is_component(&component));
        assert!(contains(&component, "wasi:cli/run@0.2.0"));
    }

    #[test]
    fn a_module_may_leave_an_import_of_its_type_unused() {
        assert!(!contains(&componentize(typed(RUN)).unwrap(), "portcullis:net/inet"));
    }

    #[test]
    fn an_import_that_nobody_provides_is_named() {
        let wasm = typed(&format!(r#"(import "env" "sleep" (func)) {RUN}"#));
        let error = componentize(wasm).unwrap_err();
        assert!(
            matches!(&error, Error::NoProvider { module, name } if module == "env" && name == "sleep"),
            "{error}"
        );
    }

    #[test]
    fn a_function_that_its_interface_lacks_is_an_error_of_encoding() {
        let wasm = typed(&format!(
            r#"(import "portcullis:net/inet@0.1.0" "teleport" (func)) {RUN}"#
        ));
        let error = componentize(wasm).unwrap_err();
        assert!(matches!(error, Error::Encode(_)), "{error}");
    }

    #[test]
    fn a_preview_1_program_becomes_a_command() {
        let wasm = core(&format!(r#"{PRINT} (func (export "_start"))"#));
        assert!(contains(&componentize(wasm).unwrap(), "wasi:cli/run@"));
    }

    #[test]
    fn a_preview_1_library_exports_what_its_type_says() {
        let component = componentize(typed(&format!("{PRINT} {RUN}"))).unwrap();
        assert!(contains(&component, "wasi:cli/run@0.2.0"));
    }

    fn core(body: &str) -> Vec<u8> {
        wat::parse_str(format!("(module {body})")).unwrap()
    }

    fn typed(body: &str) -> Vec<u8> {
        let wit = "
            package portcullis:net@0.1.0;
            interface inet { hostname: func() -> string; }
            world command { import inet; export wasi:cli/run@0.2.0; }
            package wasi:cli@0.2.0 { interface run { run: func() -> result; } }
        ";
        let mut resolve = Resolve::default();
        let package = resolve.push_str("command.wit", wit).unwrap();
        let world = resolve.select_world(&[package], Some("command")).unwrap();
        let mut wasm = core(body);
        embed_component_metadata(&mut wasm, &resolve, world, StringEncoding::UTF8).unwrap();
        wasm
    }

    fn contains(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }
}
