%% qlc over lists, ets tables and joins.
-module(lang_qlc).
-export([main/0]).
-include("check.hrl").
-include_lib("stdlib/include/qlc.hrl").

main() ->
    T = ets:new(t, [ordered_set]),
    ets:insert(T, [{N, N rem 3, integer_to_list(N)} || N <- lists:seq(1, 20)]),
    ?T(qlc:e(qlc:q([X * 2 || X <- [1, 2, 3], X > 1]))),
    ?T(qlc:e(qlc:q([{A, C} || {A, 1, C} <- ets:table(T)]))),
    ?T(qlc:e(qlc:q([{A, B} || {A, B, _} <- ets:table(T), A > 5, A < 9]))),
    ?T(qlc:e(qlc:q([{A, Y} || {A, B, _} <- ets:table(T), {X, Y} <- [{0, zero}, {1, one}], B =:= X, A < 8]))),
    ?T(qlc:e(qlc:sort(qlc:q([-A || {A, _, _} <- ets:table(T)])))),
    ?T(qlc:eval(qlc:q([B || {_, B, _} <- ets:table(T)], {unique, true}))),
    ?T(qlc:fold(fun(X, A) -> X + A end, 0, qlc:q([A || {A, _, _} <- ets:table(T)]))),
    ?T(begin C = qlc:cursor(qlc:q([A || {A, _, _} <- ets:table(T)])), R = [qlc:next_answers(C, 3), qlc:next_answers(C, 2)], qlc:delete_cursor(C), R end),
    ?T(qlc:e(qlc:append([1], qlc:q([X || X <- [2, 3]])))),
    ?T(qlc:e(qlc:keysort(2, [{a, 2}, {b, 1}]))),
    ?T(qlc:string_to_handle("[X || X <- [a, b]].") =/= x),
    ?T(qlc:e(qlc:string_to_handle("[{X, Y} || X <- [1, 2], Y <- [a]]."))),
    ?T(qlc:info(qlc:q([X || {X, 1} <- ets:table(T)]), [{format, debug}]) =/= x),
    ?T(qlc:e(not_a_handle)),
    ?T(qlc:q([X || X <- [1]], bad_option)),
    ?T(qlc:e(qlc:q([X || X <- gb_sets:to_list(gb_sets:from_list([3, 1, 2]))]))).
