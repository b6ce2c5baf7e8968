%% Lists of hundreds of thousands of elements, deep nesting, operators on long lists.
-module(list_big).
-export([main/0]).
-include("check.hrl").

main() ->
    L = lists:seq(1, 300000),
    ?T(length(L)),
    ?T(lists:sum(L)),
    ?T(hd(lists:reverse(L))),
    ?T(length(L ++ L)),
    ?T(L ++ L -- L =:= L),
    ?T(length(lists:sort(fun(A, B) -> A rem 1000 =< B rem 1000 end, L))),
    ?T(lists:sublist(lists:sort([X * 7919 rem 300007 || X <- L]), 5)),
    ?T(lists:foldr(fun(X, A) -> X bxor A end, 0, L)),
    ?T(length(lists:map(fun(X) -> {X} end, L))),
    ?T(lists:member(300000, L)),
    ?T(lists:nth(250000, L)),
    ?T(length(lists:flatten([[X, [X]] || X <- lists:sublist(L, 50000)]))),
    ?T(lists:keyfind(99999, 1, [{X, -X} || X <- L])),
    ?T(length(L -- lists:seq(1, 300000, 2))),
    ?T(length(lists:usort([X rem 100 || X <- L]))),
    ?T(tuple_size(list_to_tuple(L))),
    ?T(erlang:phash2(L)),
    ?T(L =:= lists:reverse(lists:reverse(L))),
    ?T(L < lists:reverse(L)),
    Deep = nest(100000, []),
    ?T(depth(Deep, 0)),
    ?T(Deep =:= nest(100000, [])),
    ?T(Deep < nest(100001, [])),
    ?T(erlang:phash2(Deep)),
    ?T(depth(binary_to_term(term_to_binary(Deep)), 0)),
    ?T(byte_size(term_to_binary(Deep))),
    ?T(lists:flatlength(Deep)),
    ?T(iolist_size([Deep, <<"x">>])),
    ?T(iolist_to_binary(nest(100000, [<<"deep">>]))),
    ?T(erts_debug:flat_size(Deep)),
    self() ! Deep,
    ?T(receive D -> D =:= Deep end),
    DeepTuple = lists:foldl(fun(_, T) -> {T} end, x, lists:seq(1, 100000)),
    ?T(erlang:phash2(DeepTuple)),
    ?T(binary_to_term(term_to_binary(DeepTuple)) =:= DeepTuple),
    DeepMap = lists:foldl(fun(I, M) -> #{I rem 3 => M} end, x, lists:seq(1, 50000)),
    ?T(binary_to_term(term_to_binary(DeepMap)) =:= DeepMap),
    ?T(body(1000000)),
    ?T(erlang:phash2(count(1000000))).

nest(0, L) -> L;
nest(N, L) -> nest(N - 1, [L]).
depth([X | _], N) -> depth(X, N + 1);
depth([], N) -> N.
body(0) -> 0;
body(N) -> 1 + body(N - 1).
count(0) -> [];
count(N) -> [N rem 7 | count(N - 1)].
