//! How a guest ended: the exit status, and what is said of a trap.

use super::folder::Folder;
use super::guest;
use super::guest_file::{COMMAND_WORLD, typed};
use super::process::{Process, end, portcullis, run};
use std::io::pipe;
use std::path::Path;

#[test]
pub(crate) fn ends_as_told() {
    for (manner, status) in [("well", 0), ("0", 0), ("badly", 1), ("42", 42), ("255", 255)] {
        let ended = end(run().args([guest::ENDS_AS_TOLD, manner]));
        assert_eq!((ended.status, ended.stdout.as_str()), (status, ""), "{ended:?}");
        assert_eq!(ended.stderr, "", "{manner}");
    }
}

#[test]
fn a_trap_is_told_with_its_reason_and_its_place() {
    let said = end(run().args([guest::ENDS_AS_TOLD, "panic"])).failure(134);
    let (guests, ours) = said.split_once("portcullis: ").expect("an obituary");
    assert!(guests.contains("cli_ends_as_told.rs:"), "{said}");
    assert!(guests.contains("this guest is at its wits' end"), "{said}");
    let mut lines = ours.lines();
    assert_eq!(
        lines.next(),
        Some("the guest trapped: wasm `unreachable` instruction executed")
    );
    assert!(lines.any(|frame| frame.contains("cli_ends_as_told")), "{said}");
}

/// WebAssembly's own traps, each by its name; the first of them even before the guest's `run`.
#[test]
fn every_trap_is_told_by_its_name() {
    let folder = Folder::of("every_trap_is_told_by_its_name");
    let run_with = |body: &str| format!(r#"(func $run (export "wasi:cli/run@0.2.0#run") (result i32) {body})"#);
    for (name, body) in [
        (
            "wasm `unreachable` instruction executed",
            format!("(func $start unreachable) (start $start) {}", run_with("i32.const 0")),
        ),
        ("call stack exhausted", run_with("(i32.add (call $run) (call $run))")),
        (
            "integer divide by zero",
            run_with("(i32.div_u (i32.const 1) (i32.const 0))"),
        ),
        (
            "out of bounds memory access",
            format!("(memory 1) {}", run_with("(i32.load (i32.const -1))")),
        ),
    ] {
        let file = folder.file("trap.wasm", typed(COMMAND_WORLD, &body));
        let said = end(run().arg(file)).failure(134);
        let first = said.lines().next().unwrap_or_default();
        assert!(first.starts_with("portcullis: the guest trapped: "), "{said}");
        assert!(first.ends_with(name), "{said}");
    }
}

#[test]
fn a_command_line_that_cannot_be_read_is_status_2() {
    for (wrong, what) in [
        (vec!["--polices", "x", "guest.wasm"], "--polic"),
        (vec!["--max-memory", "much", "guest.wasm"], "write a number of bytes"),
        (vec!["--max-sockets", "many", "guest.wasm"], "--max-sockets"),
        (vec!["--env", "GREETING", "guest.wasm"], "write KEY=VALUE"),
        (vec!["--dir", "::", "guest.wasm"], "a folder has a name"),
        (vec![], "GUEST.wasm"),
    ] {
        let said = end(run().args(&wrong)).failure(2);
        assert!(said.contains(what), "{wrong:?}: {said}");
    }
}

/// The reader of a pipe may go: to the guest that is an error, and to the host nothing at all.
#[test]
pub(crate) fn prints_until_nobody_reads() {
    let mut guest = Process::start(run().arg(guest::PRINTS_UNTIL_NOBODY_READS));
    assert_eq!(guest.line(), "and again");
    guest.stop_reading();
    let ended = guest.end();
    assert_eq!((ended.status, ended.stderr.as_str()), (0, "broken pipe\n"));
}

#[test]
fn a_closed_pipe_is_no_reason_to_panic() {
    let folder = Folder::of("a_closed_pipe_is_no_reason_to_panic");
    let bad = folder.file("bad.toml", "version = 1\n[[allow]]\nconect = []\n");
    let good = folder.file("good.toml", "version = 1\n");
    let check = |file: &Path| {
        let mut command = portcullis();
        command.args(["policy", "check"]).arg(file);
        command
    };
    let told = |manner: &str| {
        let mut command = run();
        command.args(["-v", guest::ENDS_AS_TOLD, manner]);
        command
    };
    let refused = || {
        let mut command = run();
        command.args(["-v", guest::EXPLAINS_THE_FIRST_REFUSAL, "connect 127.0.0.1 1"]);
        command
    };
    let mut help = portcullis();
    help.arg("--help");
    for (mut command, status) in [
        (help, 0),
        (check(&good), 0),
        (check(&bad), 1),
        (told("panic"), 134),
        (refused(), 134),
    ] {
        let (_, stdout) = pipe().unwrap();
        let (_, stderr) = pipe().unwrap();
        let ended = end(command.stdout(stdout).stderr(stderr));
        assert_eq!(ended.status, status, "{command:?}");
    }
}
