//! The page of opcodes: `docs/beam-opcodes.md` is what the loader's tables say, and what the corpus exercises. `PORTCULLIS_BLESS=1` writes it anew.

mod assembler;

use portcullis_beam::load::{Beam, Opcode, old};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HEAD: &str = "\
# The instructions

Every generic instruction of BEAM bytecode, numbered as in OTP's `genop.tab`: which release's compiler began to emit it, which was the last to, what the
interpreter does with it, and a program of the [corpus](../tests/beam/corpus) whose bytecode has it, run on OTP and on the interpreter and compared
(or a module that a test assembles, where no compiler of OTP 25 emits it).
*Executed* instructions are carried out. *Rewritten* ones, of OTP 22 to 24, become others when a module is loaded. The rest are *refused*: the loader says
which instruction it met and of which OTP, and loads nothing. `cargo test -p portcullis-beam --test opcodes` holds this page against the loader and the
corpus; with `PORTCULLIS_BLESS=1` it writes it.

| | Instruction | Emitted since | until | | Exercised by |
|--:|---|---|---|---|---|
";

#[test]
fn the_page_is_what_the_loader_and_the_corpus_say() {
    let programs = programs();
    let path = root().join("docs/beam-opcodes.md");
    let page = fs::read_to_string(&path).unwrap_or_default();
    let fresh = render(&programs, &page);
    if std::env::var_os("PORTCULLIS_BLESS").is_some() {
        fs::write(&path, &fresh).expect("the page is written");
    } else {
        assert_eq!(
            page, fresh,
            "PORTCULLIS_BLESS=1 cargo test -p portcullis-beam --test opcodes writes the page anew"
        );
    }
}

/// The instructions by name, each with the programs that have it and how often.
type Programs = BTreeMap<&'static str, BTreeMap<String, usize>>;

fn render(programs: &Programs, page: &str) -> String {
    let mut rows = BTreeMap::new();
    for op in Opcode::ALL {
        let (name, emitted) = (op.name(), op.emitted());
        let until = emitted.last.map_or(String::new(), |last| last.to_string());
        let by = exercised(name, programs, page);
        rows.insert(
            op.number(),
            row(op.number(), name, op.arity(), emitted.since, &until, "executed", &by),
        );
    }
    for old in old::REWRITTEN {
        let becomes = format!("rewritten: {}", old.becomes);
        rows.insert(
            old.number,
            row(
                old.number,
                old.name,
                old.arity(),
                old.since,
                &old.last.to_string(),
                &becomes,
                "",
            ),
        );
    }
    for &(number, name, arity, since) in old::REFUSED {
        let until = if since == "30" { "" } else { "21 or earlier" };
        rows.insert(number, row(number, name, arity.into(), since, until, "refused", ""));
    }
    assert!(rows.keys().copied().eq(1..=193), "every number is an instruction");
    HEAD.to_owned() + &rows.into_values().collect::<String>()
}

fn row(number: u8, name: &str, arity: usize, since: &str, until: &str, what: &str, by: &str) -> String {
    let mut row = String::new();
    let _ = writeln!(
        row,
        "| {number} | `{name}/{arity}` | {since} | {until} | {what} | {by} |"
    );
    row
}

/// The program that the page names, as long as it has the instruction, so that the page stays as it is when programs are added; else the one that has it most.
fn exercised(name: &str, programs: &Programs, page: &str) -> String {
    let Some(having) = programs.get(name) else {
        return String::new();
    };
    let start = format!("`{name}/");
    let named = page
        .lines()
        .find(|line| line.contains(&start))
        .and_then(|line| line.rsplit('`').nth(1));
    let kept = named.filter(|named| having.contains_key(*named));
    let most = having
        .iter()
        .max_by_key(|(_, count)| **count)
        .map(|(program, _)| program.as_str());
    kept.or(most).map_or(String::new(), |program| format!("`{program}`"))
}

/// Compiles the corpus and counts the instructions of each program.
fn programs() -> Programs {
    let out = tempfile::tempdir().expect("a directory");
    let sources = sources(&root().join("tests/beam/corpus"));
    let mut erlc = Command::new("erlc");
    erlc.arg("-I")
        .arg(root().join("tests/beam/support"))
        .arg("-o")
        .arg(out.path())
        .args(&sources);
    let erlc = erlc.output().expect("erlc is installed");
    assert!(erlc.status.success(), "{}", String::from_utf8_lossy(&erlc.stdout));
    let mut programs = Programs::new();
    for source in sources {
        let program = source.file_stem().expect("a name").to_string_lossy().into_owned();
        let bytes = fs::read(out.path().join(&program).with_extension("beam")).expect("a module");
        let beam = Beam::parse(&bytes).unwrap_or_else(|error| panic!("{program}: {error}"));
        count(&beam, &program, &mut programs);
    }
    // What no program can have is tested by the modules that are assembled.
    for (name, file) in assembler::modules() {
        let beam = Beam::parse(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut assembled = Programs::new();
        count(&beam, &format!("tests/later.rs: {name}"), &mut assembled);
        assembled.retain(|op, _| !programs.contains_key(op));
        programs.extend(assembled);
    }
    programs
}

fn count(beam: &Beam, program: &str, programs: &mut Programs) {
    for instruction in &beam.code.instructions {
        let having = programs.entry(instruction.op.name()).or_default();
        *having.entry(program.into()).or_default() += 1;
    }
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(dir).expect("the corpus").flatten().map(|file| file.path());
    let mut sources: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "erl"))
        .collect();
    sources.sort();
    sources
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
