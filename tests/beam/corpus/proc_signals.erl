%% Signals: exit/2 of all kinds, links that are not there, chains of exits, sends to names, aliases and the dead, timers of the dead.
-module(proc_signals).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    Dead = dead(),
    ?T([ends(Trap, R) || Trap <- [false, true], R <- [normal, kill, killed, boom, {a, "b"}]]),
    ?T([own_end(Trap, R) || Trap <- [false, true], R <- [normal, kill, boom]]),
    ?T(exit(Dead, boom)),
    ?T(exit(?I(foo), boom)),
    ?T(exit(make_ref(), boom)),
    ?T(down(fun() -> link(Dead), receive x -> ok after 1000 -> late end end)),
    ?T(down(fun() -> process_flag(trap_exit, true), link(Dead), receive {'EXIT', Dead, R} -> exit({heard, R}) end end)),
    ?T(link(?I(foo))),
    ?T(unlink(?I(foo))),
    ?T([link(self()), unlink(self()), unlink(Dead)]),
    ?T(chain(50)),
    ?T(star(200)),
    ?T(unlinked()),
    ?T(relinked()),
    ?T(two_monitors_and_a_link()),
    ?T(sends(Dead)),
    ?T(?I(nobody_has_this_name) ! x),
    ?T(?I(1) ! x),
    ?T(?I({1, 2}) ! x),
    ?T(?I({a, b, c}) ! x),
    ?T(erlang:send(self(), x, ?I([bad]))),
    ?T(erlang:send(nobody_has_this_name, x, [])),
    ?T(check:flush()),
    ?T(aliases()),
    ?T(alias_of_monitor()),
    ?T(alias(?I([demonitor]))),
    ?T(unalias(?I(x))),
    ?T(names()),
    ?T(register(undefined, self())),
    ?T(register(init, self())),
    ?T(register(dead_one, Dead)),
    ?T(unregister(nobody_has_this_name)),
    ?T(whereis(?I("x"))),
    ?T(monitor(process, {x, 'a@b'})),
    ?T(monitor(?I(foo), self())),
    ?T(monitor(port, no_port) =/= x),
    ?T(check:flush()),
    ?T(demonitor(make_ref(), [info])),
    ?T(demonitor(make_ref(), ?I([bad]))),
    ?T(demonitor(?I(x))),
    ?T(timers(Dead)),
    ?T([cause(fun() -> erlang:send_after(T, D, x, O) end) || {T, D, O} <- [{-1, self(), []}, {x, self(), []}, {1, 1, []}, {1, self(), [{abs, x}]}, {1, self(), x}, {1 bsl 70, self(), []}, {1.0, self(), []}]]),
    ?T(erlang:cancel_timer(make_ref())),
    ?T(erlang:cancel_timer(make_ref(), [{info, false}])),
    ?T(erlang:read_timer(?I(x))),
    ?T(check:flush()),
    ?T(group_leaders(Dead)),
    ?T(ets_given()),
    ?T(receive_again()).

dead() ->
    {P, M} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', M, _, _, _} -> P end.

down(F) ->
    {_, M} = spawn_monitor(F),
    receive {'DOWN', M, _, _, R} -> R after 3000 -> none end.

%% How a process ends, or what it hears, when it is told to.
ends(Trap, Reason) ->
    S = self(),
    {P, M} = spawn_monitor(fun() -> process_flag(trap_exit, Trap), S ! ready, receive {'EXIT', S, R} -> exit({heard, R}) after 200 -> exit(alive) end end),
    receive ready -> ok end,
    true = exit(P, Reason),
    receive {'DOWN', M, _, _, R} -> R end.

own_end(Trap, Reason) ->
    down(fun() -> process_flag(trap_exit, Trap), exit(self(), Reason), receive {'EXIT', _, R} -> exit({heard, R}) after 30 -> exit(alive) end end).

%% The last of a chain of links is killed; the first hears of it.
chain(N) ->
    S = self(),
    {_, M} = spawn_monitor(fun() -> chain_link(N, S) end),
    Last = receive {last, P} -> P end,
    exit(Last, kill),
    receive {'DOWN', M, _, _, R} -> R end.

chain_link(0, S) -> S ! {last, self()}, receive never -> ok end;
chain_link(N, S) -> spawn_link(fun() -> chain_link(N - 1, S) end), receive never -> ok end.

star(N) ->
    S = self(),
    {Hub, M} = spawn_monitor(fun() -> Ps = [spawn_link(fun() -> receive never -> ok end end) || _ <- lists:seq(1, N)], S ! {rays, Ps}, receive never -> ok end end),
    Ps = receive {rays, Rays} -> Rays end,
    exit(lists:nth(N div 2, Ps), ray),
    receive {'DOWN', M, process, Hub, R} -> {R, [P || P <- Ps, is_process_alive(P)]} end.

unlinked() ->
    process_flag(trap_exit, true),
    P = spawn_link(fun() -> receive stop -> exit(stopped) end end),
    unlink(P),
    P ! stop,
    R = receive {'EXIT', P, X} -> X after 20 -> silent end,
    process_flag(trap_exit, false),
    R.

relinked() ->
    process_flag(trap_exit, true),
    P = spawn(fun() -> receive stop -> exit(stopped) end end),
    link(P), link(P), unlink(P), link(P),
    P ! stop,
    R = [receive {'EXIT', P, X} -> X after 20 -> silent end || _ <- [1, 2]],
    process_flag(trap_exit, false),
    R.

two_monitors_and_a_link() ->
    process_flag(trap_exit, true),
    P = spawn_link(fun() -> receive stop -> exit(stopped) end end),
    A = monitor(process, P), B = monitor(process, P),
    P ! stop,
    L = [receive M -> M end || _ <- [1, 2, 3]],
    process_flag(trap_exit, false),
    {hd([element(1, X) || X <- L]), lists:sort([case X of {'EXIT', P, R} -> {exit, R}; {'DOWN', A, process, P, R} -> {a, R}; {'DOWN', B, process, P, R} -> {b, R} end || X <- L])}.

sends(Dead) ->
    register(a_name, self()),
    R = [a_name ! 1, {a_name, node()} ! 2, {a_name, 'a@b'} ! 3, {no_such_name, node()} ! 4, Dead ! 5, make_ref() ! 6, self() ! 7,
         erlang:send(a_name, 8), erlang:send(self(), 9, [noconnect, nosuspend]), erlang:send({a_name, 'a@b'}, 10, [noconnect]), erlang:send({a_name, 'a@b'}, 11, [])],
    unregister(a_name),
    {R, check:flush()}.

aliases() ->
    S = self(),
    A = alias(), B = alias([reply]), C = alias([explicit_unalias]),
    spawn(fun() -> [X ! {Y, N} || {X, Y} <- [{A, a}, {B, b}, {C, c}], N <- [1, 2]], S ! done end),
    receive done -> ok end,
    Got = check:flush(),
    {Got, unalias(A), unalias(A), unalias(B), unalias(C), begin spawn(fun() -> A ! late, S ! done end), receive done -> check:flush() end end}.

alias_of_monitor() ->
    [begin
         P = spawn(fun() -> receive {R, stop} -> R ! {self(), bye}, R ! {self(), again} end end),
         M = monitor(process, P, [{alias, Kind}, {tag, {down, Kind}}]),
         P ! {M, stop},
         First = [receive {P, X} -> X; {{down, Kind}, M, process, P, W} -> W after 20 -> none end || _ <- [1, 2, 3]],
         {Kind, First, demonitor(M, [info]), unalias(M)}
     end || Kind <- [explicit_unalias, demonitor, reply_demonitor]].

names() ->
    P = spawn(fun() -> receive stop -> ok end end),
    true = register(first_name, P),
    A = try register(second_name, P) catch error:E1 -> E1 end,
    B = try register(first_name, self()) catch error:E2 -> E2 end,
    C = {whereis(first_name) =:= P, whereis(second_name), process_info(P, registered_name), lists:member(first_name, registered())},
    true = unregister(first_name),
    D = {whereis(first_name), process_info(P, registered_name)},
    true = register(second_name, P),
    M = monitor(process, second_name),
    second_name ! stop,
    E = receive {'DOWN', M, process, Name, R} -> {Name, R} end,
    {A, B, C, D, E, whereis(second_name)}.

timers(Dead) ->
    T1 = erlang:send_after(0, self(), zero),
    T2 = erlang:start_timer(5, self(), {five, [5]}),
    T3 = erlang:send_after(100000, self(), never),
    _ = erlang:send_after(1, Dead, x), _ = erlang:send_after(1, no_such_name, x),
    Left = erlang:read_timer(T3),
    Z = receive zero -> zero after 1000 -> none end,
    F = receive {timeout, T2, M} -> M after 1000 -> none end,
    C = erlang:cancel_timer(T3),
    {Z, F, Left > 99000 andalso Left =< 100000, C > 98000 andalso C =< 100000, erlang:cancel_timer(T3), erlang:cancel_timer(T1), erlang:read_timer(T2),
     begin T4 = erlang:send_after(100000, self(), x), ok = erlang:cancel_timer(T4, [{async, true}]), receive {cancel_timer, T4, L} -> is_integer(L) end end,
     begin T5 = erlang:send_after(100000, self(), x), erlang:cancel_timer(T5, [{async, true}, {info, false}]) end,
     begin T6 = erlang:send_after(100000, self(), x), ok = erlang:read_timer(T6, [{async, true}]), receive {read_timer, T6, L6} -> is_integer(L6) end end,
     begin Now = erlang:monotonic_time(millisecond), erlang:send_after(Now + 5, self(), absolute, [{abs, true}]), receive absolute -> erlang:monotonic_time(millisecond) >= Now + 5 end end,
     begin [erlang:send_after(T, self(), {in_order, T}) || T <- [30, 10, 20, 0, 15]], [receive {in_order, T} -> T end || _ <- lists:seq(1, 5)] end}.

cause(F) ->
    try F() of _ -> ok catch error:R:S -> {_, _, _, Info} = hd(S), {R, maps:get(cause, proplists:get_value(error_info, Info, #{}), none)} end.

group_leaders(Dead) ->
    P = spawn(fun() -> receive stop -> ok end end),
    true = group_leader(self(), P),
    {group_leader, L} = process_info(P, group_leader),
    Child = spawn(fun() -> receive {S, ask} -> S ! {leader, group_leader()} end end),
    Child ! {self(), ask},
    {L =:= self(), receive {leader, G} -> G =:= group_leader() end, try group_leader(self(), ?I(x)) catch error:E1 -> E1 end,
     try group_leader(?I(x), P) catch error:E2 -> E2 end, try group_leader(self(), Dead) catch error:E3 -> E3 end}.

ets_given() ->
    S = self(),
    {P, M} = spawn_monitor(fun() -> T = ets:new(given, [{heir, S, {some, "data"}}]), ets:insert(T, {1, a}), S ! made end),
    receive made -> ok end,
    receive {'DOWN', M, _, _, R} -> ok end,
    receive {'ETS-TRANSFER', T, P, D} -> {R, D, ets:lookup(T, 1), ets:info(T, owner) =:= S} end.

%% A `receive` with a timeout is woken by messages that do not match.
receive_again() ->
    S = self(),
    spawn(fun() -> [begin timer:sleep(3), S ! noise end || _ <- lists:seq(1, 5)] end),
    T0 = erlang:monotonic_time(millisecond),
    R = receive nothing -> a after 40 -> b end,
    T1 = erlang:monotonic_time(millisecond),
    Noise = check:collect(5),
    {R, T1 - T0 >= 40, T1 - T0 < 4000, Noise}.
