%% Walking tables while they change; first, last, next and prev of keys that are gone.
-module(ets_traverse).
-export([main/0]).
-include("check.hrl").

main() ->
    O = ets:new(o, [ordered_set]), ets:insert(O, [{N} || N <- lists:seq(2, 40, 2)]),
    ?T([ets:next(O, N) || N <- [0, 1, 2, 3, 39, 40, 41]]), ?T([ets:prev(O, N) || N <- [1, 2, 3, 40, 41, 99]]), ?T([ets:first(O), ets:last(O)]), ?T(walk(O, ets:first(O), fun(K) -> ets:delete(O, K + 2) end)), ?T([N || {N} <- ets:tab2list(O)]), ?T(walk(O, ets:first(O), fun(K) when K < 10 -> ets:insert(O, {K + 3}); (_) -> ok end)), ?T(ets:foldl(fun({K}, A) -> [K | A] end, [], O)), ?T(ets:foldr(fun({K}, A) -> [K | A] end, [], O)),
    S = ets:new(s, [set]), ets:insert(S, [{N} || N <- lists:seq(1, 50)]), ets:safe_fixtable(S, true), ?T(length(walk(S, ets:first(S), fun(K) -> ets:delete(S, K) end))), ets:safe_fixtable(S, false), ?T(ets:info(S, size)), ?T(try ets:next(S, gone) catch error:R -> R end), ?T([ets:first(S), ets:last(S)]), ?T(ets:select(O, [{{'$1'}, [{'>', '$1', 20}], ['$1']}], 3) =/= x), ?T(ets:match(O, {'$1'}, 100) =/= x), ?T(ets:slot(O, 0)), ?T(ets:lookup(O, 4.0)).

walk(_, '$end_of_table', _) -> [];
walk(T, K, F) -> F(K), [K | walk(T, ets:next(T, K), F)].
