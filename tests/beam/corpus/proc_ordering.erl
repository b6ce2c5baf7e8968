%% Signals between two processes keep their order, whatever they are.
-module(proc_ordering).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T([order(N) || N <- [1, 10, 100]]), ?T(link_then_message()), ?T(exit_after_messages()), ?T(monitor_then_exit()), ?T(three_way(50)).

order(N) -> S = self(), spawn(fun() -> [S ! {x, I} || I <- lists:seq(1, N)] end), [I || {x, I} <- check:collect(N)] =:= lists:seq(1, N).
link_then_message() -> process_flag(trap_exit, true), S = self(), P = spawn(fun() -> link(S), S ! linked, exit(gone) end), R = check:collect(2), process_flag(trap_exit, false), [case X of {'EXIT', P, W} -> {exit, W}; _ -> X end || X <- R].
exit_after_messages() -> {P, M} = spawn_monitor(fun() -> S = self(), put(s, S), receive go -> exit({got, [X || {n, X} <- check:flush()]}) end end), [P ! {n, I} || I <- [1, 2, 3]], P ! go, receive {'DOWN', M, _, _, R} -> R end.
monitor_then_exit() -> P = spawn(fun() -> receive stop -> exit(stopped) end end), M = monitor(process, P), P ! stop, receive {'DOWN', M, _, _, R} -> R end.
three_way(N) -> S = self(), C = spawn(fun() -> relay(S) end), A = spawn(fun() -> [C ! {a, I} || I <- lists:seq(1, N)] end), B = spawn(fun() -> [C ! {b, I} || I <- lists:seq(1, N)] end), L = check:collect(2 * N), {is_pid(A), is_pid(B), [I || {a, I} <- L] =:= lists:seq(1, N), [I || {b, I} <- L] =:= lists:seq(1, N)}.
relay(S) -> receive X -> S ! X, relay(S) after 500 -> ok end.
