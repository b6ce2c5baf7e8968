//! Without memory the system ends as ERTS does: it says what it wanted, and for what.

use portcullis_corpus::Otp;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::{
    os::unix::process::CommandExt,
    process::{Command, Stdio},
};

/// Bytes of address space that each program gets.
const LIMIT: u64 = 1 << 30;

/// Standard output, standard error and status of a program that has little memory.
fn run(expression: &str) -> (String, String, Option<i32>) {
    let otp = Otp::find().expect("erl is installed");
    let mut command = Command::new(env!("CARGO_BIN_EXE_portcullis-beam"));
    command
        .args(otp.emulator_arguments())
        .args([
            "-noshell",
            "-eval",
            &format!("io:put_chars(\"begun\\n\"), {expression}, halt()."),
        ])
        .stdin(Stdio::null());
    let limit = Rlimit {
        current: Some(LIMIT),
        maximum: Some(LIMIT),
    };
    // SAFETY: it is one system call.
    #[expect(unsafe_code, reason = "the limit is for the new process only")]
    unsafe {
        command.pre_exec(move || Ok(setrlimit(Resource::As, limit)?));
    }
    let output = command.output().expect("the interpreter runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

/// It ends for want of memory of that type, and what it wrote before has arrived.
fn ends_without(allocator: &str, name: &str, expression: &str) {
    let (out, err, status) = run(expression);
    assert_eq!((out.as_str(), status), ("begun\n", Some(1)), "{expression}: {err}");
    let bytes = err
        .strip_prefix(&format!("\n{allocator}: Cannot allocate "))
        .and_then(|rest| rest.strip_suffix(&format!(" bytes of memory (of type \"{name}\").\n")));
    assert!(
        bytes.is_some_and(|bytes| bytes.parse::<u64>().is_ok()),
        "{expression}: {err}"
    );
}

#[test]
fn a_heap_that_cannot_grow_ends_the_system() {
    ends_without("eheap_alloc", "heap", "lists:seq(1, 1000000000)");
    ends_without("eheap_alloc", "heap", "lists:flatten(lists:duplicate(100000000, [a]))");
}

#[test]
fn messages_end_the_system() {
    let expression = "P = spawn(fun() -> receive never -> ok end end), L = lists:duplicate(1000000, 0), \
        F = fun F() -> P ! L, F() end, F()";
    ends_without("eheap_alloc", "heap", expression);
}

#[test]
fn binaries_end_the_system() {
    ends_without(
        "binary_alloc",
        "binary",
        "F = fun F(B) -> F(<<B/binary, B/binary>>) end, F(<<0:8000>>)",
    );
    ends_without(
        "binary_alloc",
        "binary",
        "F = fun F(B) -> F(iolist_to_binary([B, B])) end, F(<<0:8000>>)",
    );
    ends_without("binary_alloc", "binary", "binary:copy(<<0>>, 3000000000)");
}

#[test]
fn tables_end_the_system() {
    let expression = "T = ets:new(t, []), L = lists:duplicate(1000000, 0), \
        F = fun F(N) -> ets:insert(T, {N, L}), F(N + 1) end, F(0)";
    ends_without("ets_alloc", "db_term", expression);
}

#[test]
fn a_size_that_is_only_asked_for_costs_nothing() {
    let expression = "
        {ok, Zero} = file:open(\"/dev/zero\", [read, raw, binary]),
        {error, enomem} = file:read(Zero, 1 bsl 40),
        {'EXIT', {badarg, _}} = (catch binary_to_term(<<131, 108, 255, 255, 255, 255>>)),
        {'EXIT', {badarg, _}} = (catch binary_to_term(<<131, 104:8, 255, 1>>)),
        {'EXIT', {badarg, _}} = (catch binary_to_term(<<131, 80, 255, 255, 255, 255, 120, 156, 3, 0, 0, 0, 0, 1>>)),
        {'EXIT', {system_limit, _}} = (catch atomics:new(1 bsl 62, []))";
    assert_eq!(run(expression), ("begun\n".into(), String::new(), Some(0)));
}

#[test]
fn a_process_that_may_not_be_so_large_ends_before() {
    let expression = "
        logger:set_primary_config(level, none),
        {_, Monitor} = spawn_opt(fun() -> lists:seq(1, 1000000000) end, [monitor, {max_heap_size, 1000000}]),
        receive {'DOWN', Monitor, _, _, killed} -> ok end";
    assert_eq!(run(expression), ("begun\n".into(), String::new(), Some(0)));
}
