//! The page of functions and modules: `docs/beam-functions.md` is what the interpreter has built in, and what OTP's own modules would miss.
//! `PORTCULLIS_BLESS=1` writes it anew.

use portcullis_beam::{
    functions,
    load::{Beam, missing},
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HEAD: &str = "\
# The functions and the modules

`cargo test -p portcullis-beam --test functions` holds this page against the interpreter and the Erlang/OTP of the machine; with `PORTCULLIS_BLESS=1` it writes it.

## Functions

What ERTS has in C the interpreter has in Rust: built-in functions, and the native functions of stock modules. All else is stock Erlang.

| Module | | Functions |
|---|--:|---|
";

/// The applications whose modules are looked at.
const APPLICATIONS: [&str; 4] = ["kernel", "stdlib", "compiler", "parsetools"];

#[test]
fn the_page_is_what_the_interpreter_and_otp_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/beam-functions.md");
    let page = fs::read_to_string(&path).unwrap_or_default();
    let fresh = render();
    if std::env::var_os("PORTCULLIS_BLESS").is_some() {
        fs::write(&path, &fresh).expect("the page is written");
    } else {
        assert_eq!(
            page, fresh,
            "PORTCULLIS_BLESS=1 cargo test -p portcullis-beam --test functions writes the page anew"
        );
    }
}

fn render() -> String {
    let mut modules: BTreeMap<&str, BTreeSet<(&str, u8)>> = BTreeMap::new();
    for (module, function, arity) in functions() {
        modules.entry(module).or_default().insert((function, arity));
    }
    let mut page = HEAD.to_owned();
    for (module, functions) in &modules {
        let names: Vec<String> = functions
            .iter()
            .map(|(name, arity)| format!("`{name}/{arity}`"))
            .collect();
        let names = names.join(", ").replace('|', "\\|");
        writeln!(page, "| `{module}` | {} | {names} |", functions.len()).expect("a string takes it");
    }
    page += "\n## Modules of OTP 25\n\nStock modules run as they are. These call functions that nobody has defined here; a call raises `undef`.\n\n\
             | Application | Modules | Of these miss something | What |\n|---|--:|--:|---|\n";
    for application in APPLICATIONS {
        page += &row(application);
    }
    page
}

fn row(application: &str) -> String {
    let beams = beams(application);
    let is_built_in = |module: &str, function: &str, arity: u32| {
        functions().any(|built_in| (built_in.0, built_in.1, u32::from(built_in.2)) == (module, function, arity))
    };
    let others = APPLICATIONS.map(self::beams).concat();
    let preloaded = self::beams("erts");
    let mut find = |name: &str| {
        others
            .iter()
            .chain(&preloaded)
            .find(|beam| beam.name() == name)
            .cloned()
    };
    let missing = missing(&beams, &is_built_in, &mut find);
    // What other applications define is theirs to have, not ours.
    let known: BTreeSet<&str> = others.iter().chain(&preloaded).map(|beam| beam.name()).collect();
    let missing: Vec<_> = missing
        .iter()
        .filter(|missing| known.contains(missing.module.as_str()))
        .collect();
    let callers: BTreeSet<&String> = missing.iter().flat_map(|missing| &missing.callers).collect();
    let what: Vec<String> = missing
        .iter()
        .map(|missing| format!("`{}:{}/{}`", missing.module, missing.function, missing.arity))
        .collect();
    format!(
        "| `{application}` | {} | {} | {} |\n",
        beams.len(),
        callers.len(),
        what.join(", ")
    )
}

fn beams(application: &str) -> Vec<Beam> {
    let lib = root().join("lib");
    let prefix = format!("{application}-");
    let mut folders: Vec<PathBuf> = fs::read_dir(lib)
        .expect("OTP has a lib")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.retain(|folder| {
        folder
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(&prefix))
    });
    let ebin = folders.pop().expect("the application is installed").join("ebin");
    let mut files: Vec<PathBuf> = fs::read_dir(ebin)
        .expect("it has an ebin")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "beam"));
    files.sort();
    files
        .iter()
        .map(|file| Beam::parse(&fs::read(file).expect("a module")).expect("a stock module loads"))
        .collect()
}

/// Where OTP is.
fn root() -> PathBuf {
    let output = Command::new("erl")
        .args(["-noshell", "-eval", "io:put_chars(code:root_dir()), halt()."])
        .output()
        .expect("erl is installed");
    PathBuf::from(String::from_utf8(output.stdout).expect("a path"))
}
