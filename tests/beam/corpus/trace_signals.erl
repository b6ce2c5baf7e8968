%% Exit signals and hibernation of traced processes, what becomes of a trace whose tracer ends, and everything traced at once.
-module(trace_signals).
-export([main/0, loop/0, f/1, rec/1]).

main() ->
    logger:set_primary_config(level, none),
    Flags = [procs, 'receive'],
    run(fun() -> process_flag(trap_exit, true), spawn_link(fun() -> exit(boo) end), receive {'EXIT', _, _} -> ok end end, Flags),
    run(fun() -> process_flag(trap_exit, true), P = spawn_link(fun() -> receive x -> ok end end), exit(P, kill), receive {'EXIT', _, _} -> ok end end, Flags),
    run(fun() -> spawn_link(fun() -> ok end), receive after 20 -> ok end end, Flags),
    run(fun() -> spawn_link(fun() -> exit(bar) end), receive after 1000 -> ok end end, Flags),
    run(fun() -> exit(self(), kill), receive after 1000 -> ok end end, Flags),
    Dead = spawn(fun() -> ok end),
    run(fun() ->
        monitor(process, Dead), receive {'DOWN', _, _, _, _} -> ok end, process_flag(trap_exit, true),
        link(Dead), receive {'EXIT', _, _} -> ok end, exit(self(), foo), receive {'EXIT', _, foo} -> ok end, unlink(Dead)
    end, Flags),
    run(fun() -> catch link(Dead) end, [procs]),
    P = spawn(?MODULE, loop, []),
    receive after 10 -> ok end,
    erlang:trace_pattern({?MODULE, '_', '_'}, [{'_', [], [{return_trace}]}], [local]),
    erlang:trace(P, true, [call, return_to, procs]),
    P ! go, P ! hibernate, receive after 10 -> ok end, P ! go, P ! {apply, ?MODULE, f, [3]}, P ! {apply, erlang, apply, [?MODULE, f, [4]]},
    told(),
    io:format("~p ~p~n", [process_info(P, current_function), length(element(2, process_info(P, current_stacktrace)))]),
    T = spawn(fun() -> receive stop -> ok end end),
    erlang:trace(P, false, [all]),
    1 = erlang:trace(P, true, [call, {tracer, T}]),
    R = monitor(process, T),
    T ! stop,
    receive {'DOWN', R, _, _, _} -> ok end,
    P ! go,
    receive after 10 -> ok end,
    io:format("~p~n", [erlang:trace_info(P, flags)]),
    erlang:trace(P, true, [call]), P ! go, P ! stop,
    told(),
    run(fun() -> rec(3) end, [call, return_to]),
    [begin
        io:format("~p~n", [erlang:trace_pattern({'_', '_', '_'}, true, [Kind]) > 1000]),
        S = spawn(fun sink/0),
        {Q, M} = spawn_monitor(fun() -> receive go -> work() end end),
        erlang:trace(Q, true, [{tracer, S}, send, 'receive', procs, call, return_to, running, exiting, garbage_collection, timestamp, set_on_spawn]),
        Q ! go,
        receive {'DOWN', M, _, _, Why} -> io:format("~p~n", [Why]) end,
        io:format("~p~n", [erlang:trace_pattern({'_', '_', '_'}, false, [Kind]) > 1000]),
        S ! {stop, self()},
        receive told -> ok end
     end || Kind <- [local, global]].

work() ->
    lists:sort([3, 2, 1]), catch error(foo), T = ets:new(x, []), ets:insert(T, {1, 2}), P = spawn_link(fun() -> receive {x, F} -> F ! y end end),
    P ! {x, self()}, receive y -> ok end, [lists:duplicate(N, N) || N <- lists:seq(1, 60)], garbage_collect(), try throw(x) catch throw:x -> ok end,
    string:uppercase("abc"), re:run("abc", "b"), file:read_file("/nonexistent"), exit(done).

sink() -> receive {stop, P} -> P ! told; _ -> sink() end.

loop() ->
    receive
        go -> f(1), loop();
        hibernate -> erlang:hibernate(?MODULE, loop, []);
        {apply, M, F, A} -> apply(M, F, A), loop();
        stop -> ok
    end.

f(X) -> X.

rec(0) -> receive after 1 -> ok end;
rec(N) -> f(N), rec(N - 1).

run(F, Flags) ->
    io:format("~p~n", [Flags]),
    P = spawn(fun() -> receive go -> F() end end),
    1 = erlang:trace(P, true, Flags),
    P ! go,
    told().

told() -> receive M -> io:format("    ~0p~n", [M]), told() after 50 -> ok end.
