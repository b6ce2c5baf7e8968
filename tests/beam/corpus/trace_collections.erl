%% Garbage collections that are told, and what is told of each; and times of all kinds.
-module(trace_collections).
-export([main/0, f/1]).

main() ->
    run([garbage_collection], fun() -> garbage_collect() end),
    run([garbage_collection, timestamp], fun() -> garbage_collect() end),
    run([garbage_collection, procs], fun() -> spawn(fun() -> ok end), garbage_collect(), exit(bye) end),
    erlang:trace_pattern({?MODULE, f, 1}, [{'_', [], [{return_trace}]}], [local]),
    run([call, garbage_collection], fun() -> f(1), garbage_collect(), f(2) end),
    [run([call, T], fun() -> f(1) end) || T <- [timestamp, monotonic_timestamp, strict_monotonic_timestamp]].

run(Flags, F) ->
    {P, R} = spawn_monitor(fun() -> receive go -> F() end end),
    1 = erlang:trace(P, true, Flags),
    io:format("~0p~n", [Flags]),
    check:let_go(P, R),
    told(P).

told(P) ->
    receive M -> io:format("    ~0p~n", [list_to_tuple([mask(X, P) || X <- tuple_to_list(M)])]), told(P) after 0 -> ok end.

mask(P, P) -> pid;
mask([{wordsize, _} | _] = Info, _) -> [{K, is_integer(V)} || {K, V} <- Info];
mask(X, _) when is_pid(X) -> other;
mask({erlang, apply, [F, []]}, _) when is_function(F) -> a_fun;
mask({A, B, C}, _) when is_integer(A), is_integer(B), is_integer(C) -> {is_integer(A), is_integer(B), is_integer(C)};
mask({A, B}, _) when is_integer(A), is_integer(B) -> {is_integer(A), is_integer(B)};
mask(A, _) when is_integer(A), A < 0 -> time;
mask(A, _) when is_integer(A), A > 1000 -> time;
mask(X, _) -> X.

f(X) -> X.
