//! The harness from end to end: every native contender in every role that it plays, for a moment. No time is asserted.

use std::error::Error;
use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

const NATIVE: [&str; 6] = [
    "std",
    "epoll",
    "tokio",
    "process per connection",
    "linear scan",
    "policy",
];

fn bench(arguments: &[&str]) -> Result<Output, Box<dyn Error>> {
    Ok(Command::new(env!("CARGO_BIN_EXE_portcullis-bench"))
        .args(arguments)
        .output()?)
}

fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

#[test]
fn native_contenders_play_every_role() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let json = folder.path().join("results.json");
    let svg = folder.path().join("results.svg");
    let [json, svg] = [&json, &svg].map(|path| path.to_str().expect("temporary folders have plain names"));
    let mut arguments = vec![
        "run",
        "--rounds",
        "1",
        "--seconds",
        "0.01",
        "--json",
        json,
        "--svg",
        svg,
    ];
    arguments.extend(NATIVE.iter().flat_map(|name| ["--contender", name]));
    let output = bench(&arguments)?;
    assert!(output.status.success(), "{}", text(&output.stderr));

    let results: Value = serde_json::from_str(&fs::read_to_string(json)?)?;
    assert_eq!(results["left_out"], Value::Array(Vec::new()));
    let workloads = results["workloads"].as_array().ok_or("no workloads")?;
    assert_eq!(workloads.len(), 23);
    for workload in workloads {
        let entries = workload["entries"].as_array().ok_or("no entries")?;
        // What is asked of Erlang machines is nothing that a native contender does.
        let is_erlang = workload["name"]
            .as_str()
            .is_some_and(|name| name.starts_with("erlang-"));
        assert_eq!(entries.is_empty(), is_erlang, "{workload:#}");
        // OTP need not be installed.
        let is_compared = workload["reference"] != "otp";
        for entry in entries {
            assert_eq!(entry["failure"], Value::Null, "{entry:#}");
            assert!(entry["samples"][0]["operations"].as_u64() > Some(0), "{entry:#}");
            assert!(!is_compared || entry["ratio"].as_f64() > Some(0.0), "{entry:#}");
        }
    }
    assert!(fs::read_to_string(svg)?.starts_with("<svg"));
    Ok(())
}

#[test]
fn a_name_that_nobody_has_is_an_error_that_tells_the_names() -> Result<(), Box<dyn Error>> {
    for (flag, known) in [("--only", "ping-pong"), ("--contender", "tokio")] {
        let output = bench(&["run", flag, "nobody"])?;
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains(known), "{}", text(&output.stderr));
    }
    Ok(())
}
