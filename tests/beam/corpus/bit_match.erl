%% Bit syntax: matching with every type, size, unit, sign and endianness, at every offset.
-module(bit_match).
-export([main/0]).
-include("check.hrl").

main() ->
    Data = <<16#A5, 16#5A, 16#FF, 16#00, 16#80, 16#7F, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 200, 201>>,
    [
        begin
            <<_:O, U:S, _/bits>> = Data,
            <<_:O, L:S/little, _/bits>> = Data,
            <<_:O, G:S/signed, _/bits>> = Data,
            <<_:O, H:S/signed-little, _/bits>> = Data,
            io:format("~w:~w ~w ~w ~w ~w~n", [O, S, U, L, G, H])
        end
     || O <- [0, 1, 4, 7, 8, 13], S <- [0, 1, 5, 8, 11, 16, 31, 32, 59, 60, 63, 64, 65, 100]
    ],
    ?T(fixed(<<1, 2, 3, 4, 5, 6, 7, 8>>)),
    ?T(fixed(<<3:2, 255, 254, 253, 252, 251, 250, 249, 1:6>>)),
    ?T(fixed(<<1, 2, 3>>)),
    ?T(fixed(foo)),
    ?T(floats(<<1.5/float, -2.5:32/float, 3.5:64/float-little, 0.5:16/float>>)),
    ?T(floats(<<16#7FF0000000000000:64, 0:112>>)),
    ?T(sized(<<3, "abcdef">>)),
    ?T(sized(<<9, "abcdef">>)),
    ?T(nested(<<2, 3, 16#ABC:12, 7:4, "rest">>)),
    ?T(tails(<<1:1>>)),
    ?T(tails(<<>>)),
    ?T(tails(<<7, 1:3>>)),
    ?T(tails(<<7, 8, 9>>)),
    ?T(utf(<<"aé€😀"/utf8>>)),
    ?T(utf(<<255>>)),
    ?T(utf(<<16#ED, 16#A0, 16#80>>)),
    ?T(utf(<<16#C0, 16#80>>)),
    ?T(utf16(<<"aé😀"/utf16>>, big)),
    ?T(utf16(<<"aé😀"/utf16-little>>, little)),
    ?T(utf16(<<16#D800:16, 65:16>>, big)),
    ?T(utf32(<<"a😀"/utf32>>)),
    ?T(utf32(<<16#110000:32>>)),
    ?T(prefix(-1, Data)),
    ?T(prefix(foo, Data)),
    ?T(prefix(1 bsl 65, Data)),
    ?T(prefix(12, Data)),
    ?T(begin <<X:8/integer>> = Data, X end),
    ?T(begin <<"abc", R/binary>> = ?I(<<"abcdef">>), R end),
    ?T(begin <<"abd", R/binary>> = ?I(<<"abcdef">>), R end),
    ?T([{A, B} || <<A:4, B:4>> <= <<1, 2, 255>>]),
    ?T(count_bits(<<16#F0F0F0F0F0:40, 5:3>>, 0)).

fixed(<<A, B:3, C:13/little, D:8/signed, E:32>>) -> {A, B, C, D, E};
fixed(<<A:2, B:24/signed-little, C:32, D/bits>>) -> {second, A, B, C, D};
fixed(Other) when is_bitstring(Other) -> {other, Other}.

floats(<<A/float, B:32/float, C:64/float-little, D:16/float>>) -> {A, B, C, D};
floats(<<A:64, _/bits>>) -> {not_float, A}.

sized(<<N, Text:N/binary, Rest/binary>>) -> {N, Text, Rest};
sized(<<N, Rest/binary>>) -> {short, N, Rest}.

nested(<<W, H, Body:(W * 4 + 4)/bits, Pad:H/unit:1, Rest/bits>>) -> {W, H, Body, Pad, Rest}.

tails(<<A, Rest/bytes>>) -> {bytes, A, Rest};
tails(<<A, Rest/bits>>) -> {bits, A, Rest};
tails(<<>>) -> empty;
tails(<<A:1>>) -> {bit, A}.

utf(<<C/utf8, Rest/binary>>) -> [C | utf(Rest)];
utf(<<>>) -> [];
utf(Bad) -> {bad, Bad}.

utf16(<<C/utf16, R/binary>>, big) -> [C | utf16(R, big)];
utf16(<<C/utf16-little, R/binary>>, little) -> [C | utf16(R, little)];
utf16(R, _) -> {rest, R}.

utf32(<<C/utf32, R/binary>>) -> [C | utf32(R)];
utf32(R) -> {rest, R}.

count_bits(<<1:1, R/bits>>, N) -> count_bits(R, N + 1);
count_bits(<<0:1, R/bits>>, N) -> count_bits(R, N);
count_bits(<<>>, N) -> N.

prefix(Size, Data) ->
    <<X:Size, _/bits>> = Data,
    X.
