%% Tuples, lists, and mixed terms compared deeply.
-module(tuple_compare).
-export([main/0]).
-include("check.hrl").

main() ->
    Ts = [{}, {1}, {a}, {1, 2}, {2, 1}, {1, {2}}, {1, [2]}, [], [1], [{1}], {[]}, {{}}, {1.0}, {1, 2.0}],
    [io:format("~0p ~0p ~w~n", [A, B, [A < B, A =< B, A == B, A =:= B]]) || A <- Ts, B <- Ts],
    ?T(lists:sort(Ts)), ?T(lists:max(Ts)), ?T(lists:min(Ts)), ?T({1, 2, 3} > {9, 9}), ?T({a, b} < {a, c}).
