%% dict, orddict, sets in both versions, ordsets, proplists.
-module(data_dicts).
-export([main/0]).
-include("check.hrl").

main() ->
    [dictionary(M) || M <- [dict, orddict]],
    [set(M, O) || {M, O} <- [{sets, [{version, 1}]}, {sets, [{version, 2}]}, {ordsets, none}]],
    ?T(dict:to_list(dict:from_list([{N, x} || N <- lists:seq(1, 40)]))),
    ?T(sets:to_list(sets:from_list(lists:seq(1, 40)))),
    ?T(dict:fetch_keys(lists:foldl(fun(N, D) -> dict:erase(N, D) end, dict:from_list([{N, x} || N <- lists:seq(1, 200)]), lists:seq(1, 190)))),
    P = [a, {b, 1}, {c, 2, 3}, {b, 2}, "junk", {d, true}],
    ?T([proplists:get_value(K, P) || K <- [a, b, c, d, e]]),
    ?T([proplists:get_value(e, P, dflt), proplists:get_bool(a, P), proplists:get_bool(b, P), proplists:get_all_values(b, P), proplists:lookup(c, P), proplists:lookup(e, P), proplists:lookup_all(b, P)]),
    ?T([proplists:delete(b, P), proplists:is_defined(c, P), proplists:get_keys([a, {b, 1}, {a, 2}]), proplists:append_values(b, [{b, [1]}, {b, 2}])]),
    ?T([proplists:unfold([a, {b, 1}]), proplists:compact([{a, true}, {b, 1}]), proplists:property(a, true), proplists:property(a, 1), proplists:property({a, true})]),
    ?T(proplists:normalize([{a, 1}, nob, {c, 2}], [{aliases, [{a, aa}]}, {negations, [{nob, b}]}, {expand, [{{c, 2}, [c1, c2]}]}])),
    ?T([proplists:split([a, {b, 1}, c, {a, 2}], [a, c]), proplists:substitute_aliases([{x, y}], [{x, 1}]), proplists:substitute_negations([{no_x, x}], [no_x]), proplists:expand([{x, [y, z]}], [x])]),
    ?T([proplists:to_map([a, {b, 1}, {b, 2}]), proplists:from_map(#{a => 1}), proplists:to_map([{a, 1}, c], [{aliases, [{a, q}]}])]),
    ?T(proplists:get_value(a, ?I(notalist))).

dictionary(M) ->
    io:format("~p~n", [M]),
    D = M:from_list([{a, 1}, {b, 2}, {1, x}, {1.0, y}]),
    L = fun(X) -> lists:sort(M:to_list(X)) end,
    ?T(L(D)),
    ?T([M:find(a, D), M:find(q, D), M:fetch(b, D), M:is_key(1, D), M:size(D), lists:sort(M:fetch_keys(D)), M:is_empty(M:new())]),
    ?T(M:fetch(q, D) =/= x),
    ?T([L(M:store(c, 3, D)), L(M:erase(a, D)), L(M:update(a, fun(X) -> X + 1 end, D)), L(M:update(z, fun(X) -> X end, init, D)), L(M:update_counter(cnt, 5, D))]),
    ?T(M:update(q, fun(X) -> X end, D) =/= x),
    ?T([L(M:append(l, 1, M:append(l, 0, D))), L(M:append_list(l, [1, 2], D)), L(M:map(fun(K, V) -> {K, V} end, D)), L(M:filter(fun(_, V) -> is_atom(V) end, D))]),
    ?T([lists:sort(M:fold(fun(K, V, A) -> [{K, V} | A] end, [], D)), L(M:merge(fun(_, A, B) -> {A, B} end, D, M:from_list([{a, 9}, {n, 8}])))]),
    ?T([element(1, M:take(a, D)), M:take(q, D)]),
    Big = lists:foldl(fun(N, A) -> M:store(N rem 500, N, A) end, M:new(), lists:seq(1, 3000)),
    ?T({M:size(Big), erlang:phash2(L(Big)), M:fold(fun(_, V, A) -> A + V end, 0, Big)}).

set(M, O) ->
    io:format("~p ~p~n", [M, O]),
    From = fun(L) -> if O =:= none -> M:from_list(L); true -> M:from_list(L, O) end end,
    A = From([1, 2, 3, a, 1.0]),
    B = From([3, a, z]),
    L = fun(X) -> lists:sort(M:to_list(X)) end,
    ?T([L(A), M:size(A), M:is_element(1, A), M:is_element(1.0, A), M:is_element(q, A), M:is_set(A), M:is_set(foo), M:is_empty(A)]),
    ?T([L(M:union(A, B)), L(M:intersection(A, B)), L(M:subtract(A, B)), L(M:add_element(n, A)), L(M:del_element(1, A)), L(M:union([A, B])), L(M:intersection([A, B]))]),
    ?T([M:is_subset(B, A), M:is_disjoint(A, B), M:is_subset(From([a]), A), M:is_disjoint(From([]), A)]),
    ?T([lists:sort(M:fold(fun(X, Acc) -> [X | Acc] end, [], A)), L(M:filter(fun is_atom/1, A))]),
    Big = lists:foldl(fun(N, S) -> M:add_element(N * 31 rem 997, S) end, From([]), lists:seq(1, 3000)),
    ?T({M:size(Big), erlang:phash2(L(Big))}).
