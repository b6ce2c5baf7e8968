%% The key functions of lists against naive versions, over many lists.
-module(list_keys).
-export([main/0]).
-include("check.hrl").

main() ->
    Lists = [[], [{a, 1}], [{b, 2}, {a, 1}, {b, 3}, {c, 0}], [{1, x}, {1.0, y}, {2, z}], [foo, {a}, {b, 1}, {a, 2, 3}], lists:zip(lists:seq(20, 1, -1), lists:seq(1, 20))],
    Keys = [a, b, 1, 1.0, 2, 7, zz],
    [io:format("~0p ~0p ~w~n", [K, L, [lists:keyfind(K, 1, L), lists:keymember(K, 1, L), lists:keytake(K, 1, L), lists:keydelete(K, 1, L), lists:keyreplace(K, 1, L, {new}), lists:keystore(K, 1, L, {new})]]) || L <- Lists, K <- Keys],
    ?T([lists:keyfind(x, 2, L) || L <- Lists]),
    ?T(lists:keysearch(b, 1, [{b, 1}])),
    ?T([lists:keysort(1, L) || L <- Lists, length(L) =/= 5]),
    ?T([lists:keysort(2, L) || L <- Lists, length(L) =/= 5]),
    ?T([lists:ukeysort(1, L) || L <- Lists, length(L) =/= 5]),
    ?T(lists:keymerge(1, [{1, a}, {3, a}, {5, a}], [{1, b}, {2, b}, {5, b}, {6, b}])),
    ?T(lists:ukeymerge(1, [{1, a}, {3, a}, {5, a}], [{1, b}, {2, b}, {5, b}, {6, b}])),
    ?T(lists:keymap(fun(X) -> {X} end, 1, [{1, a}, {2, b}])),
    ?T(lists:keyfind(a, ?I(0), [])),
    ?T(lists:keydelete(a, ?I(0), [{a}])),
    ?T(lists:keytake(a, ?I(b), [{a}])),
    ?T(lists:keyfind(a, 1, ?I({}))),
    ?T(lists:keyreplace(a, 1, [], ?I(not_a_tuple))),
    ?T(lists:keystore(a, 1, [{a}], ?I(x))),
    ?T([lists:sort(F, [3, 1, 2, 3, 1]) || F <- [fun(A, B) -> A =< B end, fun(A, B) -> A < B end, fun(A, B) -> A >= B end, fun(_, _) -> true end, fun(_, _) -> false end]]),
    ?T([lists:usort(F, [3, 1, 2, 3, 1]) || F <- [fun(A, B) -> A =< B end, fun(A, B) -> A >= B end, fun(_, _) -> true end]]),
    ?T([lists:merge(L) || L <- [[], [[]], [[1], [2], [0]], [[1, 5, 9], [2, 6], [3, 7, 8], [4]]]]),
    ?T([lists:umerge(L) || L <- [[[1, 2], [2, 3], [1, 3]], [[a], [a], [a]]]]),
    ?T([lists:rmerge(A, B) || {A, B} <- [{[3, 2], [4, 1]}, {[], [1]}]]),
    ?T([lists:sort(L) || L <- [[1], [2, 1], [1, 2], [3, 2, 1], [1, 3, 2], [2, 3, 1], [1, 1, 1], [2, 1, 2, 1], lists:seq(10, 1, -1), lists:seq(1, 10)]]),
    ?T(lists:all(fun(N) -> L = walk(N, N), S = lists:sort(L), S =:= insertion(L) andalso lists:usort(L) =:= uniq(S) andalso lists:reverse(lists:sort(fun(A, B) -> A > B end, L)) == S end, lists:seq(1, 60))).

walk(0, _) -> [];
walk(N, S) -> [S * 7919 rem 31 | walk(N - 1, S * 31 + 17)].
insertion(L) -> lists:foldl(fun ins/2, [], L).
ins(X, [Y | T]) when X > Y -> [Y | ins(X, T)];
ins(X, L) -> [X | L].
uniq([X, X | T]) -> uniq([X | T]);
uniq([X | T]) -> [X | uniq(T)];
uniq([]) -> [].
