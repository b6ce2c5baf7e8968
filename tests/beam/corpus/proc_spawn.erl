%% Every way to start a process, and what it inherits.
-module(proc_spawn).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    S = self(), put(inherited, no),
    ?T([begin P = spawn(F), is_pid(P) end || F <- [fun() -> ok end, fun() -> exit(x) end]]), ?T(begin spawn(erlang, send, [S, mfa]), check:collect(1) end), ?T(begin {P, R} = spawn_monitor(erlang, exit, [bye]), receive {'DOWN', R, process, P, W} -> W end end), ?T(begin {P, R} = spawn_opt(fun() -> exit(done) end, [monitor]), receive {'DOWN', R, process, P, W} -> W end end), ?T(begin process_flag(trap_exit, true), P = spawn_link(fun() -> exit(linked) end), R = receive {'EXIT', P, W} -> W end, process_flag(trap_exit, false), R end),
    ?T(begin spawn(fun() -> S ! {get(), group_leader() =:= group_leader(), process_info(self(), [trap_exit, priority, links])} end), check:collect(1) end), ?T(spawn_opt(fun() -> ok end, [nonsense])), ?T(spawn(?I(x))), ?T(spawn(fun(_) -> ok end) =/= x), ?T(spawn(a, b, ?I(c))), ?T(spawn_opt(fun() -> ok end, [{priority, silly}])), ?T(begin R = erlang:spawn_request(fun() -> S ! requested end, [{reply, yes}]), A = receive {spawn_reply, R, ok, P} -> is_pid(P) end, {A, check:collect(1)} end), ?T(erlang:spawn_request_abandon(make_ref())), ?T(length(lists:usort([spawn(fun() -> ok end) || _ <- lists:seq(1, 500)]))), ?T(nest(50)), ?T(process_info(S, parent) =/= x).

nest(0) -> bottom;
nest(N) -> S = self(), spawn(fun() -> S ! {r, nest(N - 1)} end), receive {r, X} -> X end.
