%% Floats at their limits: overflow, underflow, signs of zero, integers that do not fit.
-module(float_special).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T([1.0e308 + 7.9e307, 5.0e-324 / 2, 2.2250738585072014e-308 / 2, -5.0e-324 / 2]),
    ?T(?I(1.7e308) + 1.7e308), ?T(?I(1.7e308) * -2), ?T(?I(1.0e200) * 1.0e200), ?T(?I(1.0) / 1.0e-320), ?T(math:exp(?I(1000))), ?T(math:sqrt(-1)), ?T(?I(1 bsl 1024) + 1.0), ?T(?I(1 bsl 1023) + 1.0), ?T(float(?I(-(1 bsl 1024)))),
    ?T([0.0 * -1, -0.0 + 0.0, 0 - 0.0, 0.0 - 0, 0.0 / -1.0]), ?T([trunc(1.0e18), trunc(1.0e19), trunc(-9.3e18), trunc(1.7976931348623157e308) rem 1000007]),
    ?T([math:pow(0, 0), math:pow(2, -1), math:pow(-2, 3), math:fmod(-7, 3), math:log2(8), math:log10(1000)]), ?T([round(X) || X <- [4503599627370495.5, 9007199254740993.0, -0.49999999999999994]]),
    ?T(lists:map(fun(X) -> X * 1.0 =:= float(X) end, [0, 1, -1, 1 bsl 60])), ?T(1 bsl 53 == 9007199254740992.0), ?T((1 bsl 53) + 1 == 9007199254740992.0), ?T([X || X <- [1.0, 2], is_float(X)]).
