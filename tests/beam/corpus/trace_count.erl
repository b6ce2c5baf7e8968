%% Calls that are counted, and whose time is taken.
-module(trace_count).
-export([main/0, fac/1, f/1]).

main() ->
    p({?MODULE, '_', '_'}, true, [call_count]),
    fac(5), f(1), ?MODULE:f(2),
    info(call_count),
    p({?MODULE, f, 1}, pause, [call_count]),
    fac(5), f(1),
    info(call_count),
    p({?MODULE, f, 1}, restart, [call_count]),
    fac(5), f(1),
    info(call_count),
    info(all),
    p({?MODULE, fac, 1}, false, [call_count]),
    info(call_count),
    p({?MODULE, '_', '_'}, true, [call_time, call_count]),
    fac(5),
    info(call_time),
    run(fun() -> fac(20), f(fac(2)) end),
    info(call_time),
    info(call_count),
    run(fun() -> catch f(fac(a)), fac(3) end),
    info(call_time),
    p({?MODULE, '_', '_'}, pause, [call_time]),
    run(fun() -> fac(20) end),
    info(call_time),
    p({?MODULE, '_', '_'}, restart, [call_time]),
    info(call_time),
    p({?MODULE, f, 1}, [{'_', [], []}], [call_time]),
    p({?MODULE, f, 1}, [{'_', [], []}], [call_count]),
    p({?MODULE, '_', '_'}, true, [local, call_count]),
    info(all),
    p({?MODULE, '_', '_'}, false, [local, call_count, call_time]),
    info(all),
    cprof:start(?MODULE),
    fac(7),
    io:format("~p~n", [cprof:analyse(?MODULE, 2)]),
    cprof:stop().

p(MFA, Spec, Flags) ->
    io:format("~0p ~0p: ~0p~n", [Spec, Flags, try erlang:trace_pattern(MFA, Spec, Flags) catch C:R -> {C, R} end]).

info(What) -> [io:format("    ~0p ~0p~n", [F, times(erlang:trace_info({?MODULE, F, 1}, What))]) || F <- [fac, f]].

%% Times differ from run to run.
times({call_time, All}) when is_list(All) -> {call_time, lists:sort([{N, S, is_integer(U) andalso U >= 0} || {_, N, S, U} <- All])};
times(Other) -> Other.

run(F) ->
    {P, R} = spawn_monitor(fun() -> receive go -> F() end end),
    erlang:trace(P, true, [call]),
    P ! go,
    receive {'DOWN', R, _, _, _} -> ok end,
    D = erlang:trace_delivered(P),
    receive {trace_delivered, P, D} -> ok end.

fac(0) -> 1;
fac(N) -> N * fac(N - 1).
f(X) -> X.
