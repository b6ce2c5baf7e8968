%% Searching, splitting, partitioning and taking in all the ways of the lists module.
-module(list_search).
-export([main/0]).
-include("check.hrl").

main() ->
    L = [5, 3, 8, 1, 9, 2],
    ?T(lists:search(fun(X) -> X > 5 end, L)), ?T(lists:search(fun(X) -> X > 50 end, L)), ?T(lists:partition(fun(X) -> X rem 2 =:= 0 end, L)), ?T(lists:splitwith(fun(X) -> X > 2 end, L)), ?T(lists:takewhile(fun(X) -> X > 2 end, L)), ?T(lists:dropwhile(fun(X) -> X > 2 end, L)), ?T([lists:split(N, L) || N <- [0, 3, 6]]), ?T(lists:split(7, L)), ?T([lists:nthtail(N, L) || N <- [0, 6]]), ?T(lists:nthtail(7, L)), ?T([lists:sublist(L, A, B) || {A, B} <- [{1, 2}, {5, 9}, {7, 1}]]), ?T(lists:all(fun(_) -> false end, [])), ?T(lists:any(fun(_) -> true end, [])), ?T(lists:filtermap(fun(X) -> X > 4 andalso {true, X * 2} end, L)), ?T(lists:mapfoldl(fun(X, A) -> {X + A, A + 1} end, 0, L)), ?T(lists:foldr(fun(X, A) -> X - A end, 0, L)), ?T(lists:zipwith3(fun(A, B, C) -> A + B * C end, [1, 2], [3, 4], [5, 6])), ?T(lists:zip([1], [2, 3])), ?T(lists:unzip3([{1, a, x}, {2, b, y}])), ?T(lists:droplast([1])), ?T(lists:last(L)).
