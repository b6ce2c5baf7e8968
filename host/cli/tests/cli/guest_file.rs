//! Guest file: what can be run, and what is said of that which cannot.

use super::folder::Folder;
use super::guest;
use super::process::{end, run};
use std::path::Path;
use wit_component::{StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// A core module of WASI preview 1, as a C compiler leaves it.
const PREVIEW_1: &str = r#"(module
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 0) "\08\00\00\00\06\00\00\00hello\n")
    (func (export "_start")
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
        (call $exit (i32.const 7))))"#;

/// The world of [`typed`] for a command.
pub(crate) const COMMAND_WORLD: &str = "export wasi:cli/run@0.2.0;";

const COMMAND: &str = r#"(func (export "wasi:cli/run@0.2.0#run") (result i32) i32.const 1)"#;

#[test]
fn a_component_runs() {
    assert_eq!(end(run().args([guest::ENDS_AS_TOLD, "well"])).success(), "");
}

#[test]
fn a_core_module_with_a_component_type_runs() {
    let module = typed(COMMAND_WORLD, COMMAND);
    let file = Folder::of("a_core_module_with_a_component_type_runs").file("fails.wasm", module);
    assert_eq!(end(run().arg(file)).failure(1), "");
}

#[test]
fn a_core_module_of_preview_1_runs() {
    let module = wat::parse_str(PREVIEW_1).unwrap();
    let file = Folder::of("a_core_module_of_preview_1_runs").file("hello.wasm", module);
    let ended = end(run().arg(file));
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("hello\n", ""));
    // The adapter from preview 1 has no other status for a failure.
    assert_eq!(ended.status, 1);
}

#[test]
fn a_file_that_is_not_there_is_no_guest() {
    says(
        Path::new("no/such.wasm"),
        &["cannot run no/such.wasm", "No such file or directory"],
    );
}

#[test]
fn a_folder_is_no_guest() {
    let folder = Folder::of("a_folder_is_no_guest");
    says(folder.path(), &["cannot run", "a_folder_is_no_guest", "Is a directory"]);
}

#[test]
fn what_is_not_wasm_is_no_guest() {
    let folder = Folder::of("what_is_not_wasm_is_no_guest");
    for (name, bytes) in [("empty.wasm", &b""[..]), ("elf.wasm", b"\x7fELF\x02\x01\x01")] {
        says(&folder.file(name, bytes), &[name, "this is not WebAssembly"]);
    }
}

#[test]
fn wasm_as_text_is_told_to_become_binary() {
    let file = Folder::of("wasm_as_text_is_told_to_become_binary").file("guest.wat", PREVIEW_1);
    let what = [
        "this is WebAssembly as text (.wat); a guest is binary",
        "wasm-tools parse",
    ];
    says(&file, &what);
}

#[test]
fn a_core_module_without_a_type_is_told_what_it_lacks() {
    let module = wat::parse_str(r#"(module (func (export "run")))"#).unwrap();
    let file = Folder::of("a_core_module_without_a_type_is_told_what_it_lacks").file("core.wasm", module);
    says(
        &file,
        &[
            "the core module carries no component type",
            "build it with portcullis-guest",
        ],
    );
}

#[test]
fn a_damaged_file_is_said_to_be_damaged() {
    let folder = Folder::of("a_damaged_file_is_said_to_be_damaged");
    let component = std::fs::read(guest::ENDS_AS_TOLD).unwrap();
    let half = folder.file("half.wasm", &component[..component.len() / 2]);
    says(&half, &["the component is damaged, or uses what is not supported"]);
    let module = typed(COMMAND_WORLD, COMMAND);
    let half = folder.file("half-core.wasm", &module[..module.len() / 2]);
    says(&half, &["the core module cannot become a component"]);
}

#[test]
fn a_component_that_is_no_command_is_told_so() {
    let folder = Folder::of("a_component_that_is_no_command_is_told_so");
    let nothing = folder.file("nothing.wasm", wat::parse_str("(component)").unwrap());
    says(
        &nothing,
        &["it exports nothing", "its world exports `wasi:cli/run@0.2`"],
    );
    let add = r#"(func (export "add") (param i32 i32) (result i32) local.get 0)"#;
    let library = folder.file("library.wasm", typed("export add: func(a: s32, b: s32) -> s32;", add));
    says(
        &library,
        &["it exports add, but not wasi:cli/run@0.2: is it a library?"],
    );
}

#[test]
fn imports_that_nobody_provides_are_all_named() {
    let folder = Folder::of("imports_that_nobody_provides_are_all_named");
    let imports = r#"(import "acme:db/query@0.1.0" "rows" (func)) (import "acme:db/log@0.1.0" "write" (func))"#;
    let world = "import acme:db/query@0.1.0; import acme:db/log@0.1.0; export wasi:cli/run@0.2.0;";
    let guest = folder.file("db.wasm", typed(world, &format!("{imports} {COMMAND}")));
    let said = says(
        &guest,
        &["nothing provides what it imports", "a guest has portcullis:net 0.1"],
    );
    for import in ["acme:db/query@0.1.0", "acme:db/log@0.1.0"] {
        assert!(said.contains(import), "{said}");
    }
}

#[test]
fn a_core_import_that_nobody_provides_is_named() {
    let module = typed(COMMAND_WORLD, &format!(r#"(import "env" "sleep" (func)) {COMMAND}"#));
    let file = Folder::of("a_core_import_that_nobody_provides_is_named").file("env.wasm", module);
    says(&file, &["nothing provides the import `env` `sleep`"]);
}

/// The file is refused with all of these words; what was said.
#[track_caller]
fn says(file: &Path, words: &[&str]) -> String {
    let said = end(run().arg(file)).failure(1);
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
    said
}

/// A core module that carries the type of a world.
pub(crate) fn typed(world: &str, body: &str) -> Vec<u8> {
    let wit = format!(
        "package test:guest;
         world guest {{ {world} }}
         package wasi:cli@0.2.0 {{ interface run {{ run: func() -> result; }} }}
         package acme:db@0.1.0 {{ interface query {{ rows: func(); }} interface log {{ write: func(); }} }}"
    );
    let mut resolve = Resolve::default();
    let package = resolve.push_str("guest.wit", &wit).unwrap();
    let world = resolve.select_world(&[package], Some("guest")).unwrap();
    let mut wasm = wat::parse_str(format!("(module {body})")).unwrap();
    embed_component_metadata(&mut wasm, &resolve, world, StringEncoding::UTF8).unwrap();
    wasm
}
