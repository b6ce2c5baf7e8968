%% The four kinds of ets tables: insert, lookup, delete, equality of keys, traversal.
-module(ets_kinds).
-export([main/0]).
-include("check.hrl").

main() ->
    [kind(K) || K <- [set, ordered_set, bag, duplicate_bag]],
    errors().

kind(Kind) ->
    io:format("== ~p~n", [Kind]),
    T = ets:new(table, [Kind]),
    S = fun() -> lists:sort(ets:tab2list(T)) end,
    ?T(ets:insert(T, [{1, a}, {2, b}, {1.0, c}, {1, d}, {"k", e}, {{t}, f}, {1, a}])),
    ?T(S()),
    ?T([lists:sort(ets:lookup(T, K)) || K <- [1, 1.0, 2, "k", {t}, none]]),
    ?T([ets:member(T, K) || K <- [1, 1.0, 3]]),
    ?T(ets:insert_new(T, {1, new})),
    ?T(ets:insert_new(T, {9, new})),
    ?T(ets:insert_new(T, [{10, x}, {9, y}])),
    ?T(ets:insert_new(T, [{10, x}, {11, y}])),
    ?T(S()),
    ?T(lists:sort(ets:take(T, 1))),
    ?T(ets:take(T, 1)),
    ?T(ets:delete(T, "k")),
    ?T(ets:delete_object(T, {10, zzz})),
    ?T(ets:delete_object(T, {10, x})),
    ?T(S()),
    ?T(catch_badarg(fun() -> ets:lookup_element(T, 9, 2) end)),
    ?T(catch_badarg(fun() -> ets:lookup_element(T, 9, 3) end)),
    ?T(catch_badarg(fun() -> ets:lookup_element(T, nokey, 2) end)),
    ?T(catch_badarg(fun() -> ets:update_element(T, 9, {2, upd}) end)),
    ?T(catch_badarg(fun() -> ets:update_element(T, nokey, {2, upd}) end)),
    ?T(catch_badarg(fun() -> ets:update_element(T, 9, {1, upd}) end)),
    ?T(S()),
    ?T([ets:info(T, I) || I <- [type, size, name, named_table, protection, keypos, compressed, read_concurrency]]),
    ?T(ets:delete_all_objects(T)),
    ?T([ets:info(T, size), ets:first(T), ets:last(T), ets:tab2list(T)]),
    ets:insert(T, [{N, N * N} || N <- lists:seq(1, 500)]),
    ?T(lists:sort(walk(T, ets:first(T))) =:= lists:seq(1, 500)),
    ?T(ets:foldl(fun({_, V}, A) -> V + A end, 0, T)),
    ?T(ets:foldr(fun({_, V}, A) -> V + A end, 0, T)),
    ?T(length([ets:delete(T, N) || N <- lists:seq(1, 500, 2)])),
    ?T(ets:info(T, size)),
    ?T(lists:sum([K || {K, _} <- ets:tab2list(T)])),
    ?T(catch_badarg(fun() -> ets:next(T, 100000) end)),
    ?T(ets:delete(T)),
    ?T(ets:info(T)),
    ?T(ets:info(T, size)).

walk(_, '$end_of_table') -> [];
walk(T, K) -> [K | walk(T, ets:next(T, K))].

catch_badarg(F) ->
    try F() catch C:R -> {C, R} end.

errors() ->
    T = ets:new(t, [public, {keypos, 2}]),
    ?T(ets:insert(T, {a, k1, v})),
    ?T(ets:lookup(T, k1)),
    ?T(catch_badarg(fun() -> ets:insert(T, {a}) end)),
    ?T(catch_badarg(fun() -> ets:insert(T, foo) end)),
    ?T(catch_badarg(fun() -> ets:insert(T, [{a, b}, {c}]) end)),
    ?T(ets:info(T, size)),
    ?T(catch_badarg(fun() -> ets:insert(T, [{a, b} | c]) end)),
    ?T(catch_badarg(fun() -> ets:new(t, [named_table, {keypos, 0}]) end)),
    ?T(catch_badarg(fun() -> ets:new(t, foo) end)),
    ?T(catch_badarg(fun() -> ets:new(1, []) end)),
    ?T(ets:new(named, [named_table])),
    ?T(catch_badarg(fun() -> ets:new(named, [named_table]) end)),
    ?T(ets:rename(named, renamed)),
    ?T([ets:whereis(named), is_reference(ets:whereis(renamed)), ets:info(renamed, name)]),
    ?T(ets:insert(named, {1})),
    ?T(ets:insert(renamed, {1})),
    ?T(lists:member(renamed, ets:all())),
    ?T(ets:delete(renamed)),
    ?T(ets:lookup(renamed, 1)),
    ?T(catch_badarg(fun() -> ets:insert(make_ref(), {1}) end)).
