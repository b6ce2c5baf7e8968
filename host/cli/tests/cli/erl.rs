//! Erlang programs: on the BEAM that is built in, with the Erlang/OTP of this machine.

use super::folder::Folder;
use super::process::{Ended, end, portcullis};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const HELLO: &str = "-module(hello).
-export([main/1, greet/0, fail/0]).
main(Args) -> io:format(\"hello ~p~n\", [Args]).
greet() -> {hello, \"world\"}.
fail() -> error(oops).
";

fn erl() -> Command {
    let mut command = portcullis();
    command.arg("erl");
    command
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/erlang")
        .join(name)
}

/// What is written to standard input is all there is.
fn with_input(command: &mut Command, input: &str) -> Ended {
    let mut file = tempfile::tempfile().expect("there is a temporary folder");
    file.write_all(input.as_bytes()).expect("it takes the input");
    std::io::Seek::rewind(&mut file).expect("it begins anew");
    end(command.stdin(Stdio::from(file)))
}

#[test]
fn a_source_is_compiled_and_its_main_gets_the_arguments() {
    let folder = Folder::of("a_source_is_compiled_and_its_main_gets_the_arguments");
    let file = folder.file("hello.erl", HELLO);
    let ended = end(erl().arg(&file).args(["a", "-v"]));
    assert_eq!(
        (ended.status, ended.stdout.as_str()),
        (0, "hello [\"a\",\"-v\"]\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_function_is_called_and_its_value_printed() {
    let folder = Folder::of("a_function_is_called_and_its_value_printed");
    let file = folder.file("hello.erl", HELLO);
    let ended = end(erl().args(["--call", "hello:greet", "--print"]).arg(&file));
    assert_eq!(
        (ended.status, ended.stdout.as_str()),
        (0, "{hello,\"world\"}\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_failure_is_reported_as_otp_does() {
    let folder = Folder::of("a_failure_is_reported_as_otp_does");
    let file = folder.file("hello.erl", HELLO);
    let ended = end(erl().args(["--call", "hello:fail"]).arg(&file));
    assert_eq!(ended.status, 1);
    assert!(ended.stderr.starts_with("=ERROR REPORT===="), "{}", ended.stderr);
    assert!(ended.stderr.contains("{oops,[{hello,fail,0,"), "{}", ended.stderr);
}

#[test]
fn an_expression_is_evaluated_and_halts_with_its_status() {
    let ended = end(erl().args(["-eval", "io:format(\"~p~n\", [1 + 1]), halt(7)."]));
    assert_eq!((ended.status, ended.stdout.as_str()), (7, "2\n"), "{}", ended.stderr);
}

#[test]
fn a_program_reads_standard_input() {
    let ended = with_input(erl().arg(example("words.erl")).arg("2"), "a b a\nC b! a");
    assert_eq!(
        (ended.status, ended.stdout.as_str()),
        (0, "   3 a\n   2 b\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn the_page_of_examples_shows_what_words_prints() {
    const PAGE: &str = include_str!("../../../../examples/erlang/README.md");
    let said = "To be, or not to be: that is the question.";
    let ended = with_input(erl().arg(example("words.erl")).arg("2"), &format!("{said}\n"));
    let shown = format!(
        "$ echo '{said}' | portcullis erl examples/erlang/words.erl 2\n{}",
        ended.stdout
    );
    assert!(PAGE.contains(&shown), "{shown}{}", ended.stderr);
    assert_eq!(ended.stdout.lines().count(), 2);
}

#[test]
fn without_a_program_there_is_a_shell() {
    let ended = with_input(&mut erl(), "X = lists:seq(1, 3).\nlists:sum(X) * 7.\n1 / 0.\nq().\n");
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    for printed in [
        "1> [1,2,3]\n",
        "2> 42\n",
        "3> ** exception error: an error occurred",
        "4> ok\n",
    ] {
        assert!(ended.stdout.contains(printed), "{printed}: {}", ended.stdout);
    }
}

#[test]
fn an_escript_is_compiled_inside() {
    let ended = end(erl().arg(example("primes.escript")).arg("12"));
    assert_eq!(
        (ended.status, ended.stdout.as_str()),
        (0, "[2,3,5,7,11]\n"),
        "{}",
        ended.stderr
    );
    let ended = end(erl().arg(example("primes.escript")));
    assert_eq!(ended.status, 2);
}

#[test]
fn a_supervised_application_goes_on_after_a_failure() {
    let folder = Folder::of("a_supervised_application_goes_on_after_a_failure");
    let ebin = folder.path();
    let mut erlc = Command::new("erlc");
    erlc.arg("-o").arg(ebin);
    for module in ["bank", "bank_account", "bank_app", "bank_sup"] {
        erlc.arg(example(&format!("bank/{module}.erl")));
    }
    assert!(erlc.status().expect("there is a compiler").success());
    std::fs::copy(example("bank/bank.app"), ebin.join("bank.app")).expect("a file can be copied");
    let ended = end(erl().arg("-pa").arg(ebin).args(["--call", "bank:run"]));
    assert_eq!(
        ended.stdout,
        "started: [bank]\njoe has 70, mike has 50\nmike's account is open again: true\njoe has 70, mike has 0\n",
        "{}",
        ended.stderr
    );
    assert_eq!(ended.status, 0);
    for report in [
        "** Generic server mike terminating",
        "=CRASH REPORT====",
        "=SUPERVISOR REPORT====",
    ] {
        assert!(ended.stderr.contains(report), "{report}: {}", ended.stderr);
    }
}

#[test]
fn only_what_is_given_can_be_seen_and_only_read() {
    let folder = Folder::of("only_what_is_given_can_be_seen_and_only_read");
    let given = folder.file("given.txt", "given");
    let program = format!(
        "F = {:?}, io:format(\"~p~n\", [[file:read_file(\"/etc/hostname\"), file:read_file(F), file:write_file(F, \"x\")]]), halt().",
        given.display().to_string()
    );
    let dir = format!("{0}::{0}::ro", given.parent().unwrap().display());
    let ended = end(erl().args(["--dir", &dir, "-eval", &program]));
    assert_eq!(
        ended.stdout, "[{error,enoent},{ok,<<\"given\">>},{error,eperm}]\n",
        "{}",
        ended.stderr
    );
}

#[test]
fn what_nobody_defines_is_listed() {
    let folder = Folder::of("what_nobody_defines_is_listed");
    let source = folder.file(
        "calls.erl",
        "-module(calls).\n-export([f/0]).\nf() -> lists:reverse(no:there(1)).\n",
    );
    let compiled = Command::new("erlc").arg("-o").arg(folder.path()).arg(&source).status();
    assert!(compiled.expect("there is a compiler").success());
    let ended = end(erl().arg("--missing").arg(folder.path().join("calls.beam")));
    assert_eq!(
        (ended.status, ended.stdout.as_str()),
        (1, "no:there/1, called by calls\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn what_cannot_be_run_is_explained() {
    let folder = Folder::of("what_cannot_be_run_is_explained");
    let text = folder.file("notes.txt", "none");
    let broken = folder.file("broken.erl", "-module(broken).\nf( -> x.\n");
    for (arguments, said) in [
        (vec![text.to_str().unwrap()], "is no Erlang program"),
        (vec![broken.to_str().unwrap()], "does not compile"),
        (
            vec!["--otp", folder.path().to_str().unwrap(), "--call", "m:f"],
            "is not Erlang/OTP's folder",
        ),
        (vec!["--missing"], "there are no modules to look at"),
    ] {
        let ended = end(erl().args(&arguments));
        assert_eq!(ended.status, 1, "{arguments:?}");
        assert!(ended.stderr.contains(said), "{arguments:?}: {}", ended.stderr);
    }
    assert_eq!(end(erl().args(["--call", "no_colon"])).status, 2);
}
