%% Integer operators on small and big operands, at every edge of a word.
-module(arith_integers).
-export([main/0]).
-include("check.hrl").

main() ->
    Values = [0, 1, -1, 2, -2, 3, 7, -7, 10, (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 60) - 1,
              1 bsl 63, (1 bsl 64) - 1, 1 bsl 64, -(1 bsl 63), -(1 bsl 64), (1 bsl 128) + 12345, -(1 bsl 200)],
    Operators = ['+', '-', '*', 'div', 'rem', 'band', 'bor', 'bxor'],
    [
        io:format("~p ~p ~p = ~p~n", [A, Op, B, catch_arith(Op, A, B)])
     || Op <- Operators, A <- Values, B <- Values
    ],
    [io:format("~p: ~p ~p ~p~n", [A, -A, bnot ?I(A), abs(A)]) || A <- Values],
    ?T(?I(1) div ?I(0)),
    ?T(?I(1) rem ?I(0)),
    ?T((1 bsl 100) div ?I(0)),
    ?T(?I(a) + 1),
    ?T(1 + ?I(a)),
    ?T(?I(1.5) div 1),
    ?T(?I(1.5) band 1),
    ?T(-?I(foo)),
    ?T(+?I(foo)),
    ?T(bnot ?I(1.0)),
    ?T(abs(?I([]))).

catch_arith(Op, A, B) ->
    try erlang:Op(A, B)
    catch error:Reason -> Reason
    end.
