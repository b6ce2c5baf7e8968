%% update_counter in all its shapes, on sets and ordered sets.
-module(ets_counters).
-export([main/0]).
-include("check.hrl").

main() ->
    [run(K) || K <- [set, ordered_set]].

run(K) ->
    T = ets:new(t, [K]), ets:insert(T, {c, 0, 10, 1 bsl 70}),
    ?T([ets:update_counter(T, c, I) || I <- [1, -2, 0, 5]]), ?T([ets:update_counter(T, c, {3, I}) || I <- [1, -20]]), ?T(ets:update_counter(T, c, {4, 1})), ?T(ets:update_counter(T, c, [{2, 1}, {3, 2}, {2, 3}])), ?T([ets:update_counter(T, c, {2, 5, 10, 0}) || _ <- [1, 2, 3]]), ?T([ets:update_counter(T, c, {2, -5, 0, 100}) || _ <- [1, 2]]), ?T(ets:update_counter(T, n, 3, {n, 7})), ?T(ets:update_counter(T, n2, [{2, 1}, {3, 1}], {x, 1, 1})), ?T(lists:sort(ets:tab2list(T))),
    ?T(try ets:update_counter(T, zz, 1) catch error:R -> R end), ?T(try ets:update_counter(T, c, {1, 1}) catch error:R -> R end), ?T(try ets:update_counter(T, c, a) catch error:R -> R end), ?T(try ets:update_counter(T, c, {2, 1, 2}) catch error:R -> R end), ?T(try ets:update_counter(T, bad, 1, {bad, a}) catch error:R -> R end), ?T(ets:member(T, bad)), ?T([ets:update_counter(T, c, []), ets:update_element(T, c, {2, 0}), ets:lookup_element(T, c, 2)]), ?T([begin ets:update_counter(T, {k, I rem 10}, 1, {0, 0}), ok end || I <- lists:seq(1, 1000)] =/= []), ?T(ets:info(T, size)).
