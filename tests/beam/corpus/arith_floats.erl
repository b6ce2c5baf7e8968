%% Float arithmetic, its exceptions, conversions and the math module.
-module(arith_floats).
-export([main/0]).
-include("check.hrl").

main() ->
    Values = [0.0, 1.0, -1.0, 0.1, 3.5, -2.5, 1.0e308, 1.0e-308, 123456789.125, 2, -3, 1 bsl 70],
    [
        io:format("~w ~w ~w = ~w~n", [A, Op, B, catch_arith(Op, A, B)])
     || Op <- ['+', '-', '*', '/'], A <- Values, B <- Values
    ],
    ?T([trunc(X) || X <- [1.5, -1.5, 1.0e20, -1.0e20, 0.0, 3]]),
    ?T([round(X) || X <- [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 1.0e20, 4503599627370497.5, 0.49999999999999994]]),
    ?T([floor(X) || X <- [1.5, -1.5, 2.0, -0.1, 1.0e22, 7]]),
    ?T([ceil(X) || X <- [1.5, -1.5, 2.0, -0.1, 1.0e22, 7]]),
    ?T([float(X) || X <- [1, -1, 1 bsl 53, (1 bsl 53) + 1, 1 bsl 1000]]),
    ?T(float(?I(1 bsl 1024))),
    ?T(?I(1.0e308) * 10),
    ?T(?I(1.0) / 0),
    ?T(?I(1) / ?I(0)),
    ?T(?I(1 bsl 2000) / ?I(1 bsl 1999)),
    ?T(?I(1) / ?I(3)),
    ?T(?I(6) / ?I(3)),
    ?T(?I(a) / 1),
    ?T(trunc(?I(a))),
    ?T(round(?I("x"))),
    ?T(abs(?I(-1.5))),
    ?T(-?I(0.0)),
    [
        io:format("~w(~w) = ~w~n", [F, X, math_value(F, [X])])
     || F <- [sqrt, floor, ceil, log2], X <- [0, 1, 2.25, -1, 16, 1.0e100]
    ],
    [io:format("~w(~w) = ~s~n", [F, X, rounded(math_value(F, [X]))])
     || F <- [sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, exp, log, log10, erf, erfc], X <- [0, 0.5, 1, -0.5, 2]],
    ?T(math:pow(2, 10)),
    ?T(math:pow(?I(10), 400)),
    ?T(math:pow(?I(-8), 0.5)),
    ?T(math:atan2(0, -1)),
    ?T(math:fmod(7.5, 2)),
    ?T(math:fmod(7, ?I(0))),
    ?T(math:sqrt(?I(a))),
    ?T(math:pi()).

catch_arith(Op, A, B) ->
    try erlang:Op(A, B)
    catch error:Reason -> Reason
    end.

math_value(F, Args) ->
    try apply(math, F, Args)
    catch error:Reason -> Reason
    end.

%% The last digits of a C library's functions are its own.
rounded(X) when is_float(X) -> float_to_list(X, [{scientific, 12}]);
rounded(X) -> atom_to_list(X).
