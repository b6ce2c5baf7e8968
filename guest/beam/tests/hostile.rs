//! Modules that no compiler made: each is refused, or runs without doing harm.

use portcullis_beam::load::Beam;
use portcullis_corpus::Otp;
use proptest::{prelude::*, sample::Index, strategy::ValueTree, test_runner::TestRunner};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// Loads the files that it is given, and calls what each exports with arguments of all kinds; each call in a process of its own, which has a short life.
const DRIVER: &str = r#"
-module(driver).
-export([main/0]).
main() ->
    logger:set_primary_config(level, none),
    erlang:system_flag(backtrace_depth, 3),
    {ok, Names} = file:list_dir("damaged"),
    lists:foreach(fun(Name) -> alone(fun() -> one(filename:join("damaged", Name)) end) end, lists:sort(Names)),
    erlang:halt(0).
alone(F) ->
    {_, Monitor} = spawn_monitor(F),
    receive {'DOWN', Monitor, _, _, _} -> ok end.
one(File) ->
    {ok, Bytes} = file:read_file(File),
    Module = victim,
    case code:load_binary(Module, "", Bytes) of
        {module, Module} ->
            Functions = Module:module_info(exports),
            [call(Module, Function, Arity, Seed) || {Function, Arity} <- Functions, Seed <- [1, 2, 3]],
            code:purge(Module), code:delete(Module), code:purge(Module);
        {error, _} -> ok
    end.
call(Module, Function, Arity, Seed) ->
    Args = [arg(Seed * 7 + N) || N <- lists:seq(1, Arity)],
    {Pid, Monitor} = spawn_opt(fun() -> apply(Module, Function, Args), garbage_collect() end,
        [monitor, {max_heap_size, #{size => 1000000, kill => true, error_logger => false}}]),
    Pid ! hello,
    receive {'DOWN', Monitor, _, _, _} -> ok
    after 20 -> exit(Pid, kill), receive {'DOWN', Monitor, _, _, _} -> ok end
    end.
arg(N) ->
    Args = {[], [a, b, c], <<"some bytes">>, #{a => 1, b => [2]}, {x, 1, [y]}, 17, fun(X) -> X end, 3.5, atom, <<1:3>>,
        [{a, 1}, {b, 2}], "text", 1 bsl 70, {ok, <<"binary of more than sixty-four bytes, which is on no heap but outside">>}, self()},
    element(N rem tuple_size(Args) + 1, Args).
"#;

/// What is damaged: code with bit syntax, maps, records, funs, exceptions and messages.
const VICTIM: &str = r#"
-module(victim).
-compile([export_all, nowarn_export_all]).
-record(r, {a, b, c = 1}).
list([H | T]) -> [H, H | list(T)]; list(_) -> [].
record(#r{a = A} = R) -> R#r{b = A, c = [A]}; record(X) -> #r{a = X, b = X}.
map(#{a := A} = M) -> M#{a => {A}, b => 2}; map(X) -> #{x => X, y => [X]}.
bits(<<A, B:16/little, R/binary>>) -> {A, B, bits(R)}; bits(<<A:3, _/bits>>) -> A; bits(X) -> X.
build(X) when is_integer(X) -> <<X:16, 1.0/float, "text", X/utf8>>; build(B) when is_binary(B) -> <<B/binary, 1>>; build(X) -> [X].
comp(L) -> << <<(erlang:phash2(X)):8>> || X <- L >>.
funs(X, Y) -> F = fun(Z) -> {X, Y, Z} end, [F(1), (fun list/1)([Y]), F].
caught(F, X) -> try F(X) of V -> {ok, V} catch error:R:S -> {R, length(S)}; _:T -> T after erlang:put(k, X) end.
catches(X) -> A = (catch X ! hello), {A, catch hd(X), catch erlang:error(X)}.
deep(X) -> try try list(X) catch throw:Y -> Y end catch error:Z -> {error, Z} end.
receives(X) -> self() ! X, receive {a, Y} -> Y; hello -> X after 1 -> none end.
marked(P) -> R = make_ref(), P ! {self(), R}, receive {R, X} -> X after 0 -> none end.
floats(X, Y) when is_float(X) -> X * 2.0 + Y / 3.0; floats(X, _) -> X.
tuples(T) when tuple_size(T) > 2 -> {element(1, T), setelement(2, T, b), setelement(1, setelement(3, T, c), a)}; tuples(T) -> T.
select(X) -> case X of a -> 1; b -> 2; 17 -> 3; {x, _} -> 4; {x, _, Y} -> Y; 3.5 -> 5; _ -> 6 end.
many(A, B, C) -> X = list(A), Y = map(B), Z = bits(C), {X, Y, Z, list(X), map(Y), A, B, C}.
"#;

/// How many damaged modules run.
const CASES: u32 = 120;

fn compiled(dir: &Path) -> Vec<u8> {
    for (name, text) in [("victim", VICTIM), ("driver", DRIVER)] {
        let file = dir.join(name).with_extension("erl");
        fs::write(&file, text).expect("written");
        let erlc = Command::new("erlc").arg(&file).current_dir(dir).status();
        assert!(erlc.expect("erlc is installed").success());
    }
    fs::read(dir.join("victim.beam")).expect("a module")
}

/// The status of the interpreter that runs the driver; none when it takes too long.
fn run(dir: &Path) -> Option<ExitStatus> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_portcullis-beam"))
        .args(Otp::find().expect("erl is installed").emulator_arguments())
        .args(["-noshell", "-s", "driver", "main"])
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the interpreter runs");
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(5) {
        if let Some(status) = child.try_wait().expect("a status") {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("it ends");
    child.wait().expect("it has ended");
    None
}

fn scratch() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a directory");
    let damaged = dir.path().join("damaged");
    fs::create_dir(&damaged).expect("a directory");
    (dir, damaged)
}

/// Where the instructions are, in a file.
fn code_range(bytes: &[u8]) -> std::ops::Range<usize> {
    let chunk = bytes.windows(4).position(|window| window == b"Code").expect("code");
    let size = u32::from_be_bytes(bytes[chunk + 4..chunk + 8].try_into().expect("four bytes")) as usize;
    chunk + 28..chunk + 8 + size
}

#[test]
fn damaged_modules_do_no_harm() {
    let (dir, damaged) = scratch();
    let victim = compiled(dir.path());
    let code = code_range(&victim);
    let flips = prop::collection::vec((any::<Index>(), any::<u8>()), 1..3);
    let mut runner = TestRunner::deterministic();
    let mut accepted = 0;
    for _ in 0..CASES * 200 {
        let mut bytes = victim.clone();
        let flips = flips.new_tree(&mut runner).expect("a value").current();
        for (at, value) in flips {
            let at = code.start + at.index(code.len());
            // Operands near to what was there are accepted more often than any.
            bytes[at] = if value < 128 {
                bytes[at] ^ 1 << (value % 8)
            } else {
                value
            };
        }
        if bytes != victim && Beam::parse(&bytes).is_ok() {
            fs::write(damaged.join(format!("{accepted:04}.beam")), bytes).expect("written");
            accepted += 1;
        }
        if accepted == CASES {
            break;
        }
    }
    assert!(accepted == CASES, "only {accepted} are accepted");
    // A damaged program may loop for ever where it has no turns: then the rest runs without it.
    let files: Vec<PathBuf> = fs::read_dir(&damaged)
        .expect("a directory")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    for few in files.chunks(20) {
        harmless(few);
    }
}

/// Run some, and if that has no end, each.
fn harmless(files: &[PathBuf]) {
    let (dir, damaged) = scratch();
    compiled(dir.path());
    for file in files {
        fs::copy(file, damaged.join(file.file_name().expect("a name"))).expect("copied");
    }
    match run(dir.path()) {
        // It may end the system as any program may, but not by a signal or a panic.
        Some(status) => assert!(status.code().is_some_and(|code| code < 101), "{files:?}: {status}"),
        None if files.len() == 1 => {}
        None => files.chunks(files.len().div_ceil(4)).for_each(harmless),
    }
}
