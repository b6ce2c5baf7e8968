//! Published: the README's table and picture are those of the results beside them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Have the benchmark write into a file, and compare it with the one that is published.
#[track_caller]
fn is_that_of_the_results(command: &str, published: &str) {
    let published = project().join(published);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(published.file_name().unwrap());
    fs::copy(&published, &file).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_portcullis-bench"))
        .arg(command)
        .arg(project().join("docs/benchmark.json"))
        .arg(&file)
        .status();
    assert!(status.unwrap().success());
    assert!(
        fs::read_to_string(&file).unwrap() == fs::read_to_string(&published).unwrap(),
        "`portcullis-bench {command} docs/benchmark.json {}` changes it",
        published.display()
    );
}

#[test]
fn the_table_is_that_of_the_results() {
    is_that_of_the_results("readme", "README.md");
}

#[test]
fn the_picture_is_that_of_the_results() {
    is_that_of_the_results("draw", "docs/benchmark.svg");
}
