%% gb_trees and gb_sets.
-module(data_gb).
-export([main/0]).
-include("check.hrl").

main() ->
    T = gb_trees:from_orddict([{N, N * N} || N <- lists:seq(1, 10)]),
    ?T(T),
    ?T([gb_trees:get(3, T), gb_trees:lookup(3, T), gb_trees:lookup(0, T), gb_trees:is_defined(3.0, T), gb_trees:size(T), gb_trees:is_empty(T)]),
    ?T(gb_trees:get(99, T)),
    ?T(gb_trees:insert(1, x, T)),
    ?T(gb_trees:update(99, x, T)),
    ?T(gb_trees:delete(99, T)),
    ?T(gb_trees:to_list(gb_trees:enter(1, x, gb_trees:delete(5, gb_trees:delete_any(99, T))))),
    ?T([gb_trees:smallest(T), gb_trees:largest(T), element(1, gb_trees:take_smallest(T)), element(1, gb_trees:take_largest(T)), element(1, gb_trees:take(4, T)), gb_trees:take_any(99, T)]),
    ?T([gb_trees:keys(T), gb_trees:values(T)]),
    ?T(iter(gb_trees:iterator(T))),
    ?T(iter(gb_trees:iterator_from(7.5, T))),
    ?T(gb_trees:to_list(gb_trees:map(fun(K, V) -> K + V end, T))),
    ?T(gb_trees:balance(lists:foldl(fun(N, A) -> gb_trees:insert(N, N, A) end, gb_trees:empty(), lists:seq(1, 6)))),
    ?T(lists:foldl(fun(N, A) -> gb_trees:insert(N * 7 rem 31, N, A) end, gb_trees:empty(), lists:seq(1, 15))),
    ?T(erlang:phash2(lists:foldl(fun(N, A) -> gb_trees:enter(N * 7919 rem 1009, N, A) end, gb_trees:empty(), lists:seq(1, 5000)))),
    S = gb_sets:from_list([c, a, b, 1, 1.0, "s", a]),
    R = gb_sets:from_list([a, z]),
    ?T(S),
    ?T(gb_sets:to_list(S)),
    ?T([gb_sets:is_member(a, S), gb_sets:is_element(q, S), gb_sets:size(S), gb_sets:is_empty(S), gb_sets:is_set(S)]),
    ?T([gb_sets:to_list(X) || X <- [gb_sets:union(S, R), gb_sets:intersection(S, R), gb_sets:subtract(S, R), gb_sets:difference(R, S), gb_sets:add(q, S), gb_sets:del_element(a, S), gb_sets:union([S, R, gb_sets:singleton(m)])]]),
    ?T([gb_sets:is_subset(R, S), gb_sets:is_disjoint(R, S), gb_sets:smallest(S), gb_sets:largest(S), element(1, gb_sets:take_smallest(S))]),
    ?T(gb_sets:insert(a, S)),
    ?T(gb_sets:delete(nope, S)),
    ?T(gb_sets:fold(fun(X, A) -> [X | A] end, [], S)),
    ?T(gb_sets:to_list(gb_sets:filter(fun is_atom/1, S))),
    ?T(gb_sets:smallest(gb_sets:new())),
    ?T(siter(gb_sets:iterator_from(b, S))).

iter(I) -> case gb_trees:next(I) of none -> []; {K, V, I2} -> [{K, V} | iter(I2)] end.
siter(I) -> case gb_sets:next(I) of none -> []; {X, I2} -> [X | siter(I2)] end.
