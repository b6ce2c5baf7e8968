%% Bitwise operators on negative and big integers, against identities.
-module(arith_bitwise).
-export([main/0]).
-include("check.hrl").

main() ->
    V = [0, 1, -1, 255, -256, 1 bsl 59, -(1 bsl 59), (1 bsl 64) - 1, -(1 bsl 64), (1 bsl 127) + 1, -(1 bsl 127) - 1],
    [io:format("~w ~w ~w ~w ~w~n", [A, B, A band B, A bor B, A bxor B]) || A <- V, B <- V],
    ?T([{A, B} || A <- V, B <- V, (A bxor B) =/= (A bor B) - (A band B)]),
    ?T([A || A <- V, bnot (bnot A) =/= A]),
    ?T([{A, N} || A <- V, N <- [1, 60, 64, 65], (A bsl N) bsr N =/= A]),
    ?T([A bsr 3 || A <- V]), ?T([A bsr 200 || A <- V]), ?T(?I(1) band a), ?T(?I(1.0) bor 1), ?T(bnot ?I([])), ?T([popcount(A) || A <- V, A >= 0]).

popcount(0) -> 0;
popcount(N) -> (N band 1) + popcount(N bsr 1).
