%% Sizes given by variables, expressions and earlier fields; units; zero widths.
-module(bit_sizes).
-export([main/0]).
-include("check.hrl").
-define(MODULE_SIZE, 2).

main() ->
    ?T([sized(N, <<1, 2, 3, 4, 5, 6, 7, 8>>) || N <- [0, 1, 7, 8, 12, 63, 64, 65]]),
    ?T(tlv(<<1, 2, "ab", 2, 0, 3, 5, "hello", 9>>)),
    ?T(begin <<N:8, X:(N * 4), R/bits>> = <<3, 16#abcdef:24>>, {N, X, R} end),
    ?T(begin <<A:2/unit:12, B/binary-unit:4>> = <<1, 2, 3, 4, 5>>, {A, B} end),
    ?T(begin <<A/binary-unit:1>> = <<5:3>>, A end),
    ?T(case <<1:7>> of <<_/binary>> -> bytes; <<_/bits>> -> bits end),
    ?T([<<0:N>> || N <- [0, 1, 9]]), ?T(<<(?I(<<1, 2, 3, 4>>)):?MODULE_SIZE/binary>>), ?T([begin S = N * 3, <<X:S>> = <<N:S>>, X end || N <- [1, 5, 20, 30]]).

sized(N, B) -> case B of <<X:N, R/bits>> -> {X, bit_size(R)}; _ -> short end.
tlv(<<T, L, V:L/binary, R/binary>>) -> [{T, V} | tlv(R)];
tlv(R) -> [{rest, R}].
