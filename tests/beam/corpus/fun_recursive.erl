%% Named funs, mutual recursion by funs, fixpoints, funs that return funs.
-module(fun_recursive).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T((fun F(0) -> 1; F(N) -> N * F(N - 1) end)(20)), ?T((fun A(0, N) -> N + 1; A(M, 0) -> A(M - 1, 1); A(M, N) -> A(M - 1, A(M, N - 1)) end)(2, 3)), ?T(begin Even = fun(0, _, _) -> true; (N, E, O) -> O(N - 1, E, O) end, Odd = fun(0, _, _) -> false; (N, E, O) -> E(N - 1, E, O) end, [Even(N, Even, Odd) || N <- [0, 7, 1000]] end),
    ?T(begin M = fun(X) -> fun(Y) -> fun(Z) -> {X, Y, Z} end end end, ((M(1))(2))(3) end), ?T(lists:foldl(fun(F, A) -> F(A) end, 1, [fun(X) -> X + N end || N <- [1, 2, 3]])), ?T([F() || F <- [fun() -> N * N end || N <- lists:seq(1, 5)]]), ?T(begin C = fun Count([], Acc) -> Acc; Count([_ | T], Acc) -> Count(T, Acc + 1) end, C(lists:seq(1, 50000), 0) end),
    ?T(begin F = fun G(X) when X > 100 -> X; G(X) -> G(X * 2) end, F(3) end), ?T((fun(X, X) -> same; (_, _) -> diff end)(1, 1)), ?T((fun({A, [B | _]}) -> {B, A} end)({1, [2, 3]})), ?T((fun(X) when is_list(X) -> l end)(a)), ?T(is_function(fun F() -> F() end, 0)).
