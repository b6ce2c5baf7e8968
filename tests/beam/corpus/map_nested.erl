%% Nested maps: paths, updates, merges, inversion, counting, diffs.
-module(map_nested).
-export([main/0]).
-include("check.hrl").

main() ->
    M = #{a => #{b => #{c => 1}}, list => [1, 2, #{x => y}], 1 => one},
    ?T(path([a, b, c], M)),
    ?T(path([a, q], M)),
    ?T(put_path([a, b, d], new, M)),
    ?T(put_path([z, y, x], deep, #{})),
    ?T(deep_merge(M, #{a => #{b => #{z => 26}, e => f}, list => []})),
    ?T(invert(#{a => 1, b => 2, c => 1})),
    ?T(count("mississippi")),
    ?T(diff(#{a => 1, b => 2, c => 3}, #{b => 2, c => 4, d => 5})),
    ?T(flat(M, [])),
    ?T(walk(fun(X) when is_integer(X) -> X * 10; (X) -> X end, M)),
    ?T(maps:fold(fun(K, V, A) -> [{V, K} | A] end, [], #{x => 1, y => 2})),
    ?T(lists:foldl(fun({K, V}, A) -> A#{K => [V | maps:get(K, A, [])]} end, #{}, [{a, 1}, {b, 2}, {a, 3}])),
    ?T([maps:get(K, #{1 => int, 1.0 => flt, "1" => str, <<"1">> => bin, '1' => atom, {1} => tup, [1] => lst}, none) || K <- [1, 1.0, "1", <<"1">>, '1', {1}, [1], 2]]),
    ?T(maps:to_list(maps:map(fun(_, V) -> V + 1 end, maps:from_list([{N, N} || N <- lists:seq(1, 8)])))),
    ?T(update_all(lists:seq(1, 20), #{})),
    ?T(match_all([#{t => a, v => 1}, #{t => b}, #{}, #{t => a, v => 2, z => 3}])).

path([], V) -> V;
path([K | T], M) -> case M of #{K := V} -> path(T, V); _ -> {missing, K} end.
put_path([K], V, M) -> M#{K => V};
put_path([K | T], V, M) -> M#{K => put_path(T, V, maps:get(K, M, #{}))}.
deep_merge(A, B) -> maps:merge_with(fun(_, X, Y) when is_map(X), is_map(Y) -> deep_merge(X, Y); (_, _, Y) -> Y end, A, B).
invert(M) -> maps:groups_from_list(fun({_, V}) -> V end, fun({K, _}) -> K end, lists:sort(maps:to_list(M))).
count(L) -> lists:foldl(fun(C, M) -> maps:update_with([C], fun(N) -> N + 1 end, 1, M) end, #{}, L).
diff(A, B) -> {maps:without(maps:keys(B), A), maps:without(maps:keys(A), B), maps:filter(fun(K, V) -> is_map_key(K, B) andalso map_get(K, B) =/= V end, A)}.
flat(M, P) when is_map(M) -> lists:append([flat(V, [K | P]) || {K, V} <- lists:sort(maps:to_list(M))]);
flat(V, P) -> [{lists:reverse(P), V}].
walk(F, M) when is_map(M) -> maps:map(fun(_, V) -> walk(F, V) end, M);
walk(F, L) when is_list(L) -> [walk(F, X) || X <- L];
walk(F, X) -> F(X).
update_all([], M) -> lists:sum(maps:values(M));
update_all([H | T], M) -> update_all(T, M#{H rem 4 => H, total => H + maps:get(total, M, 0)}).
match_all(L) -> [case M of #{t := a, v := V} -> {a, V}; #{t := T} -> T; #{} -> none end || M <- L].
