%% phash2 and phash of every kind of term, ranges included; and what hangs on them.
-module(hash_terms).
-export([main/0]).
-include("check.hrl").

main() ->
    Terms = [0, 1, -1, 255, 256, (1 bsl 27) - 1, 1 bsl 27, 1 bsl 31, 1 bsl 32, (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, 1 bsl 63, 1 bsl 64, -(1 bsl 64), 1 bsl 500, -(1 bsl 501) + 3,
             0.0, -0.0, 1.0, -1.0, 1.0e10, 3.14, 1.0e300, a, b, ok, true, undefined, 'åäö', 'λ', '', [], "", "a", "abc", [1, 2, 3], [1 | 2], [a | b], [[]], [[[]]], [256], "a long string of characters, more than 16",
             [97, 98 | c], [97, 98, x], [x, 97, 98], {}, {1}, {1, 2}, {{}}, {a, "b", <<"c">>}, <<>>, <<1>>, <<"abc">>, <<"abcdefghijklmnopqrstuvwxyz">>, <<1:1>>, <<1:7>>, <<255, 1:3>>, <<0:65>>,
             #{}, #{a => 1}, #{1 => a, 2 => b}, #{a => #{b => c}}, #{[] => {}}, fun lists:map/2, fun erlang:self/0, lists:seq(1, 100), list_to_tuple(lists:seq(1, 100))],
    [io:format("~w: ~w ~w ~w ~w~n", [T, erlang:phash2(T), erlang:phash2(T, 100), erlang:phash2(T, 1 bsl 32), hash(T)]) || T <- Terms],
    ?T(erlang:phash2(a, 1)),
    ?T(erlang:phash2(a, (1 bsl 32) + 1)),
    ?T(erlang:phash(a, 0)),
    ?T(erlang:phash(a, 1 bsl 32)),
    ?T(erlang:phash2(<<1, 2, 3, 4, 5:3>>)),
    ?T([erlang:phash2(binary:copy(<<"x">>, N)) || N <- [11, 12, 13, 100, 1000, 100000]]),
    ?T([erlang:phash2(<<(binary:copy(<<"x">>, N))/binary, 1:1>>) || N <- [0, 11, 12, 13, 100]]),
    ?T(begin <<_:3, B/bits>> = binary:copy(<<"xyz">>, 50), erlang:phash2(B) end),
    ?T(begin <<_:8, B/bits>> = binary:copy(<<"xyz">>, 50), erlang:phash2(B) =:= erlang:phash2(binary:copy(B)) end),
    ?T([erlang:phash2(maps:from_list([{I, I * I} || I <- lists:seq(1, N)])) || N <- [31, 32, 33, 34, 100, 1000]]),
    ?T([erlang:phash2(maps:from_list([{{k, I}, "v"} || I <- lists:seq(1, N)])) || N <- [5, 32, 33, 500]]),
    ?T(erlang:phash2(lists:seq(1, 100000))),
    ?T(erlang:phash2(lists:foldl(fun(I, A) -> {I, A} end, [], lists:seq(1, 100000)))),
    ?T(length(lists:usort([erlang:phash2(N) || N <- lists:seq(1, 20000)]))),
    ?T(length(lists:usort([erlang:phash2(integer_to_binary(N)) || N <- lists:seq(1, 20000)]))),
    ?T([erlang:phash2(X, 16) || X <- lists:seq(-5, 20)]).

hash(T) ->
    try erlang:phash(T, 1 bsl 30)
    catch C:R -> {C, R}
    end.
