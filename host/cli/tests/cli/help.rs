//! Help: what the command says of itself.

use super::process::{end, portcullis};

#[test]
fn help_shows_examples_and_exit_statuses() {
    let help = end(portcullis().arg("--help")).success();
    assert!(
        help.contains("portcullis run --policy policy.toml server.wasm"),
        "{help}"
    );
    assert!(help.contains("portcullis policy check policy.toml"), "{help}");
    assert!(help.contains("connect = [\"tcp://127.0.0.1:5432\"]"), "{help}");
    assert!(help.contains("Exit status"), "{help}");
}

#[test]
fn help_of_run_shows_examples_and_every_exit_status() {
    let help = end(portcullis().args(["run", "--help"])).success();
    assert!(
        help.contains("portcullis run --policy policy.toml server.wasm"),
        "{help}"
    );
    let (_, statuses) = help.split_once("Exit status:").expect("it tells of exit statuses");
    for status in ["1 ", "2 ", "130", "143", "134"] {
        assert!(statuses.contains(status), "{status}: {help}");
    }
    for option in [
        "--policy",
        "--env",
        "--dir",
        "--max-memory",
        "--max-sockets",
        "--max-buffer",
        "--verbose",
    ] {
        assert!(help.contains(option), "{option}: {help}");
    }
}

#[test]
fn help_of_serve_tells_of_the_connection_of_signals_and_of_every_exit_status() {
    let help = end(portcullis().args(["serve", "--help"])).success();
    for part in [
        "descriptor 3",
        "listening on ADDRESS:PORT",
        "guests have 5 seconds to end",
        "accept-from",
    ] {
        assert!(help.contains(part), "{part}: {help}");
    }
    let (_, statuses) = help.split_once("Exit status:").expect("it tells of exit statuses");
    for status in ["1 ", "2 ", "130", "143"] {
        assert!(statuses.contains(status), "{status}: {help}");
    }
    for option in [
        "--listen",
        "--max-instances",
        "--threads",
        "--warm",
        "--timeout",
        "--stdio",
        "--policy",
        "--max-memory",
    ] {
        assert!(help.contains(option), "{option}: {help}");
    }
}

#[test]
fn help_of_policy_check_tells_its_exit_status() {
    let help = end(portcullis().args(["policy", "check", "--help"])).success();
    assert!(
        help.contains("Exit status: 0 if the policy is good, 1 if it is not."),
        "{help}"
    );
}

#[test]
fn the_version_is_that_of_the_command() {
    let version = concat!("portcullis ", env!("CARGO_PKG_VERSION"), "\n");
    for flag in ["--version", "-V"] {
        assert_eq!(end(portcullis().arg(flag)).success(), version);
    }
}

#[test]
fn without_a_command_it_helps() {
    for args in [vec![], vec!["policy"]] {
        let said = end(portcullis().args(args)).failure(2);
        assert!(said.contains("Usage: portcullis"), "{said}");
    }
}
