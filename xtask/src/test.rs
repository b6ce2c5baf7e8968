//! `cargo xtask test`: every test of the workspace, and those of the contract in both manners of waiting.

use anyhow::Result;

use crate::step;

/// Tests whose guests wait for sockets.
const WAITING: [&str; 9] = [
    "gen_tcp", "gen_udp", "inet", "leak", "leaks", "limits", "net", "poll", "socket",
];

pub(crate) fn test(arguments: &[String]) -> Result<()> {
    step::run(step::cargo("test").args(["--workspace", "--locked"]).args(arguments))?;
    if !arguments.is_empty() {
        return Ok(());
    }
    println!("Once more, each guest on a thread of its own.");
    let mut tests = step::cargo("test");
    tests
        .args(["--workspace", "--locked"])
        .args(WAITING.iter().flat_map(|test| ["--test", test]))
        .env("PORTCULLIS_TEST_WAIT", "thread");
    step::run(&mut tests)
}
