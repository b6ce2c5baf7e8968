//! Without memory the system ends as ERTS does: it says what it wanted, and for what. What nobody needs any more is given back.

use portcullis_corpus::Otp;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::{
    os::unix::process::CommandExt,
    process::{Command, Stdio},
};

/// Bytes of address space that each program gets.
const LIMIT: u64 = 1 << 30;

/// Bytes of address space in which a program has to do that gives back what it does not need.
const SMALL_LIMIT: u64 = 192 << 20;

/// Standard output, standard error and status of a program that has little memory.
fn run(expression: &str) -> (String, String, Option<i32>) {
    run_within(LIMIT, expression)
}

/// The same, with so many bytes of address space.
fn run_within(bytes: u64, expression: &str) -> (String, String, Option<i32>) {
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
        current: Some(bytes),
        maximum: Some(bytes),
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

/// It runs to its end in little memory: what it makes and drops is a multiple of that.
fn is_flat(expression: &str) {
    let expression = format!("Loop = fun L(0, _) -> ok; L(N, F) -> F(N), L(N - 1, F) end, {expression}");
    assert_eq!(
        run_within(SMALL_LIMIT, &expression),
        ("begun\n".into(), String::new(), Some(0)),
        "{expression}"
    );
}

#[test]
fn literals_go_when_their_module_is_purged() {
    is_flat(
        "Value = erl_parse:abstract(lists:seq(1001, 11000)),
        {ok, m, Code} = compile:forms([{attribute, 1, module, m}, {attribute, 1, export, [{f, 0}]},
            {function, 1, f, 0, [{clause, 1, [], [], [Value]}]}]),
        Loop(2000, fun(_) -> code:purge(m), {module, m} = code:load_binary(m, \"m\", Code), put(kept, apply(m, f, [])) end),
        10000 = length(get(kept))",
    );
}

#[test]
fn persistent_terms_go_when_they_are_replaced_or_erased() {
    is_flat(
        "List = lists:seq(1, 20000),
        Loop(1000, fun(N) -> persistent_term:put(key, [N | List]), put(kept, persistent_term:get(key)) end),
        Loop(1000, fun(N) -> persistent_term:put({key, N}, List), persistent_term:erase({key, N}) end),
        Loop(1000, fun(N) -> persistent_term:put(key, <<N:8000000>>) end),
        [1 | List] = get(kept)",
    );
}

#[test]
fn messages_go_from_a_process_that_builds_nothing() {
    is_flat(
        "List = lists:seq(1, 20000),
        {ok, Tokens, _} = erl_scan:string(\"f() -> receive {Pid, _} -> Pid ! ok, f() end.\"),
        {ok, Form} = erl_parse:parse_form(Tokens),
        {ok, m, Code} = compile:forms([{attribute, 1, module, m}, {attribute, 1, export, [{f, 0}]}, Form]),
        {module, m} = code:load_binary(m, \"m\", Code),
        Reader = spawn(m, f, []),
        Loop(1000, fun(_) -> Reader ! {self(), List}, receive ok -> ok end end),
        Loop(1000, fun(N) -> Reader ! {self(), <<N:8000000>>}, receive ok -> ok end end)",
    );
}

#[test]
fn what_ends_is_forgotten() {
    is_flat(
        "List = lists:seq(1, 2000),
        Loop(10000, fun(_) -> {_, M} = spawn_monitor(fun() -> length(List) end), receive {_, M, _, _, _} -> ok end end),
        Loop(10000, fun(N) -> erlang:cancel_timer(erlang:send_after(1000000 + N, self(), List)) end),
        Loop(10000, fun(N) -> T = ets:new(t, []), ets:insert(T, {N, List}), ets:delete(T) end),
        Loop(10000, fun(N) -> put({key, N}, List), erase({key, N}) end)",
    );
}
