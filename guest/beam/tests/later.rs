//! What the compilers of OTP 26 to 29 emit and write otherwise than OTP 25.

mod assembler;

use portcullis_beam::load::{Beam, Opcode};
use portcullis_corpus::Otp;
use std::{fs, process::Command};

#[test]
fn later_modules_load() {
    for (name, file) in assembler::modules() {
        let beam = Beam::parse(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(beam.name(), name);
    }
}

#[test]
fn long_atoms_and_raw_literals_are_read() {
    let later = Beam::parse(&assembler::modules()[0].1).expect("it loads");
    assert!(later.atoms.contains(&assembler::long_name()));
    assert_eq!(later.literals.len(), 2);
    let ops: Vec<Opcode> = later
        .code
        .instructions
        .iter()
        .map(|instruction| instruction.op)
        .collect();
    for op in [
        Opcode::UpdateRecord,
        Opcode::BsMatch,
        Opcode::ExecutableLine,
        Opcode::DebugLine,
    ] {
        assert!(ops.contains(&op), "{}", op.name());
    }
}

/// Calls what is assembled, and prints what comes of it.
const DRIVER: &str = r#"
-module(driver).
-export([main/0]).
-define(T(E), show(fun() -> E end)).
show(F) -> io:format("~0tp~n", [try F() catch C:R -> {C, R} end]).
main() ->
    Record = {point, 1, 2, 3},
    ?T(later:reuse(Record, 9)),
    ?T(later:reuse(Record, 2)),
    ?T(Record),
    ?T(later:copy(Record, a, b)),
    ?T(later:fields(<<1, 16#fe, 16#ff, 2#10110011, "rest">>)),
    ?T(later:fields(<<1, 2, 3, 4>>)),
    ?T(later:fields(<<1, 2, 3>>)),
    ?T(later:fields(<<1, 2, 3, 4, 5:4>>)),
    ?T(later:fields(nothing)),
    ?T(later:tagged(<<"OK", 0:12, "xy", 15:4>>)),
    ?T(later:tagged(<<"OK", 0:12, "xy", 15:4, 0>>)),
    ?T(later:tagged(<<"KO", 0:12, "xy", 15:4>>)),
    ?T(later:lines(41)),
    ?T(later:lines(a)),
    ?T(later:literal()),
    ?T(length(atom_to_list(later:name()))),
    Point = native:make(1),
    ?T(native:fields(Point)),
    ?T(native:fields(native:change(Point, {}))),
    ?T(native:fields(native:hide())),
    ?T(native:fields(Record)),
    ?T(native:field(Point)),
    ?T(try native:field(native:hide()) catch error:{badrecord, Hidden} -> native:fields(Hidden) end),
    ?T(try native:change(a, b) catch error:{badrecord, a} -> badrecord end),
    ?T(native:incomplete()),
    ?T(binary_to_term(term_to_binary(Point)) =:= Point),
    ?T([native:between(X, 0, 9) || X <- [0, 9, -1, 10, 1.0, a]]),
    ?T(native:between(1, 0, a)),
    ?T([element(1, T) || T <- lists:sort([{T, #{}} || T <- [Point]])] =:= [Point]),
    ?T(Point > {1, 2, 3, 4} andalso Point < #{}),
    erlang:display(Point).
"#;

/// As the semantics of the instructions in `genop.tab` have it: no compiler of the OTP that is installed emits them.
const PRINTED: &str = r#"{point,1,9,3}
{point,1,2,3}
{point,1,2,3}
{point,a,2,b}
{1,-2,5,19,<<"rest">>}
{1,770,0,4,<<>>}
{error,function_clause}
{error,function_clause}
{error,function_clause}
<<"xy">>
{other,<<79,75,0,7,135,159,0>>}
{other,<<75,79,0,7,135,159>>}
42
{error,badarith}
[1,2.5]
255
{1,7}
{1,{}}
record
other
7
record
badrecord
{error,{novalue,{{native,point},x}}}
true
[true,true,false,false,false,false]
{error,badarg}
true
true
#native:point{x=1,y=7}
"#;

#[test]
fn later_modules_run() {
    let dir = tempfile::tempdir().expect("a directory");
    for (name, file) in assembler::modules() {
        fs::write(dir.path().join(name).with_extension("beam"), file).expect("written");
    }
    fs::write(dir.path().join("driver.erl"), DRIVER).expect("written");
    let erlc = Command::new("erlc").arg("driver.erl").current_dir(&dir).status();
    assert!(erlc.expect("erlc is installed").success());
    let otp = Otp::find().expect("erl is installed");
    let output = Command::new(env!("CARGO_BIN_EXE_portcullis-beam"))
        .args(otp.emulator_arguments())
        .args(["-noshell", "-pa", ".", "-s", "driver", "main", "-s", "erlang", "halt"])
        .current_dir(&dir)
        .output()
        .expect("the interpreter runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    // `erlang:display/1` ends a line as terminals want it.
    assert_eq!(String::from_utf8_lossy(&output.stdout).replace('\r', ""), PRINTED);
}
