//! The benchmark.

#![forbid(unsafe_code)]

mod wasi;

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1..) {
        Some([command, version, guest, rest @ ..]) if command == "wasi" => {
            wasi::run(version.parse()?, Path::new(guest), rest)
        }
        _ => anyhow::bail!("portcullis-bench wasi VERSION GUEST ROLE"),
    }
}
