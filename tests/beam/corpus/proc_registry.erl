%% Registered names over the lives of processes; a registry of our own; name clashes.
-module(proc_registry).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    ?T(begin P = spawn(fun() -> receive stop -> ok end end), true = register(one, P), {whereis(one) =:= P, lists:member(one, registered())} end),
    ?T(register(one, self())),
    ?T(begin one ! stop, wait_gone(one), whereis(one) end),
    ?T(begin register(one, self()), unregister(one), whereis(one) end),
    ?T(cycle(100)),
    ?T(send_by_name()),
    ?T(begin register(me, self()), me ! {hello, me}, R = check:collect(1), unregister(me), R end),
    ?T(begin register(me, self()), {me, node()} ! remote_style, R = check:collect(1), unregister(me), R end),
    ?T(registry()),
    ?T(monitor_name()),
    ?T(register(?I("x"), self())),
    ?T(register(a, ?I(foo))),
    ?T(begin P = spawn(fun() -> ok end), timer:sleep(5), catch_reg(dead, P) end),
    ?T(unregister(?I(nobody))),
    ?T([global:register_name(g1, self()), global:whereis_name(g1) =:= self(), global:send(g1, hi) =:= self(), check:collect(1), global:unregister_name(g1), global:whereis_name(g1)]),
    ?T(begin {ok, P} = pg:start_link(), pg:join(group, self()), R = {pg:get_members(group) =:= [self()], pg:which_groups()}, pg:leave(group, self()), {R, pg:get_members(group), is_pid(P)} end).

wait_gone(N) -> case whereis(N) of undefined -> ok; _ -> timer:sleep(1), wait_gone(N) end.
catch_reg(N, P) -> try register(N, P) catch error:R -> R end.
cycle(0) -> done;
cycle(N) -> {P, R} = spawn_monitor(fun() -> register(cyc, self()), receive stop -> ok end end), wait_here(cyc), cyc ! stop, receive {'DOWN', R, process, P, normal} -> ok end, undefined = whereis(cyc), cycle(N - 1).
wait_here(N) -> case whereis(N) of undefined -> erlang:yield(), wait_here(N); _ -> ok end.
send_by_name() -> S = self(), P = spawn(fun() -> register(srv, self()), S ! up, srv_loop(0) end), receive up -> ok end, [srv ! {add, N} || N <- [1, 2, 3]], srv ! {get, S}, R = receive {value, V} -> V end, exit(P, kill), R.
srv_loop(N) -> receive {add, K} -> srv_loop(N + K); {get, P} -> P ! {value, N}, srv_loop(N) end.
registry() ->
    R = spawn_link(fun() -> process_flag(trap_exit, true), reg(#{}) end),
    Ps = [begin P = spawn(fun() -> receive die -> ok end end), ask(R, {put, K, P}), P end || K <- [a, b, c]],
    A = ask(R, names), hd(Ps) ! die, timer:sleep(10), B = ask(R, names), C = is_pid(ask(R, {get, b})), D = ask(R, {get, a}),
    unlink(R), exit(R, kill), [P ! die || P <- Ps], {A, B, C, D}.
ask(R, Q) -> M = make_ref(), R ! {self(), M, Q}, receive {M, A} -> A after 1000 -> timeout end.
reg(M) ->
    receive
        {F, Ref, {put, K, P}} -> monitor(process, P), F ! {Ref, ok}, reg(M#{K => P});
        {F, Ref, {get, K}} -> F ! {Ref, maps:get(K, M, none)}, reg(M);
        {F, Ref, names} -> F ! {Ref, lists:sort(maps:keys(M))}, reg(M);
        {'DOWN', _, _, P, _} -> reg(maps:filter(fun(_, V) -> V =/= P end, M))
    end.
monitor_name() -> P = spawn(fun() -> register(mon, self()), receive x -> exit(bye) end end), wait_here(mon), R = monitor(process, mon), mon ! x, receive {'DOWN', R, process, {mon, N}, W} -> {N =:= node(), W, is_pid(P)} end.
