%% Tuples: element and setelement at all places, conversions, comparison, literals.
-module(tuple_functions).
-export([main/0]).
-include("check.hrl").

main() ->
    T = ?I({a, 2, "three", 4.0, {5}}),
    ?T([element(N, T) || N <- [1, 2, 3, 4, 5]]),
    ?T(element(6, T)),
    ?T(element(1 bsl 70, T)),
    ?T(element(-1, T)),
    ?T(element(1.0, T)),
    ?T([setelement(N, T, new) || N <- [1, 5]]),
    ?T(setelement(6, T, new)),
    ?T(setelement(1, setelement(2, setelement(3, T, c), b), a)),
    ?T(tuple_to_list(T)),
    ?T(list_to_tuple([])),
    ?T(list_to_tuple([1 | 2])),
    ?T(erlang:append_element(T, z)),
    ?T([erlang:insert_element(N, {a, b}, x) || N <- [1, 2, 3]]),
    ?T([erlang:delete_element(N, {a, b, c}) || N <- [1, 2, 3]]),
    ?T(erlang:make_tuple(3, x)),
    ?T(erlang:make_tuple(0, x)),
    ?T(erlang:make_tuple(4, d, [{1, a}, {1, b}, {3, c}])),
    ?T(erlang:make_tuple(2, d, [{0, a}])),
    ?T(erlang:make_tuple(2, d, [a])),
    ?T([size({}), tuple_size({1}), size({1, 2})]),
    ?T([swap({1, 2}), swap({1, {2, 3}}), swap(x), swap({})]),
    ?T({1, 2} =:= {1, 2}),
    ?T([{1, 2} < {2, 1}, {} < {1}, {2} < {1, 1}, {1, a} < {1, "a"}]),
    ?T(select(?I(7))),
    ?T([arity(X) || X <- [{}, {1}, {1, 2}, {1, 2, 3}, {a, 1}, {b, 2}, {b, 2, 3}, 5]]),
    ?T(lists:foldl(fun(I, Acc) -> setelement(I, Acc, I * I) end, erlang:make_tuple(50, 0), lists:seq(1, 50))),
    ?T(many({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})),
    ?T(tuple_size(erlang:make_tuple(1000000, 0))),
    ?T(element(16777215, erlang:make_tuple(16777215, y))),
    ?T(erlang:make_tuple(16777216, y)),
    ?T(tagged([{ok, 1}, {error, x}, {ok, 2, 3}, ok, {ok, {ok, 4}}])).

swap({A, {B, C}}) -> {C, B, A};
swap({A, B}) -> {B, A};
swap({}) -> empty;
swap(Other) -> Other.

select(N) -> element(N rem 3 + 1, {zero, one, two}).

arity({a, _}) -> a;
arity({b, X}) when X > 1 -> b;
arity({_, _}) -> pair;
arity({b, _, _}) -> b3;
arity(T) when tuple_size(T) > 2 -> big;
arity(T) when is_tuple(T) -> small;
arity(_) -> none.

many({A, B, C, D, E, F, G, H, I, J, K, L}) -> [L, K, J, I, H, G, F, E, D, C, B, A].

tagged(L) ->
    {[X || {ok, X} <- L], [X || {error, X} <- L], [X || {ok, {ok, X}} <- L]}.
