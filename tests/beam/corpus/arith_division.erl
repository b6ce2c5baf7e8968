%% div, rem and / with every combination of signs, and what they promise together.
-module(arith_division).
-export([main/0]).
-include("check.hrl").

main() ->
    [io:format("~p ~p: ~p ~p ~p~n", [A, B, A div B, A rem B, A / B]) || A <- [7, -7, 1 bsl 65, -(1 bsl 65), 0], B <- [2, -2, 3, -3, 1 bsl 64, -(1 bsl 64)]],
    ?T([A || A <- lists:seq(-50, 50), B <- [-7, -3, 2, 5], (A div B) * B + A rem B =/= A]),
    ?T(-(1 bsl 59) div ?I(-1)),
    ?T(-(1 bsl 63) div ?I(-1)),
    ?T([(1 bsl N) rem 997 || N <- lists:seq(0, 200, 20)]),
    ?T(?I(5) rem 0), ?T(?I(1 bsl 70) rem 0), ?T(0 div ?I(1 bsl 70)), ?T(?I(a) rem 2), ?T(?I(2.0) rem 2).
