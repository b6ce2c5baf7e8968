%% Folding, filtering and building maps and binaries from one another.
-module(map_comprehend).
-export([main/0]).
-include("check.hrl").

main() ->
    M = #{a => 1, b => 2, c => 3},
    ?T(maps:from_list([{V, K} || {K, V} <- maps:to_list(M)])), ?T([{K, V} || {K, V} <- maps:to_list(M), V > 1]), ?T(maps:filtermap(fun(_, V) when V > 1 -> {true, V * V}; (_, _) -> false end, M)), ?T(lists:foldl(fun(X, A) -> A#{X rem 3 => [X | maps:get(X rem 3, A, [])]} end, #{}, lists:seq(1, 9))), ?T(maps:fold(fun(K, V, A) -> <<A/binary, (atom_to_binary(K))/binary, V>> end, <<>>, M)), ?T(maps:map(fun(K, V) -> {V, K} end, M)), ?T(maps:groups_from_list(fun erlang:length/1, ["a", "bb", "c", "dd", "eee"])), ?T(maps:intersect_with(fun(_, A, B) -> A + B end, M, #{a => 10, z => 0})), ?T(maps:merge_with(fun(_, A, B) -> {A, B} end, M, #{a => 10, z => 0})), ?T(maps:with([a, c, q], M)), ?T(maps:without([a], M)), ?T(maps:update_with(a, fun(X) -> X + 1 end, M)), ?T(maps:update_with(q, fun(X) -> X end, M)), ?T(maps:take(b, M)), ?T(maps:from_keys([x, y], [])), ?T(iterate(maps:iterator(M))).

iterate(I) -> case maps:next(I) of none -> []; {K, V, I2} -> [{K, V} | iterate(I2)] end.
