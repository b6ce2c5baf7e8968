%% Shuffles, samples, weighted choices and simulations from fixed seeds.
-module(rand_distribution).
-export([main/0]).
-include("check.hrl").

main() ->
    rand:seed(exsss, {1, 2, 3}),
    ?T([X || {_, X} <- lists:sort([{rand:uniform(), N} || N <- lists:seq(1, 15)])]), ?T([rand:uniform(6) || _ <- lists:seq(1, 30)]), ?T(lists:sort(maps:to_list(lists:foldl(fun(_, M) -> maps:update_with(weighted([{a, 5}, {b, 3}, {c, 2}]), fun(N) -> N + 1 end, 1, M) end, #{}, lists:seq(1, 500))))), ?T(float_to_list(4 * length([x || _ <- lists:seq(1, 5000), in_circle(rand:uniform(), rand:uniform())]) / 5000, [{decimals, 3}])), ?T(walk(100, {0, 0})), ?T(begin S = rand:seed_s(exrop, 5), {A, S2} = rand:uniform_s(S), {B, _} = rand:uniform_s(100, S2), {A, B} end), ?T([rand:uniform(1 bsl 100) || _ <- [1, 2]]), ?T(byte_size(rand:bytes(33))), ?T(float_to_list(lists:sum([rand:normal() || _ <- lists:seq(1, 100)]), [{decimals, 6}])), ?T(rand:uniform(?I(1.5))).

weighted(L) -> pick(rand:uniform(lists:sum([W || {_, W} <- L])), L).
pick(N, [{X, W} | _]) when N =< W -> X;
pick(N, [{_, W} | T]) -> pick(N - W, T).
in_circle(X, Y) -> X * X + Y * Y =< 1.0.
walk(0, P) -> P;
walk(N, {X, Y}) -> walk(N - 1, case rand:uniform(4) of 1 -> {X + 1, Y}; 2 -> {X - 1, Y}; 3 -> {X, Y + 1}; 4 -> {X, Y - 1} end).
