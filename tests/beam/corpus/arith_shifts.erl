%% Shifts by every amount, in both directions, and the limits of them.
-module(arith_shifts).
-export([main/0]).
-include("check.hrl").

main() ->
    Values = [0, 1, -1, 5, -5, 1 bsl 58, -(1 bsl 59), (1 bsl 64) - 1, -(1 bsl 64), (1 bsl 130) + 7, -(1 bsl 130) - 7],
    Amounts = [0, 1, 2, 58, 59, 60, 61, 63, 64, 65, 127, 128, 200, -1, -2, -59, -60, -63, -64, -65, -200],
    [
        io:format("~p by ~p: ~p ~p~n", [V, N, V bsl ?I(N), V bsr ?I(N)])
     || V <- Values, N <- Amounts
    ],
    ?T(?I(0) bsl (1 bsl 70)),
    ?T(?I(1) bsr (1 bsl 70)),
    ?T(?I(-1) bsr (1 bsl 70)),
    ?T(?I(-5) bsr (1 bsl 40)),
    ?T(?I(1) bsl (1 bsl 70)),
    ?T(?I(1) bsl -(1 bsl 70)),
    ?T(?I(1 bsl 90) bsr (1 bsl 70)),
    ?T(?I(-(1 bsl 90)) bsl -(1 bsl 70)),
    ?T(?I(1.0) bsl 1),
    ?T(?I(1) bsl a),
    ?T(erlang:'bsl'(?I(1), 1.0)),
    ?T(lists:foldl(fun(N, Acc) -> (Acc bsl N) bxor (Acc bsr 3) end, 1, lists:seq(1, 60))).
