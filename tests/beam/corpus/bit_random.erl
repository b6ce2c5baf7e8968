%% Bitstrings constructed and matched with random sizes, byte orders and alignments; character data that breaks off anywhere.
-module(bit_random).
-export([main/0]).

main() ->
    rand:seed(exsss, {7, 8, 9}),
    [matched() || _ <- lists:seq(1, 2000)],
    [converted() || _ <- lists:seq(1, 500)],
    ok.

matched() ->
    Bits = sequence(any(6) - 1, constructed(any(9))),
    Kind = any(12),
    io:format("~w ~w ~w~n", [Bits, Kind, matched(Bits, Kind)]).

converted() ->
    Data = case characters(3) of
               Character when is_integer(Character) -> [Character];
               Other -> Other
           end,
    Encoding = pick([unicode, latin1, utf8]),
    io:format("~w ~w~n  ~w~n  ~w~n", [Data, Encoding, convert(characters_to_binary, Data, Encoding),
                                      convert(characters_to_list, Data, Encoding)]).

convert(Function, Data, Encoding) ->
    try unicode:Function(Data, Encoding) catch error:Reason -> Reason end.

any(N) -> rand:uniform(N).

pick(List) -> lists:nth(any(length(List)), List).

integer() ->
    case any(6) of
        1 -> any(256) - 1;
        2 -> -any(300);
        3 -> any(1 bsl 62);
        4 -> -any(1 bsl 64);
        5 -> any(1 bsl 200);
        6 -> -any(1 bsl 130)
    end.

float() ->
    pick([0.0, 1.0, -1.5, 3.14159, 1.0e10, 1.0e-10, 1.0e300, 65504.0, 65520.0, 1.0e-5, 5.9e-8, 2.9e-8, 3.0e-8, 1.0e38, 3.5e38, 1.0e-45, 0.1]).

bits() ->
    Size = any(200) - 1,
    <<Bits:Size/bits, _/bits>> = rand:bytes(26),
    Bits.

constructed(1) -> V = integer(), S = any(150) - 1, <<V:S>>;
constructed(2) -> V = integer(), S = any(150) - 1, <<V:S/little>>;
constructed(3) -> V = integer(), S = any(30) - 1, <<V:S/unit:8>>;
constructed(4) -> V = integer(), S = any(9) - 1, <<V:S/little-unit:13>>;
constructed(5) -> V = float(), S = pick([16, 32, 64]), <<V:S/float>>;
constructed(6) -> V = float(), S = pick([16, 32, 64]), <<V:S/float-little>>;
constructed(7) -> bits();
constructed(8) ->
    C = pick([$a, 228, 8364, 128512, 0, 16#7FF, 16#800, 16#FFFF, 16#10FFFF, 16#E000]),
    pick([<<C/utf8>>, <<C/utf16>>, <<C/utf16-little>>, <<C/utf32>>, <<C/utf32-little>>]);
constructed(9) -> V = integer(), S = any(16) - 1, <<V:S/signed, (any(255)):8, V:S/little, (bits())/bits>>.

sequence(0, Bits) -> Bits;
sequence(N, Bits) ->
    V = integer(),
    S = any(70) - 1,
    More = case any(3) of
               1 -> <<Bits/bits, (constructed(any(9)))/bits>>;
               2 -> <<Bits/bits, V:S>>;
               3 -> <<Bits/bits, V>>
           end,
    sequence(N - 1, More).

matched(B, 1) -> S = any(140) - 1, case B of <<V:S, R/bits>> -> {V, R}; _ -> no end;
matched(B, 2) -> S = any(140) - 1, case B of <<V:S/little, R/bits>> -> {V, R}; _ -> no end;
matched(B, 3) -> S = any(140) - 1, case B of <<V:S/signed, R/bits>> -> {V, R}; _ -> no end;
matched(B, 4) -> S = any(140) - 1, case B of <<V:S/little-signed, R/bits>> -> {V, R}; _ -> no end;
matched(B, 5) -> S = pick([16, 32, 64]), case B of <<V:S/float, R/bits>> -> {V, R}; _ -> no end;
matched(B, 6) -> S = pick([16, 32, 64]), case B of <<V:S/float-little, R/bits>> -> {V, R}; _ -> no end;
matched(B, 7) -> S = any(20) - 1, case B of <<V:S/binary, R/bits>> -> {V, R}; _ -> no end;
matched(B, 8) -> case B of <<V/utf8, R/bits>> -> {V, R}; _ -> no end;
matched(B, 9) -> case B of <<V/utf16, R/bits>> -> {V, R}; _ -> no end;
matched(B, 10) -> case B of <<V/utf32-little, R/bits>> -> {V, R}; _ -> no end;
matched(B, 11) -> case B of <<_:3, V:8, R/binary>> -> {V, R}; <<V:16/little, R/bits>> -> {b, V, R}; _ -> no end;
matched(B, 12) -> case B of <<_, 1, V:24/little-signed, R/bits>> -> {V, R}; <<A:4, V:12, R/bits>> -> {A, V, R}; _ -> no end.

characters(0) ->
    pick([$a, 228, 8364, 128512, <<"b">>, <<228/utf8>>, <<195>>, <<164>>, <<"x", 226, 130>>, <<172>>, <<240, 159>>, <<152, 128>>, <<255>>, -1, 16#D800]);
characters(Depth) ->
    List = [characters(Depth - 1) || _ <- lists:seq(1, any(4) - 1)],
    case any(5) of
        1 -> [];
        2 -> List ++ pick([<<>>, <<"z">>, <<130>>, <<226>>]);
        _ -> List
    end.
