%% Monitors: reasons, names, demonitor with flush and info, aliases, tags, spawn_monitor.
-module(proc_monitors).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    ?T([down(fun() -> exit(R) end) || R <- [normal, boom, kill, {a, b}]]),
    ?T(element(1, down(fun() -> error(x) end))),
    ?T(dead()),
    ?T(by_name()),
    ?T(no_name()),
    ?T(flush()),
    ?T(info()),
    ?T(several()),
    ?T(self_monitor()),
    ?T(own_alias()),
    ?T(alias_reply()),
    ?T(alias_explicit()),
    ?T(tagged()),
    ?T(spawn_opts()),
    ?T(unalias(make_ref())),
    ?T(monitor(process, ?I(1))),
    ?T(monitor(time_offset, clock_service) =/= x),
    ?T(demonitor(make_ref())),
    ?T(monitors_listed()),
    ?T(many(1000)),
    ?T(check:flush()).

down(F) ->
    {_, Ref} = spawn_monitor(F),
    receive {'DOWN', Ref, process, _, R} -> R end.

dead() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    R2 = monitor(process, Pid),
    receive {'DOWN', R2, process, Pid, R} -> R end.

by_name() ->
    Pid = spawn(fun() -> receive die -> exit(done) end end),
    register(monitored_name, Pid),
    Ref = monitor(process, monitored_name),
    monitored_name ! die,
    receive {'DOWN', Ref, process, Obj, R} -> {Obj, R} end.

no_name() ->
    Ref = monitor(process, nobody_by_this_name),
    receive {'DOWN', Ref, process, Obj, R} -> {Obj, R} end.

flush() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    R2 = monitor(process, Pid),
    receive {'DOWN', R2, _, _, _} -> ok end,
    {demonitor(Ref, [flush]), check:flush()}.

info() ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    Ref = monitor(process, Pid),
    A = demonitor(Ref, [info]),
    B = demonitor(Ref, [info]),
    C = demonitor(Ref, [flush, info]),
    Pid ! stop,
    {A, B, C}.

several() ->
    Pid = spawn(fun() -> receive die -> exit(gone) end end),
    Refs = [monitor(process, Pid) || _ <- lists:seq(1, 5)],
    Pid ! die,
    [receive {'DOWN', R, process, Pid, X} -> X end || R <- Refs].

self_monitor() -> R = monitor(process, self()), {is_reference(R), demonitor(R), check:flush()}.

own_alias() ->
    A = alias(),
    A ! one,
    R = check:flush(),
    {R, unalias(A), unalias(A), A ! two, check:flush()} =:= {[one], true, false, two, []}.

alias_reply() ->
    A = alias([reply]),
    A ! first,
    A ! second,
    {check:flush(), unalias(A)}.

alias_explicit() ->
    Pid = spawn(fun() -> receive {From, X} -> From ! {reply, X} end end),
    Ref = monitor(process, Pid, [{alias, reply_demonitor}]),
    Pid ! {Ref, hello},
    R = receive {reply, X} -> X end,
    Pid2 = spawn(fun() -> receive {From, X2} -> From ! {reply, X2}, From ! again end end),
    Ref2 = monitor(process, Pid2, [{alias, demonitor}]),
    Pid2 ! {Ref2, hi},
    D = [receive M -> case M of {'DOWN', Ref2, _, _, W} -> {down, W}; _ -> M end end || _ <- [1, 2, 3]],
    {R, D, check:flush()}.

tagged() ->
    {_, Ref} = spawn_opt(fun() -> exit(bye) end, [{monitor, [{tag, my_tag}]}]),
    receive {my_tag, Ref, process, _, R} -> R end.

spawn_opts() ->
    {P, R} = spawn_opt(fun() -> receive x -> ok end end, [link, monitor, {priority, high}, {min_heap_size, 1000}, {fullsweep_after, 3}, {message_queue_data, off_heap}]),
    I = process_info(P, [priority, message_queue_data]),
    unlink(P),
    exit(P, kill),
    receive {'DOWN', R, _, _, W} -> {I, W} end.

monitors_listed() ->
    P = spawn(fun() -> receive x -> ok end end),
    R1 = monitor(process, P),
    {monitors, M} = process_info(self(), monitors),
    {monitored_by, B} = process_info(P, monitored_by),
    demonitor(R1),
    P ! x,
    {M =:= [{process, P}], B =:= [self()], process_info(self(), monitors)}.

many(N) ->
    Refs = [element(2, spawn_monitor(fun() -> exit(I) end)) || I <- lists:seq(1, N)],
    lists:sum([receive {'DOWN', R, _, _, I} -> I end || R <- Refs]).
