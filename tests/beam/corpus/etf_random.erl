%% Random terms: sorted, hashed, written, shown, written with damage and read again.
-module(etf_random).
-export([main/0]).

main() ->
    rand:seed(exsss, {4, 5, 6}),
    Terms = [term(rand:uniform(4) - 1) || _ <- lists:seq(1, 300)],
    [io:format("~w~n", [T]) || T <- lists:sort(Terms)],
    [io:format("~w~n", [{A < B, A == B, A =:= B}]) || {A, B} <- lists:zip(Terms, lists:reverse(Terms))],
    [io:format("~w ~w~n", [erlang:phash2(T), erlang:phash(T, 1 bsl 32)]) || T <- Terms],
    [io:format("~w~n", [term_to_binary(T, [{minor_version, M}])]) || T <- Terms, M <- [0, 1, 2]],
    io:format("~p~n", [[T || T <- Terms, binary_to_term(term_to_binary(T, [compressed])) =/= T]]),
    [damaged(term_to_binary(T)) || T <- Terms],
    ok.

damaged(Bytes) ->
    At = rand:uniform(byte_size(Bytes)) - 1,
    <<Before:At/binary, _, After/binary>> = Bytes,
    %% 73 and 82 are tags within a node, which only ERTS itself reads.
    case rand:uniform(256) - 1 of
        Tag when Tag =:= 73; Tag =:= 82 ->
            ok;
        Byte ->
            Other = <<Before/binary, Byte, After/binary>>,
            io:format("~w ~w~n", [Other, try binary_to_term(Other, [used]) catch Class:Reason -> {Class, Reason} end])
    end.

term(0) ->
    case rand:uniform(14) of
        1 -> rand:uniform(10) - 5;
        2 -> float(rand:uniform(10) - 5);
        3 -> lists:nth(rand:uniform(5), [a, b, 'A b', 'λ', aa]);
        4 -> [];
        5 -> rand:bytes(rand:uniform(5) - 1);
        6 -> <<Bits:37/bits, _/bits>> = <<(rand:uniform(4)):70>>, Bits;
        7 -> rand:uniform(1 bsl 70);
        8 -> -rand:uniform(1 bsl 100);
        9 -> "abc";
        10 -> fun lists:map/2;
        11 -> fun erlang:abs/1;
        12 -> rand:uniform() * 1.0e20;
        13 -> {};
        14 -> <<_:3, Bits:21/bits, _/bits>> = <<1, 2, 3, (rand:uniform(3)), 7>>, Bits
    end;
term(Depth) ->
    case rand:uniform(5) of
        1 -> list_to_tuple(terms(Depth));
        2 -> terms(Depth);
        3 -> [term(Depth - 1) | term(Depth - 1)];
        4 -> maps:from_list([{term(Depth - 1), term(Depth - 1)} || _ <- lists:seq(1, rand:uniform(4))]);
        5 -> term(0)
    end.

terms(Depth) -> [term(Depth - 1) || _ <- lists:seq(1, rand:uniform(4))].
