%% Sequential tracing: tokens, and what the system's tracer is told.
-module(trace_seq).
-export([main/0]).

main() ->
    Me = self(),
    T = spawn_link(fun() -> collect([]) end),
    t(fun() -> seq_trace:get_token() end),
    t(fun() -> [seq_trace:get_token(What) || What <- [label, serial, send, 'receive', print, timestamp]] end),
    t(fun() -> seq_trace:set_system_tracer(T) end),
    t(fun() -> seq_trace:get_system_tracer() =:= T end),
    P = spawn_link(fun() ->
        receive {a, F} -> F ! {b, seq_trace:get_token(label), seq_trace:get_token(serial)} end,
        seq_trace:print(hello), seq_trace:print(17, again), seq_trace:print(18, not_this),
        receive x -> Me ! {token, seq_trace:get_token()} end,
        receive y -> Me ! {token, seq_trace:get_token()} end
    end),
    Before = [seq_trace:set_token(What, Value) || {What, Value} <- [{label, 17}, {send, true}, {'receive', true}, {print, true}]],
    T1 = seq_trace:get_token(),
    P ! {a, Me},
    B = receive {b, _, _} = M -> M end,
    T2 = seq_trace:get_token(),
    P ! x,
    C = receive {token, _} = N -> N end,
    T3 = seq_trace:set_token([]),
    P ! y,
    D = receive {token, _} = O -> O end,
    T4 = seq_trace:get_token(),
    T5 = seq_trace:set_token(T3),
    T6 = seq_trace:get_token(),
    seq_trace:set_token([]),
    t(fun() -> Before end),
    [t(fun() -> X end) || X <- [T1, B, T2, C, T3, D, T4, T5, T6]],
    show(T),
    t(fun() ->
        A = seq_trace:set_token(label, {any, term}), A1 = seq_trace:get_token(), A2 = seq_trace:set_token(serial, {5, 7}), A3 = seq_trace:get_token(),
        [seq_trace:set_token(What, true) || What <- [timestamp, monotonic_timestamp, strict_monotonic_timestamp]],
        A4 = seq_trace:get_token(), seq_trace:reset_trace(), {A, A1, A2, A3, A4, seq_trace:get_token()}
    end),
    [t(fun() -> seq_trace:set_token(What, Value) end) || {What, Value} <- [{foo, true}, {send, foo}, {serial, 1}]],
    seq_trace:set_token([]),
    t(fun() -> seq_trace:get_token(foo) end),
    t(fun() -> seq_trace:set_system_tracer(foo) end),
    %% A new process has the token too.
    seq_trace:set_token(label, new),
    seq_trace:set_token(send, true),
    spawn_link(fun() -> Me ! {child, seq_trace:get_token()} end),
    Child = receive {child, _} = Ch -> Ch end,
    Mine = seq_trace:get_token(),
    seq_trace:set_token([]),
    t(fun() -> {Child, Mine} end),
    show(T),
    %% With a time.
    [begin
        seq_trace:set_token(label, When), seq_trace:set_token(print, true), seq_trace:set_token(When, true),
        seq_trace:print(now), seq_trace:set_token([])
     end || When <- [timestamp, monotonic_timestamp, strict_monotonic_timestamp]],
    show(T),
    seq_trace:set_system_tracer(false),
    t(fun() -> seq_trace:get_system_tracer() end),
    t(fun() -> process_info(self(), sequential_trace_token) end).

collect(All) ->
    receive
        {show, From} -> From ! {all, lists:reverse(All)}, collect([]);
        M -> collect([M | All])
    end.

show(T) ->
    T ! {show, self()},
    receive {all, All} -> [io:format("    ~0p~n", [mask(timed(M))]) || M <- All] end.

timed({seq_trace, L, M, {A, B, C}}) -> {seq_trace, L, M, {is_integer(A), is_integer(B), is_integer(C)}};
timed({seq_trace, L, M, {A, B}}) -> {seq_trace, L, M, {is_integer(A), is_integer(B)}};
timed({seq_trace, L, M, A}) -> {seq_trace, L, M, is_integer(A)};
timed(M) -> M.

t(F) -> io:format("~0p~n", [mask(try F() catch error:R:St -> {R, hd(St)} end)]).

mask(X) when is_pid(X), X =:= self() -> me;
mask(X) when is_pid(X) -> pid;
mask(X) when is_reference(X) -> ref;
mask(X) when is_function(X) -> a_fun;
mask([H | T]) -> [mask(H) | mask(T)];
mask(T) when is_tuple(T) -> list_to_tuple([mask(X) || X <- tuple_to_list(T)]);
mask(X) -> X.
