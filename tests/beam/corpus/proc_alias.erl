%% Aliases as reply channels: requests that time out leave nothing behind.
-module(proc_alias).
-export([main/0]).
-include("check.hrl").

main() ->
    Server = spawn_link(fun() -> server() end),
    ?T([call(Server, {echo, N}, 1000) || N <- [1, 2, 3]]),
    ?T(call(Server, {slow, 50, late}, 5)),
    ?T(begin timer:sleep(80), check:flush() end),
    ?T(call(spawn(fun() -> ok end), {echo, x}, 1000)),
    ?T(call(nobody_here, {echo, x}, 1000)),
    ?T(begin A = alias(), spawn(fun() -> A ! one, A ! two end), check:collect(2) end),
    ?T(begin A = alias([reply]), A ! one, A ! two, check:flush() end),
    ?T(begin A = alias(), B = alias(), unalias(A), A ! lost, B ! kept, R = check:flush(), unalias(B), R end),
    ?T(begin M = monitor(process, Server, [{alias, explicit_unalias}]), M ! direct, R1 = check:flush(), demonitor(M), M ! still, R2 = check:flush(), unalias(M), M ! gone, {R1, R2, check:flush()} end),
    ?T(begin M = monitor(process, Server, [{alias, demonitor}]), M ! direct, R = check:flush(), demonitor(M), M ! gone, {R, check:flush()} end),
    ?T(begin {P, M} = spawn_opt(fun() -> receive go -> ok end end, [{monitor, [{alias, explicit_unalias}, {tag, bye}]}]), M ! via_alias, P ! go, [case X of {bye, M, process, P, R} -> {bye, R}; _ -> X end || X <- check:collect(2)] end),
    ?T(alias(?I([bad]))),
    ?T(monitor(process, self(), [{alias, bad}])),
    ?T(unalias(?I(x))),
    ?T(many(200)),
    ?T(send_to_foreign()),
    ?T(begin A = alias(), exit(A, kill) end),
    ?T(begin A = alias(), erlang:send_after(5, A, x) end).

server() ->
    receive
        {From, {echo, X}} -> From ! {From, X}, server();
        {From, {slow, T, X}} -> timer:sleep(T), From ! {From, X}, server()
    end.

call(P, Q, Timeout) ->
    M = monitor(process, P, [{alias, reply_demonitor}]),
    catch P ! {M, Q},
    receive
        {M, R} -> {ok, R};
        {'DOWN', M, _, _, Why} -> {down, Why}
    after Timeout -> demonitor(M, [flush]), timeout
    end.

many(N) ->
    As = [alias([reply]) || _ <- lists:seq(1, N)],
    spawn(fun() -> [A ! {I, I} || {I, A} <- lists:enumerate(As)] end),
    lists:sum([I || {I, _} <- check:collect(N)]).

send_to_foreign() -> S = self(), spawn(fun() -> A = alias(), S ! {alias, A}, receive X -> S ! {got, X} end end), receive {alias, A} -> A ! hello end, receive {got, X} -> X end.
