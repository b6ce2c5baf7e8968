%% What traced functions return and raise, and where to they return.
-module(trace_return).
-export([main/0, fac/1, a/1, b/1, c/1, tail/1, keep/1, caught/1, thrower/1]).

main() ->
    logger:set_primary_config(level, none),
    both([{'_', [], [{return_trace}]}]),
    both([{'_', [], [{exception_trace}]}]),
    both([{'_', [], [{message, false}, {exception_trace}]}]),
    both([{'_', [], [{message, {caller}}]}]),
    erlang:trace_pattern({?MODULE, '_', '_'}, false, [local]),
    erlang:trace_pattern({erlang, list_to_integer, 1}, [{'_', [], [{exception_trace}]}], [local]),
    run(fun() -> keep(list_to_integer(keep("12"))), catch keep(list_to_integer(keep("x"))) end, [call]),
    erlang:trace_pattern({erlang, list_to_integer, 1}, false, [local]),
    erlang:trace_pattern({?MODULE, deep, 1}, [{'_', [], [{exception_trace}]}], [local]),
    run(fun() -> deep(3) end, [call]),
    run(fun() -> catch deep(2) end, [call, return_to]),
    run(fun() -> big(200) end, [call]),
    erlang:trace_pattern({?MODULE, big, 1}, [{'_', [], [{return_trace}]}], [local]),
    {ok, Stack} = stack(),
    io:format("~0p~n", [Stack]),
    run(fun() -> big(20), garbage_collect(), big(3) end, [call]),
    erlang:trace_pattern({?MODULE, '_', '_'}, false, [local]).

both(Spec) ->
    io:format("~0p: ~0p~n", [Spec, erlang:trace_pattern({?MODULE, '_', '_'}, Spec, [local])]),
    [begin
        run(fun() -> fac(2) end, Flags),
        run(fun() -> keep(a(1)) end, Flags),
        run(fun() -> tail(3) end, Flags),
        run(fun() -> caught(0), ok end, Flags),
        run(fun() -> keep(thrower(x)) end, Flags),
        run(fun() -> (catch thrower(y)), exit(keep(bye)) end, Flags)
     end || Flags <- [[call], [call, return_to]]].

run(F, Flags) ->
    process_flag(trap_exit, true),
    {P, R} = spawn_opt(fun() -> receive go -> F() end, exit(done) end, [monitor]),
    erlang:trace(P, true, Flags),
    io:format("run ~0p~n", [Flags]),
    P ! go,
    receive {'DOWN', R, _, _, Why} -> io:format("  ~0p~n", [shorter(Why)]) end,
    D = erlang:trace_delivered(P),
    receive {trace_delivered, P, D} -> ok end,
    told(P).

shorter({Why, [_ | _]}) -> Why;
shorter(Why) -> Why.

told(P) ->
    receive M -> io:format("    ~0p~n", [masked(M, P)]), told(P) after 0 -> ok end.

masked(M, P) -> list_to_tuple([if X =:= P -> pid; true -> X end || X <- tuple_to_list(M)]).

fac(0) -> 1;
fac(N) -> N * fac(N - 1).
a(X) -> b(X) + 1.
b(X) -> c(X).
c(X) -> X.
tail(0) -> done;
tail(N) -> tail(N - 1).
keep(X) -> X.
caught(X) -> try keep(1) div X catch error:E -> {caught, E} end.
thrower(X) -> throw(keep(X)).
deep(0) -> error(bottom);
deep(N) -> 1 + deep(N - 1).
big(0) -> [];
big(N) -> [lists:seq(1, N rem 4) | big(N - 1)].

%% A stack trace shows nothing of who traces.
stack() ->
    Me = self(),
    T = spawn(fun() -> receive stop -> ok end end),
    erlang:trace_pattern({?MODULE, deep, 1}, [{'_', [], [{exception_trace}]}], [local]),
    P = spawn(fun() -> receive go -> ok end, try deep(2) catch error:E:S -> Me ! {ok, {E, [{F, A} || {_, F, A, _} <- S]}} end end),
    erlang:trace(P, true, [call, {tracer, T}]),
    P ! go,
    receive {ok, _} = Ok -> T ! stop, Ok end.
