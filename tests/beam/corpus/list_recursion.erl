%% Long pipelines of funs over long lists, by every kind of recursion.
-module(list_recursion).
-export([main/0]).
-include("check.hrl").

main() ->
    L = lists:seq(1, 100000),
    ?T(sum_body(L)), ?T(sum_tail(L, 0)), ?T(length(map_body(fun(X) -> X + 1 end, L))), ?T(length(map_tail(fun(X) -> X + 1 end, L, []))), ?T(sum_cps(lists:seq(1, 20000), fun(X) -> X end)), ?T(lists:last(evens(L))), ?T(mutual(100001)), ?T(length(append_all([[X] || X <- lists:seq(1, 20000)]))), ?T(count_down(1000000)), ?T(tree_sum(build(16))), ?T(hd(naive_reverse(lists:seq(1, 400)))), ?T(length(merge_sort([X * 7919 rem 10007 || X <- lists:seq(1, 10000)]))), ?T(erlang:phash2(merge_sort([X * 7919 rem 10007 || X <- lists:seq(1, 10000)]))).

sum_body([]) -> 0;
sum_body([H | T]) -> H + sum_body(T).
sum_tail([], A) -> A;
sum_tail([H | T], A) -> sum_tail(T, A + H).
map_body(_, []) -> [];
map_body(F, [H | T]) -> [F(H) | map_body(F, T)].
map_tail(_, [], A) -> lists:reverse(A);
map_tail(F, [H | T], A) -> map_tail(F, T, [F(H) | A]).
sum_cps([], K) -> K(0);
sum_cps([H | T], K) -> sum_cps(T, fun(S) -> K(S + H) end).
evens([A, B | T]) -> [B | evens(case A of _ -> T end)];
evens(_) -> [].
mutual(N) -> is_even(N).
is_even(0) -> even;
is_even(N) -> is_odd(N - 1).
is_odd(0) -> odd;
is_odd(N) -> is_even(N - 1).
append_all(Ls) -> lists:foldr(fun(A, B) -> A ++ B end, [], Ls).
count_down(0) -> zero;
count_down(N) -> count_down(N - 1).
build(0) -> 1;
build(N) -> {build(N - 1), build(N - 1)}.
tree_sum({A, B}) -> tree_sum(A) + tree_sum(B);
tree_sum(N) -> N.
naive_reverse([]) -> [];
naive_reverse([H | T]) -> naive_reverse(T) ++ [H].
merge_sort([]) -> [];
merge_sort([X]) -> [X];
merge_sort(L) -> {A, B} = lists:split(length(L) div 2, L), lists:merge(merge_sort(A), merge_sort(B)).
