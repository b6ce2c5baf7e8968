//! Messages of cargo's `--message-format=json`, as far as they tell what was built.

use std::path::PathBuf;

use serde::Deserialize;

use crate::{Error, Program};

/// The program that a line of cargo's output announces, if it announces one.
pub(crate) fn program(line: &str) -> Result<Option<Program>, Error> {
    let message: Message = serde_json::from_str(line).map_err(Error::Message)?;
    let Message::CompilerArtifact { target, filenames } = message else {
        return Ok(None);
    };
    if !target.kind.iter().any(|kind| kind == "bin") {
        return Ok(None);
    }
    let module = filenames
        .into_iter()
        .find(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    Ok(module.map(|module| Program {
        name: target.name,
        module,
    }))
}

#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Message {
    CompilerArtifact {
        target: Target,
        filenames: Vec<PathBuf>,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_announced_with_its_module() {
        let line =
            r#"{"reason":"compiler-artifact","target":{"name":"hello","kind":["bin"]},"filenames":["/t/hello.wasm"]}"#;
        let program = program(line).unwrap().unwrap();
        assert_eq!(
            (program.name.as_str(), program.module),
            ("hello", PathBuf::from("/t/hello.wasm"))
        );
    }

    #[test]
    fn libraries_and_other_messages_announce_none() {
        let library =
            r#"{"reason":"compiler-artifact","target":{"name":"core","kind":["lib"]},"filenames":["/t/libcore.rlib"]}"#;
        let finished = r#"{"reason":"build-finished","success":true}"#;
        assert!(program(library).unwrap().is_none());
        assert!(program(finished).unwrap().is_none());
    }

    #[test]
    fn what_is_no_message_is_an_error() {
        assert!(matches!(program("Compiling hello"), Err(Error::Message(_))));
    }
}
