%% Priorities, yielding, suspended processes, long loops beside others: nobody starves.
-module(proc_priority).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(fair(4)),
    ?T(long_beside_short()),
    ?T([process_flag(priority, P) || P <- [low, high, max, normal]]),
    ?T(process_flag(priority, ?I(highest))),
    ?T(suspend()),
    ?T(erlang:suspend_process(?I(x))),
    ?T(erlang:suspend_process(self())),
    ?T(erlang:resume_process(spawn(fun() -> receive x -> ok end end))),
    ?T(high_first()),
    ?T(many_yields(1000)),
    ?T(deep_and_wide(7)),
    ?T(gc_beside()).

fair(N) ->
    S = self(),
    Ps = [spawn(fun() -> count(S, 0) end) || _ <- lists:seq(1, N)],
    timer:sleep(50),
    [P ! stop || P <- Ps],
    L = [receive {count, P, C} -> C end || P <- Ps],
    {length(L), lists:all(fun(C) -> C > 10 end, L)}.
count(S, N) -> receive stop -> S ! {count, self(), N} after 0 -> count(S, N + 1) end.

long_beside_short() ->
    S = self(),
    P = spawn(fun() -> S ! {sum, loop(3000000, 0)} end),
    Q = spawn(fun() -> [begin timer:sleep(1) end || _ <- lists:seq(1, 3)], S ! short end),
    R = check:collect(2),
    {lists:sort(R), is_pid(P), is_pid(Q)}.
loop(0, A) -> A;
loop(N, A) -> loop(N - 1, A + N).

suspend() ->
    S = self(),
    P = spawn(fun() -> ticker(S) end),
    receive tick -> ok end,
    true = erlang:suspend_process(P),
    check:flush(),
    timer:sleep(10),
    A = check:flush(),
    St = process_info(P, status),
    true = erlang:suspend_process(P),
    true = erlang:resume_process(P),
    B = process_info(P, status),
    true = erlang:resume_process(P),
    C = receive tick -> resumed after 1000 -> still end,
    exit(P, kill),
    timer:sleep(2), check:flush(),
    {A, St, B, C}.
ticker(S) -> S ! tick, receive after 1 -> ticker(S) end.

high_first() ->
    S = self(),
    spawn(fun() -> process_flag(priority, high), [spawn_opt(fun() -> S ! {P, N} end, [{priority, P}]) || N <- [1, 2], P <- [low, normal, high]] end),
    L = check:collect(6),
    {lists:sort(L), [N || {high, N} <- L], [N || {normal, N} <- L]}.

many_yields(N) ->
    S = self(),
    [spawn(fun() -> [erlang:yield() || _ <- lists:seq(1, 5)], S ! I end) || I <- lists:seq(1, N)],
    lists:sum(check:collect(N)).
deep_and_wide(D) -> S = self(), tree(S, D), receive {leaf, N} -> N end.
tree(P, 0) -> P ! {leaf, 1};
tree(P, D) -> spawn(fun() -> collect_tree(P, D) end).
collect_tree(P, D) -> S = self(), [tree(S, D - 1) || _ <- [1, 2]], P ! {leaf, lists:sum([receive {leaf, N} -> N end || _ <- [1, 2]])}.
gc_beside() -> S = self(), [spawn(fun() -> S ! {I, length(lists:foldl(fun(X, A) -> [X | lists:sublist(A, 100)] end, [], lists:seq(1, 3000)))} end) || I <- lists:seq(1, 10)], lists:sort(check:collect(10)).
