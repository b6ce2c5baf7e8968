//! The loader before the files of the OTP that is installed: all of them load; whatever damages them, it ends with an answer.

use portcullis_beam::load::{Beam, Opcode, missing, module_md5};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Where `erl` says that OTP is. Without an Erlang these tests fail: they would show nothing.
fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let print = "io:put_chars(code:root_dir()), halt().";
        let erl = Command::new("erl")
            .args(["-noshell", "-eval", print])
            .output()
            .expect("erl is installed");
        PathBuf::from(String::from_utf8(erl.stdout).expect("a path in UTF-8"))
    })
}

/// All files under OTP's `lib`.
fn beams() -> &'static [(PathBuf, Vec<u8>)] {
    static BEAMS: OnceLock<Vec<(PathBuf, Vec<u8>)>> = OnceLock::new();
    BEAMS.get_or_init(|| {
        let mut beams = Vec::new();
        for application in fs::read_dir(root().join("lib")).expect("OTP's lib").flatten() {
            for file in fs::read_dir(application.path().join("ebin"))
                .into_iter()
                .flatten()
                .flatten()
            {
                if file.path().extension().is_some_and(|extension| extension == "beam") {
                    beams.push((file.path(), fs::read(file.path()).expect("a module")));
                }
            }
        }
        assert!(beams.len() >= 200, "an OTP has more than {} modules", beams.len());
        beams
    })
}

fn beam(name: &str) -> &'static [u8] {
    let (_, bytes) = beams()
        .iter()
        .find(|(path, _)| path.file_stem().is_some_and(|stem| stem == name))
        .expect("a module");
    bytes
}

#[test]
fn every_module_of_otp_loads() {
    for (path, bytes) in beams() {
        let beam = Beam::parse(bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().and_then(|stem| stem.to_str()), Some(beam.name()));
        let last = beam.code.instructions.last().map(|last| last.op);
        assert_eq!(last, Some(Opcode::IntCodeEnd));
    }
}

#[test]
fn checksums_are_those_of_otp() {
    let names = [
        "lists",
        "gen_server",
        "erl_parse",
        "file",
        "unicode_util",
        "code_server",
    ];
    let print = format!("[io:format(\"~s~n\", [binary:encode_hex(M:module_info(md5))]) || M <- {names:?}], halt().")
        .replace('"', "'");
    let print = print.replace("'~s~n'", "\"~s~n\"");
    let erl = Command::new("erl")
        .args(["-noshell", "-eval", &print])
        .output()
        .expect("erl is installed");
    let expected = String::from_utf8(erl.stdout).expect("text");
    let hex = |md5: [u8; 16]| md5.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    let loaded: Vec<String> = names
        .iter()
        .map(|name| hex(Beam::parse(beam(name)).expect("it loads").md5))
        .collect();
    assert_eq!(loaded, expected.lines().collect::<Vec<_>>());
    assert_eq!(hex(module_md5(beam("lists")).expect("a checksum")), loaded[0]);
}

#[test]
fn compressed_and_stripped_modules_load() {
    let dir = tempfile::tempdir().expect("a directory");
    fs::write(
        dir.path().join("small.erl"),
        "-module(small).\n-export([f/1]).\nf(X) -> {X, <<X:16>>}.\n",
    )
    .expect("written");
    for option in ["+compressed", "+slim"] {
        let erlc = Command::new("erlc")
            .arg(option)
            .arg("small.erl")
            .current_dir(&dir)
            .status()
            .expect("erlc is installed");
        assert!(erlc.success());
        let beam = Beam::parse(&fs::read(dir.path().join("small.beam")).expect("a module")).expect("it loads");
        assert_eq!(beam.name(), "small");
        assert_eq!(beam.exports.len(), 3);
    }
}

#[test]
fn what_older_compilers_emit_is_rewritten() {
    let dir = tempfile::tempdir().expect("a directory");
    let source = "-module(old).\n-export([f/3, g/1, h/1]).\n\
        f(A, B, C) -> [<<\"abc\", A:16/little, B/binary, C/float, A/utf8, A/utf16, A/utf32, 5:3>>, <<B/binary, A>>].\n\
        g(L) -> {<< <<X:4/little-signed>> || X <- L >>, << <<(h(X)):8>> || X <- L >>, fun(X) -> {X, L} end}.\n\
        h(P) -> R = make_ref(), catch P ! R, receive {R, X} -> {X + 0.5, P} after 10 -> P end.\n";
    fs::write(dir.path().join("old.erl"), source).expect("written");
    for release in ["+r22", "+r23", "+r24"] {
        let erlc = Command::new("erlc")
            .arg(release)
            .arg("old.erl")
            .current_dir(&dir)
            .status()
            .expect("erlc is installed");
        assert!(erlc.success());
        let beam = Beam::parse(&fs::read(dir.path().join("old.beam")).expect("a module")).expect("it loads");
        let built = beam
            .code
            .instructions
            .iter()
            .filter(|instruction| instruction.op == Opcode::BsCreateBin)
            .count();
        assert_eq!(built, 4, "{release}");
    }
}

#[test]
fn what_is_called_and_not_defined_is_listed() {
    let dir = tempfile::tempdir().expect("a directory");
    let source = "-module(needy).\n-export([f/1]).\n\
        f(X) -> lists:map(X, [atomics:new(1, []), lists:nothing(X), gen_statem:f(), nowhere:f(X), maps:size(X)]).\n";
    fs::write(dir.path().join("needy.erl"), source).expect("written");
    assert!(
        Command::new("erlc")
            .arg("needy.erl")
            .current_dir(&dir)
            .status()
            .expect("erlc is installed")
            .success()
    );
    let needy = Beam::parse(&fs::read(dir.path().join("needy.beam")).expect("a module")).expect("it loads");
    let is_built_in = |module: &str, function: &str, _| module == "erlang" || (module, function) == ("maps", "size");
    let mut find = |name: &str| {
        ["lists", "atomics", "gen_statem"]
            .contains(&name)
            .then(|| Beam::parse(beam(name)).expect("it loads"))
    };
    let missing = missing(&[needy], &is_built_in, &mut find);
    let missing: Vec<String> = missing.iter().map(ToString::to_string).collect();
    // atomics:new/2 is Erlang code; that what it calls is native is a matter of atomics.
    assert_eq!(
        missing,
        [
            "gen_statem:f/0, called by needy",
            "lists:nothing/1, called by needy",
            "nowhere:f/1, called by needy"
        ]
    );
}

/// Modules with every kind of chunk and of operand, small enough to be parsed many thousand times.
const VICTIMS: [&str; 5] = ["base64", "gen_statem", "queue", "prim_file", "erl_posix_msg"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes_end_with_an_answer(
        name in prop::sample::select(&VICTIMS[..]),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = beam(name).to_vec();
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        look_through(&bytes);
    }

    #[test]
    fn flipped_instructions_end_with_an_answer(
        name in prop::sample::select(&VICTIMS[..]),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = beam(name).to_vec();
        let code = bytes.windows(4).position(|window| window == b"Code").expect("code");
        let size = u32::from_be_bytes(bytes[code + 4..code + 8].try_into().expect("four bytes")) as usize;
        for (at, value) in flips {
            bytes[code + 8 + at.index(size)] = value;
        }
        look_through(&bytes);
    }

    #[test]
    fn truncated_files_are_refused(name in prop::sample::select(&VICTIMS[..]), at in any::<prop::sample::Index>()) {
        let bytes = beam(name);
        prop_assert!(Beam::parse(&bytes[..at.index(bytes.len())]).is_err());
    }

    #[test]
    fn random_bytes_are_refused(
        start in prop::sample::select(vec![&b""[..], b"FOR1", b"\x1f\x8b\x08"]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        prop_assert!(Beam::parse(&[start, &bytes].concat()).is_err());
    }

    #[test]
    fn random_instructions_end_with_an_answer(code in prop::collection::vec(any::<u8>(), 0..200)) {
        look_through(&module(&code));
    }
}

/// What loads in spite of the damage must hold what the loader promises.
fn look_through(bytes: &[u8]) {
    use portcullis_beam::load::Operand;
    let Ok(beam) = Beam::parse(bytes) else { return };
    for &instruction in &beam.code.instructions {
        for &operand in beam.code.operands(instruction) {
            match operand {
                Operand::List { first, len } => assert_eq!(beam.code.list(first, len).len(), len as usize),
                Operand::Label(label) => {
                    assert!(label == 0 || beam.code.labels[label as usize] != portcullis_beam::load::Code::UNDEFINED)
                }
                Operand::Atom(atom) => assert!((atom as usize) < beam.atoms.len()),
                Operand::Literal(literal) => assert!((literal as usize) < beam.literals.len()),
                _ => {}
            }
        }
    }
}

/// A module around some code.
fn module(code: &[u8]) -> Vec<u8> {
    module_of(code, 16)
}

/// The same, with so many labels.
fn module_of(code: &[u8], labels: u32) -> Vec<u8> {
    let number = |number: usize| (number as u32).to_be_bytes();
    let chunk = |name: &[u8; 4], data: &[u8]| {
        let padding = data.len().next_multiple_of(4) - data.len();
        [&name[..], &number(data.len()), data, &[0; 3][..padding]].concat()
    };
    let code = [
        &number(16)[..],
        &number(0),
        &number(184),
        &labels.to_be_bytes(),
        &number(1),
        code,
    ]
    .concat();
    let atoms = [&number(2)[..], b"\x01m\x01f"].concat();
    let tables = [chunk(b"ImpT", &[0; 4]), chunk(b"ExpT", &[0; 4])].concat();
    let chunks = [chunk(b"AtU8", &atoms), tables, chunk(b"Code", &code)].concat();
    [&b"FOR1"[..], &number(chunks.len() + 4), b"BEAM", &chunks].concat()
}

#[test]
fn a_newer_opcode_is_named() {
    let error = Beam::parse(&module(&[192])).expect_err("too new");
    assert_eq!(
        error.to_string(),
        "chunk Code, byte 20: opcode 192 (get_record_elements_id/4) is of OTP 30, later than this loader"
    );
}

#[test]
fn what_is_wrong_is_told_with_its_function() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("wrong.erl");
    fs::write(&file, "-module(wrong).\n-export([f/1]).\nf([A | B]) -> {B, A}.\n").expect("written");
    let erlc = Command::new("erlc").arg(&file).current_dir(&dir).status();
    assert!(erlc.expect("erlc is installed").success());
    let bytes = fs::read(dir.path().join("wrong.beam")).expect("a module");
    let told = |from: &[u8], to: &[u8]| {
        let mut bytes = bytes.clone();
        let at = bytes.windows(from.len()).position(|window| window == from);
        let at = at.expect("an instruction");
        bytes[at..at + to.len()].copy_from_slice(to);
        Beam::parse(&bytes).expect_err("damaged").report("wrong")
    };
    // `get_list x0 x1 x0`, and before it the label 2.
    let get_list = &[65, 0x03, 0x13, 0x03][..];
    let start = |report: &str| report.split("chunk Code").next().map(str::to_owned);
    let operand = told(get_list, &[65, 0x03, 0x10, 0x03]);
    assert_eq!(
        start(&operand).as_deref(),
        Some("Error loading function wrong:f/1: op get_list:\n  ")
    );
    assert!(
        operand.ends_with(": operand 2 of get_list must be a register\n"),
        "{operand}"
    );
    let newer = told(get_list, &[192]);
    assert!(
        newer.contains("opcode 192 (get_record_elements_id/4) is of OTP 30, later than this loader\n"),
        "{newer}"
    );
    assert!(
        newer.ends_with("re-compile this module with an Erlang/OTP 22 to 29 compiler.\n"),
        "{newer}"
    );
    assert_eq!(
        told(get_list, &[65, 0x93]),
        "Error loading function wrong:f/1: op get_list:\n  instruction 6: an x register that holds no term\n"
    );
    assert_eq!(
        told(b"ImpT", b"Impt"),
        "Error loading module wrong:\n  chunk ImpT is missing\n"
    );
}

#[test]
fn a_function_that_runs_on_load_has_no_arguments() {
    // `label 1`, `func_info m f Arity`, `label 2`, `on_load`, `move [] x0`, `return`, `int_code_end`.
    let with_arity = |arity: u8| module(&[1, 0x10, 2, 0x12, 0x22, arity << 4, 1, 0x20, 149, 64, 0x02, 0x03, 19, 3]);
    assert_eq!(Beam::parse(&with_arity(0)).expect("it loads").code.on_load, Some(2));
    let error = Beam::parse(&with_arity(1)).expect_err("an argument");
    assert_eq!(
        error.to_string(),
        "m:f/1: chunk Code, byte 28: on_load outside a function without arguments"
    );
}

#[test]
fn the_last_function_has_an_end() {
    // `label 1`, `func_info m f 0`, `label 2`, `move [] x0`, and `return` or nothing, `int_code_end`.
    let with_end =
        |end: &[u8]| module(&[&[1, 0x10, 2, 0x12, 0x22, 0, 1, 0x20, 64, 0x02, 0x03][..], end, &[3]].concat());
    assert!(Beam::parse(&with_end(&[19])).is_ok());
    let error = Beam::parse(&with_end(&[])).expect_err("no end");
    assert_eq!(
        error.to_string(),
        "m:f/0, instruction 4 (int_code_end): the function has no end"
    );
}

#[test]
fn many_labels_before_many_lines_take_no_time() {
    const MANY: u32 = 120_000;
    // A number of three bytes.
    let operand = |tag: u8, number: u32| [0x38 | tag, (number >> 16) as u8, (number >> 8) as u8, number as u8];
    let mut code = vec![1, 0x10, 2, 0x12, 0x22, 0x10, 1, 0x20];
    for number in 3..MANY {
        // `is_atom Label x0`, `jump Last`, `label Label`
        code.extend(
            [
                &[48][..],
                &operand(5, number),
                &[0x03, 61],
                &operand(5, MANY),
                &[1],
                &operand(0, number),
            ]
            .concat(),
        );
    }
    code.extend([&[1][..], &operand(0, MANY)].concat());
    code.extend([153, 0].repeat(MANY as usize));
    code.extend([19, 3]);
    let begun = std::time::Instant::now();
    assert!(Beam::parse(&module_of(&code, MANY + 1)).is_ok());
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
}
