%% What traced processes do with others, and with their names: spawn, link, register, exit; and which flags others get by that.
-module(trace_procs).
-export([main/0, idle/0, ending/0]).

main() ->
    run([procs], fun() ->
        C = spawn(?MODULE, idle, []), link(C), unlink(C), register(trace_foo, self()), unregister(trace_foo),
        register(trace_bar, self()), D = spawn_link(?MODULE, idle, []), link(D), D ! stop, wait(D), C ! stop
    end),
    run([procs], fun() -> {C, R} = spawn_opt(?MODULE, idle, [], [link, monitor]), unlink(C), C ! stop, receive {'DOWN', R, _, _, _} -> ok end, exit({because, 1}) end),
    run([procs, set_on_spawn], fun() ->
        C = spawn_link(fun() -> D = spawn(?MODULE, ending, []), wait(D), exit(normal) end), wait(C)
    end),
    run([procs, set_on_first_spawn], fun() ->
        C = spawn(fun() -> D = spawn(?MODULE, ending, []), wait(D) end), wait(C), E = spawn(?MODULE, ending, []), wait(E)
    end),
    run([procs, set_on_link], fun() ->
        C = spawn(?MODULE, ending, []), wait(C), D = spawn_link(fun() -> ok end), wait(D), E = spawn_link(fun() -> ok end), wait(E)
    end),
    run([procs, set_on_first_link], fun() ->
        D = spawn_link(fun() -> ok end), wait(D), E = spawn_link(fun() -> ok end), wait(E)
    end),
    run([exiting], fun() -> exit(foo) end),
    run([procs, exiting], fun() -> exit(foo) end),
    P = spawn(?MODULE, idle, []),
    1 = erlang:trace(P, true, [procs]),
    register(trace_other, P), unregister(trace_other), link(P), unlink(P),
    exit(P, kill),
    wait(P),
    told(P),
    erlang:trace(new, true, [procs]),
    N = spawn(?MODULE, ending, []),
    wait(N),
    erlang:trace(new, false, [procs]),
    told(N),
    O = spawn(?MODULE, ending, []),
    wait(O),
    told(O).

idle() -> receive stop -> ok end.

ending() -> exit(bye).

wait(P) ->
    R = monitor(process, P),
    receive {'DOWN', R, _, _, _} -> ok end.

run(Flags, F) ->
    {P, R} = spawn_monitor(fun() -> receive go -> F() end end),
    1 = erlang:trace(P, true, Flags),
    io:format("~0p~n", [Flags]),
    P ! go,
    receive {'DOWN', R, _, _, _} -> ok end,
    told(P).

told(P) ->
    D = erlang:trace_delivered(all),
    receive {trace_delivered, all, D} -> ok end,
    All = drain(),
    Pids = [P | lists:usort([element(2, M) || M <- All]) -- [P]],
    [begin
        io:format("  process ~p~n", [N]),
        [io:format("    ~0p~n", [check:mask(M)]) || M <- All, element(2, M) =:= Q]
     end || {N, Q} <- lists:zip(lists:seq(1, length(Pids)), Pids)].

drain() -> receive M -> [M | drain()] after 0 -> [] end.
