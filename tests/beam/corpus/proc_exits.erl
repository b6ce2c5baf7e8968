%% How a process ends: reasons as links and monitors see them, nested catches, exits in callbacks, halting paths.
-module(proc_exits).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    Ends = [
        {return, fun() -> ok end}, {exit_normal, fun() -> exit(normal) end}, {error, fun() -> error(bad) end}, {error_args, fun() -> error(bad, [1, 2]) end}, {throw, fun() -> throw(x) end}, {badmatch, fun() -> a = ?I(b) end},
        {case_clause, fun() -> case ?I(1) of 2 -> ok end end}, {function_clause, fun() -> only(?I(b)) end}, {badarith, fun() -> ?I(a) + 1 end}, {badfun, fun() -> (?I(x))(1) end}, {badarity, fun() -> (?I(fun(A) -> A end))() end}, {undef, fun() -> no:no() end},
        {exit_in_catch, fun() -> catch exit(inner), exit(outer) end}, {exit_after, fun() -> try exit(first) after ok end end}, {exit_kill, fun() -> exit(kill) end}, {self_kill, fun() -> exit(self(), kill), receive x -> ok end end}, {self_signal, fun() -> exit(self(), bye), receive x -> ok end end},
        {noproc_link, fun() -> link(dead()), timer:sleep(5), exit(still_alive) end}, {long_reason, fun() -> exit(lists:seq(1, 1000)) end}, {fun_reason, fun() -> exit(fun lists:map/2) end}, {raise, fun() -> erlang:raise(error, raised, []) end}, {raise_exit, fun() -> erlang:raise(exit, raised, []) end}, {raise_throw, fun() -> erlang:raise(throw, raised, []) end},
        {if_clause, fun() -> X = ?I(1), if X > 2 -> ok end end}, {try_clause, fun() -> try ?I(1) of 2 -> ok catch _:_ -> ok end end}, {timeout_value, fun() -> receive after ?I(a) -> ok end end}, {system_limit, fun() -> list_to_atom(?I(lists:duplicate(300, $a))) end}, {noalias, fun() -> unalias(?I(a)) end}
    ],
    [io:format("~p: ~0tp~n", [Name, down(F)]) || {Name, F} <- Ends],
    [io:format("~p: ~0tp~n", [Name, linked(F)]) || {Name, F} <- Ends],
    ?T(cascade(10)),
    ?T(exit_while_waiting()),
    ?T(kill_trapper()),
    ?T(many_signals(100)).

only(a) -> ok.
dead() -> P = spawn(fun() -> ok end), R = monitor(process, P), receive {'DOWN', R, _, _, _} -> P end.

down(F) ->
    {P, R} = spawn_monitor(F),
    receive {'DOWN', R, process, P, Reason} -> short(Reason) after 2000 -> timeout end.

linked(F) ->
    process_flag(trap_exit, true),
    P = spawn_link(F),
    R = receive {'EXIT', P, Reason} -> short(Reason) after 2000 -> timeout end,
    process_flag(trap_exit, false),
    R.

short({R, [{M, F, A, _} | _]}) -> {check:mask(R), M, F, check:mask(A)};
short(L) when is_list(L) -> length(L);
short(R) -> R.

cascade(N) ->
    process_flag(trap_exit, true),
    S = self(),
    P = spawn_link(fun() -> chain(N, S) end),
    Bottom = receive {bottom, B} -> B end,
    exit(Bottom, snap),
    R = receive {'EXIT', P, X} -> X after 1000 -> timeout end,
    process_flag(trap_exit, false),
    R.
chain(0, S) -> S ! {bottom, self()}, receive x -> ok end;
chain(N, S) -> spawn_link(fun() -> chain(N - 1, S) end), receive x -> ok end.

exit_while_waiting() ->
    [down(fun() -> S = self(), spawn(fun() -> exit(S, R) end), receive after 1000 -> survived end end) || R <- [stop, kill]].

kill_trapper() ->
    {P, R} = spawn_monitor(fun() -> process_flag(trap_exit, true), receive x -> ok end end),
    exit(P, kill),
    receive {'DOWN', R, _, _, X} -> X end.

many_signals(N) ->
    S = self(),
    {P, R} = spawn_monitor(fun() -> process_flag(trap_exit, true), S ! ready, receive go -> ok end, exit(length(check:flush())) end),
    receive ready -> ok end,
    [exit(P, {sig, I}) || I <- lists:seq(1, N)],
    P ! go,
    receive {'DOWN', R, _, _, X} -> X end.
