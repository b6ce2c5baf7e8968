%% Patterns: nested, repeated variables, literals of all kinds, in funs, cases, comprehensions and function heads.
-module(match_patterns).
-export([main/0]).
-include("check.hrl").

main() ->
    Values = [0, 1, 1.0, -1, 1 bsl 60, 1 bsl 70, a, [], [1], [1, 2], [1, 1], [1 | 2], "ab", "abc", {}, {1}, {1, 2}, {1, 1}, {a, [b, {c}]}, <<>>, <<1>>, <<"ab">>, #{}, #{a => 1}, #{a => 1, b => 1}, 2.5, {ok, {error, [x | y]}}, [[[]]], [{a, 1}, {b, 2}]],
    [io:format("~0p: ~p ~p ~p ~p~n", [V, one(V), two(V), three(V), four(V)]) || V <- Values],
    ?T(begin {A, [B | _] = C, #{k := D}} = ?I({1, [2, 3], #{k => 4}}), [A, B, C, D] end),
    ?T(begin {X, X} = ?I({1, 2}), X end),
    ?T(begin X = 1, {X, Y} = ?I({1, 2}), Y end),
    ?T(begin X = 1, {X, _} = ?I({2, 2}), X end),
    ?T(begin [A, B | T] = ?I("hello"), {A, B, T} end),
    ?T(begin "he" ++ R = ?I("hello"), R end),
    ?T(begin "hx" ++ R = ?I("hello"), R end),
    ?T(begin (<<A:4, B:4>> = C) = ?I(<<16#ab>>), {A, B, C} end),
    ?T(begin {A = B, C} = ?I({1, 2}), {A, B, C} end),
    ?T([X || {ok, X} <- [{ok, 1}, {error, 2}, {ok, 3}]]),
    ?T([{K, V} || {K, {V, V}} <- [{a, {1, 1}}, {b, {1, 2}}]]),
    ?T((fun({A, A}) -> same; ({_, _}) -> different; (_) -> other end)(?I({1, 1.0}))),
    ?T(begin F = fun F([H | T], A) -> F(T, [H | A]); F([], A) -> A end, F([1, 2, 3], []) end),
    ?T(many_literals()),
    ?T(big_case(?I(57))),
    ?T(big_case(?I(300))),
    ?T([atoms(A) || A <- [alpha, beta, gamma, delta, epsilon, zeta, eta, theta, iota, nothing]]),
    ?T(case ?I({1, 2}) of {A, B} when A > B -> gt; {A, B} when A < B -> {lt, A, B} end),
    ?T(case {?I(1), ?I(2)} of {1, _} = T -> T end),
    ?T(case ?I(<<1, 2, 3>>) of <<A, R/binary>> when byte_size(R) > 1 -> {A, R} end),
    ?T([case_bind(X) || X <- [{a, 1}, {b, 2}, c]]).

one(0) -> zero; one(1) -> one; one(1.0) -> one_f; one(-1) -> minus; one(1152921504606846976) -> word; one(1180591620717411303424) -> big; one(a) -> atom; one([]) -> nil; one("ab") -> str; one(<<"ab">>) -> bin; one(2.5) -> fl; one({}) -> et; one(_) -> other.
two([X]) -> {single, X}; two([X, X]) -> {twin, X}; two([X, Y]) -> {pair, X, Y}; two([H | T]) when not is_list(T) -> {improper, H, T}; two([_ | T]) -> {tail, T}; two({X}) -> {t1, X}; two({X, X}) -> {t2same, X}; two({X, Y}) -> {t2, X, Y}; two(_) -> other.
three({a, [b, {C}]}) -> {deep, C}; three({ok, {error, [X | Y]}}) -> {deeper, X, Y}; three([[[]]]) -> nested; three([{K, V} | _]) -> {prop, K, V}; three(#{a := A, b := A}) -> {map2, A}; three(#{a := A}) -> {map1, A}; three(#{}) -> map; three(<<X>>) -> {byte, X}; three(<<>>) -> empty; three(X) when is_binary(X) -> bin; three(X) when is_number(X), X > 0 -> positive; three(_) -> other.
four(X) -> case X of N when is_integer(N), N >= 0, N < 10 -> digit; N when is_integer(N) -> int; F when is_float(F) -> float; [_ | _] = L when length(L) > 2 -> long; [_ | _] -> short; _ -> other end.

many_literals() ->
    [lit(X) || X <- [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, x, "s", 1.5, {1}, 35]].
lit(10) -> a; lit(20) -> b; lit(30) -> c; lit(40) -> d; lit(50) -> e; lit(60) -> f; lit(70) -> g; lit(80) -> h; lit(90) -> i; lit(100) -> j; lit(x) -> k; lit("s") -> l; lit(1.5) -> m; lit({1}) -> n; lit(_) -> none.

big_case(X) ->
    case X of
        1 -> a; 2 -> b; 3 -> c; 10 -> d; 11 -> e; 12 -> f; 57 -> fifty_seven; 58 -> g; 59 -> h; 100 -> i; 1000 -> j; 10000 -> k; -5 -> l;
        N when N rem 2 =:= 0 -> {even, N};
        _ -> none
    end.

atoms(A) -> case A of alpha -> 1; beta -> 2; gamma -> 3; delta -> 4; epsilon -> 5; zeta -> 6; eta -> 7; theta -> 8; iota -> 9; _ -> 0 end.

case_bind(X) ->
    Y = case X of {a, N} -> Z = 1, N; {b, N} -> Z = 2, N; _ -> N = 0, Z = 3, none end,
    {Y, Z, N}.
