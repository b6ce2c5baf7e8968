%% Servers that call servers: depth, timeouts along the way, one that dies in the middle.
-module(otp_server_chain).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    ?T(begin P = chain(50, fun(X) -> X end), ask(P, 0) end), ?T(begin P = chain(5, fun(_) -> exit(broken) end), catch_ask(P) end), ?T(begin P = chain(3, fun(X) -> timer:sleep(50), X end), catch_ask(P) =/= x end), ?T(parallel(30)), ?T(length(check:flush()) >= 0).

chain(0, F) -> spawn(fun() -> serve(fun(X) -> F(X) end) end);
chain(N, F) -> Next = chain(N - 1, F), spawn(fun() -> serve(fun(X) -> ask(Next, X + 1) end) end).
serve(F) -> receive {From, R, X} -> From ! {R, F(X)}, serve(F) end.
ask(P, X) -> R = monitor(process, P), P ! {self(), R, X}, receive {R, Y} -> demonitor(R, [flush]), Y; {'DOWN', R, _, _, W} -> exit({down, W}) after 2000 -> timeout end.
catch_ask(P) -> try ask(P, 0) catch exit:R -> {exit, depth(R)} end.
depth({down, R}) -> 1 + depth(R);
depth(_) -> 0.
parallel(N) -> P = chain(2, fun(X) -> X * 10 end), S = self(), [spawn(fun() -> S ! {I, ask(P, I)} end) || I <- lists:seq(1, N)], lists:sum([V || {_, V} <- check:collect(N)]).
