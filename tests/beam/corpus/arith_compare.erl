%% Comparison of integers with floats: exactly, however big.
-module(arith_compare).
-export([main/0]).
-include("check.hrl").

main() ->
    Values = [0, -0.0, 0.0, 1, 1.0, -1, -1.0, 1.5, 9007199254740991, 9007199254740992, 9007199254740993,
              9007199254740992.0, 9007199254740994.0, 1 bsl 64, float(1 bsl 64), (1 bsl 64) + 1, -(1 bsl 64),
              -float(1 bsl 64), 1 bsl 1023, 1.0e308, 1.7976931348623157e308, 1 bsl 1024, -(1 bsl 1024), -1.0e308, 5.0e-324],
    [io:format("~w ~w: ~w~n", [A, B, compare(A, B)]) || A <- Values, B <- Values],
    ?T(lists:sort(Values)),
    ?T(lists:usort(Values)),
    ?T([max(?I(1), 1.0), max(?I(1.0), 1), min(?I(1), 1.0), min(?I(1.0), 1)]),
    ?T(?I(1) =:= 1.0),
    ?T(?I([1, {2.0}]) == [1.0, {2}]),
    ?T(?I([1, {2.0}]) =:= [1.0, {2}]),
    ?T(?I(#{1 => a}) == #{1.0 => a}),
    ?T(?I(#{a => 1}) == #{a => 1.0}),
    ?T(?I(#{a => 1}) =:= #{a => 1.0}),
    ?T(?I(0.0) =:= -0.0),
    ?T(?I(0.0) == -0.0),
    ?T(case ?I(0.0) of -0.0 -> same; _ -> other end).

compare(A, B) ->
    [Op || Op <- ['<', '=<', '==', '/=', '>=', '>', '=:=', '=/='], erlang:Op(A, B)].
