%% Large maps: tens of thousands of keys of every kind, through all that grows, shrinks, merges and compares them.
-module(map_large).
-export([main/0]).
-include("check.hrl").

main() ->
    Keys = keys(3000),
    M = maps:from_list([{K, V} || {V, K} <- lists:zip(lists:seq(1, length(Keys)), Keys)]),
    ?T(map_size(M)),
    ?T(lists:all(fun({V, K}) -> maps:get(K, M) =:= V end, lists:zip(lists:seq(1, length(Keys)), Keys))),
    ?T(lists:sort(maps:keys(M)) =:= lists:sort(Keys)),
    ?T(lists:sum(maps:values(M))),
    {Less, Gone} = lists:foldl(fun(K, {Acc, N}) -> {V, Acc2} = maps:take(K, Acc), {Acc2, N + V} end, {M, 0}, lists:sublist(Keys, 2900)),
    ?T({map_size(Less), Gone}),
    ?T(lists:sort(maps:to_list(Less)) =:= lists:sort([{K, maps:get(K, M)} || K <- lists:nthtail(2900, Keys)])),
    Small = maps:with(lists:nthtail(length(Keys) - 20, Keys), M),
    ?T(map_size(Small)),
    ?T(Small =:= lists:foldl(fun maps:remove/2, M, lists:sublist(Keys, length(Keys) - 20))),
    ?T(maps:merge(M, Small) =:= M),
    ?T(maps:merge(Small, M) =:= M),
    ?T(map_size(maps:merge(M, maps:from_keys(lists:seq(100000, 105000), x)))),
    ?T(maps:map(fun(_, V) -> V end, M) =:= M),
    ?T(map_size(maps:filter(fun(_, V) -> V rem 3 =:= 0 end, M))),
    ?T(maps:fold(fun(_, V, A) -> V + A end, 0, M)),
    ?T(M == maps:from_list(lists:reverse(maps:to_list(M)))),
    ?T(M < M#{zzz => 1}),
    ?T((M#{hd(Keys) := 0}) < M),
    ?T(M#{no_such_key := 1}),
    ?T(erlang:phash2(M)),
    ?T(maps:get(1.0, M, none)),
    ?T(maps:is_key(1, M)),
    ?T(erlang:phash2(lists:sort(maps:to_list(M)))),
    ?T(binary_to_term(term_to_binary(M)) =:= M),
    ?T(iterate(maps:iterator(M), 0)),
    ?T(churn(20000)),
    ?T([map_size(grow(N)) || N <- [31, 32, 33, 34, 64, 65]]),
    ?T(lists:all(fun(N) -> G = grow(N), G2 = maps:remove(N, G), G2 =:= grow(N - 1) end, lists:seq(1, 70))).

keys(N) ->
    lists:append([[I, {k, I}, integer_to_binary(I), "s" ++ integer_to_list(I), -I bsl 62, I + 0.5] || I <- lists:seq(1, N div 6)]) ++
        [a, b, c, [], {}, <<>>, #{}, #{a => b}, fun lists:map/2].

iterate(I, N) ->
    case maps:next(I) of
        none -> N;
        {_, V, Next} -> iterate(Next, N + V)
    end.

churn(N) ->
    M = lists:foldl(fun(I, M) -> maps:update_with(I rem 997, fun(X) -> X + I end, I, M) end, #{}, lists:seq(1, N)),
    {map_size(M), lists:sum([K * V || {K, V} <- maps:to_list(M)])}.

grow(N) -> maps:from_list([{I, I} || I <- lists:seq(1, N)]).
