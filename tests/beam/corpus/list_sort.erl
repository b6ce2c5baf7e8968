%% Total order of terms, and stability of sorts.
-module(list_sort).
-export([main/0]).
-include("check.hrl").

main() ->
    Terms = [1, 1.0, -1, 1 bsl 70, -(1 bsl 70), 1.5, 0.0, a, b, 'B', '', true, false, nil, [], {}, {1}, {a}, {1, 2}, {0, 0, 0},
             [1], [a], [1, 2], [1 | 2], [[]], "abc", "abd", "ab", <<>>, <<1>>, <<1, 2>>, <<1:1>>, <<0:1>>, <<255>>, <<1:9>>,
             #{}, #{a => 1}, #{a => 2}, #{b => 1}, #{1 => 1}, #{1.0 => 1}, #{a => 1, b => 2}, fun lists:map/2, fun lists:all/2, 'é', 'ü', aa, ab],
    ?T(lists:sort(Terms)),
    ?T(lists:sort(lists:reverse(Terms))),
    ?T(lists:usort(Terms ++ Terms)),
    ?T([catch_all(A, B) || {A, B} <- lists:zip(Terms, tl(Terms) ++ [hd(Terms)])]),
    Kinds = [1, a, make_ref(), fun() -> ok end, self(), {}, #{}, [], [1], <<>>],
    ?T([check:mask(X) || X <- lists:sort(lists:reverse(Kinds))]),
    ?T([length([x || A <- Terms, B <- Terms, A < B]), length([x || A <- Terms, B <- Terms, A == B]), length([x || A <- Terms, B <- Terms, A =:= B])]),
    Pairs = [{X rem 5, X} || X <- lists:seq(1, 40)],
    ?T(lists:keysort(1, Pairs)),
    ?T(lists:sort(fun({A, _}, {B, _}) -> A =< B end, Pairs)),
    ?T(lists:sort(fun({A, _}, {B, _}) -> A < B end, Pairs)),
    ?T(lists:ukeysort(1, Pairs)),
    ?T(lists:ukeymerge(1, [{1, a}, {2, a}], [{1, b}, {3, b}])),
    ?T(lists:keysort(1, [{1, a}, {1.0, b}, {1, c}, {0.5, d}])),
    ?T(lists:sort([[3], [1, 2], [], [1], "z"])),
    ?T(lists:sort(["b", "a", <<"a">>, a, "aa", 'a b', ["a"]])),
    ?T(random_sort(500)),
    ?T([{A < B, A > B} || {A, B} <- [{{1, 2.0}, {1.0, 2}}, {[1, 2], [1, 2.0]}, {<<1, 2, 3:4>>, <<1, 2, 3:5>>}, {"a", ["a"]}, {#{1 => 2}, #{1.0 => 1}}]]).

catch_all(A, B) -> {A < B, A == B}.

random_sort(N) ->
    L = walk(N, 12345),
    S = lists:sort(L),
    {length(S), lists:sort(S) =:= S, erlang:phash2(S), lists:merge(lists:sort(lists:sublist(L, 100)), lists:sort(lists:nthtail(100, L))) =:= S}.

walk(0, _) -> [];
walk(N, Seed) ->
    Next = (Seed * 1103515245 + 12345) band 16#7fffffff,
    T = case Next rem 6 of
        0 -> Next;
        1 -> Next / 7;
        2 -> {Next rem 10, Next rem 3};
        3 -> [Next rem 4, Next rem 9];
        4 -> integer_to_binary(Next);
        5 -> list_to_atom([$a + Next rem 26])
    end,
    [T | walk(N - 1, Next)].
