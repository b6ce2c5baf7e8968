%% utf8, utf16 and utf32 fields: every length, surrogates, overlong forms, truncated text.
-module(bit_utf).
-export([main/0]).
-include("check.hrl").

main() ->
    Cs = [0, 127, 128, 2047, 2048, 55295, 57344, 65535, 65536, 1114111],
    ?T([<<C/utf8>> || C <- Cs]), ?T([<<C/utf16>> || C <- Cs]), ?T([<<C/utf16-little>> || C <- Cs]), ?T([<<C/utf32>> || C <- Cs]),
    ?T([C || C <- Cs, begin <<X/utf8>> = <<C/utf8>>, <<Y/utf16-little>> = <<C/utf16-little>>, <<Z/utf32>> = <<C/utf32>>, {X, Y, Z} =/= {C, C, C} end]),
    ?T([dec(B) || B <- [<<192, 128>>, <<224, 128, 128>>, <<240, 128, 128, 128>>, <<244, 144, 128, 128>>, <<237, 160, 128>>, <<128>>, <<195>>, <<226, 130>>, <<248, 136, 128, 128, 128>>, <<195, 40>>, <<1:1, 195, 169, 0:7>>]]),
    ?T(<<(?I(55296))/utf8>>), ?T(<<(?I(1114112))/utf32>>), ?T(<<(?I(a))/utf8>>), ?T(begin <<_:3, C/utf8, _/bits>> = <<0:3, 16#20ac/utf8, 1:5>>, C end), ?T([case <<"añb"/utf8>> of <<_/utf8, R/binary>> -> R end]), ?T(<<"é€"/utf8, "é"/utf16>>).

dec(<<C/utf8, R/bits>>) -> {C, R};
dec(B) -> {no, B}.
