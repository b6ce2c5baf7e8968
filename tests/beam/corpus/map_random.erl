%% Maps of every size under random changes: what they hold, whatever order they hold it in; and what `--` takes away.
-module(map_random).
-export([main/0]).

main() ->
    rand:seed(exsss, {1, 2, 3}),
    [io:format("~p ~p~n", [Run, run(rand:uniform(200) + rand:uniform(20) * (Run rem 20))]) || Run <- lists:seq(1, 200)],
    Ints = [rand:uniform(50) || _ <- lists:seq(1, 300)],
    Keys = [key(rand:uniform(10)) || _ <- lists:seq(1, 300)],
    io:format("~p~n", [[erlang:phash2(Ints -- lists:sublist(Ints, N)) || N <- [0, 1, 7, 8, 9, 100, 300]]]),
    io:format("~p~n", [erlang:phash2([(Keys ++ Keys) -- lists:sublist(lists:reverse(Keys), N) || N <- [3, 8, 9, 50, 299]])]).

run(Steps) ->
    {A, B, Seen} = steps(Steps, #{}, #{}, 0),
    Same = A =:= maps:from_list(maps:to_list(A)) andalso A == maps:from_list(lists:reverse(maps:to_list(A))),
    Sizes = {map_size(A), map_size(B), iterated(maps:next(maps:iterator(A)), 0) =:= map_size(A)},
    Parts = maps:values(A) =:= [V || {_, V} <- maps:to_list(A)] andalso maps:keys(A) =:= [K || {K, _} <- maps:to_list(A)],
    Folded = maps:fold(fun(K, V, Sum) -> erlang:phash2({K, V}) bxor Sum end, 0, A),
    Mapped = [
        A,
        B,
        maps:merge(A, B),
        maps:intersect(A, B),
        maps:with(maps:keys(B), A),
        maps:without(maps:keys(B), A),
        maps:map(fun(K, V) -> {K, V} end, A),
        maps:filter(fun(_, V) -> V rem 2 == 0 end, A),
        maps:from_keys(maps:keys(A), 1)
    ],
    Order = {A < B, A == B, erlang:phash2(lists:sort([A, B, #{}])), binary_to_term(term_to_binary(A)) =:= A},
    {Sizes, Seen, Same, Parts, Folded, [hash(M) || M <- Mapped], erlang:phash2(A), Order}.

steps(0, A, B, Seen) ->
    {A, B, Seen};
steps(Left, A, B, Seen) ->
    K = key(rand:uniform(14)),
    V = rand:uniform(100),
    {A1, B1, See} =
        case rand:uniform(12) of
            1 -> {maps:remove(K, A), B, removed};
            2 -> {A, maps:remove(K, B), removed};
            3 -> try {A#{K := V}, B, updated} catch error:E -> {A, B, E} end;
            4 -> {A, B, maps:find(K, A)};
            5 -> case maps:take(K, A) of {Old, Rest} -> {Rest, B, Old}; error -> {A, B, none} end;
            6 -> {A#{K => V, {x, V} => 1}, B, put};
            7 -> {A, B, case A of #{K := Found} -> Found; _ -> none end};
            8 -> {A, maps:put(K, V, B), put};
            9 -> {A, B#{K => V}, {is_map_key(K, B), maps:get(K, B, default)}};
            _ -> {A#{K => V}, B, put}
        end,
    steps(Left - 1, A1, B1, erlang:phash2({Seen, See})).

key(1) -> rand:uniform(100);
key(2) -> float(rand:uniform(100));
key(3) -> {rand:uniform(30), a};
key(4) -> integer_to_list(rand:uniform(50));
key(5) -> integer_to_binary(rand:uniform(50));
key(6) -> 1 bsl (60 + rand:uniform(20));
key(7) -> element(rand:uniform(6), {a, b, c, d, e, f});
key(8) -> #{rand:uniform(5) => rand:uniform(5)};
key(9) -> -(1 bsl (55 + rand:uniform(20)));
key(10) -> [rand:uniform(5) | rand:uniform(5)];
key(11) -> maps:from_list([{I, I * rand:uniform(2)} || I <- lists:seq(1, 33)]);
key(12) -> <<(rand:uniform(16)):5>>;
key(13) -> binary:part(<<"abcdefghijklmnopqrstuvwxyz">>, rand:uniform(10), rand:uniform(10));
key(14) -> fun lists:map/2.

hash(Map) -> erlang:phash2(lists:sort([erlang:phash2(Pair) || Pair <- maps:to_list(Map)])).

iterated(none, Count) -> Count;
iterated({_, _, Iterator}, Count) -> iterated(maps:next(Iterator), Count + 1).
