%% min, max, abs, and sums over mixed numbers.
-module(arith_minmax).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T([{min(A, B), max(A, B)} || A <- [1, 1.0, -2, 3.5], B <- [1.0, 1, 2]]),
    ?T([abs(X) || X <- [1, -1, -1.5, -0.0, 1 bsl 70, -(1 bsl 70), -(1 bsl 59)]]),
    ?T([min(a, 1), max(a, 1), min([], {}), max(<<>>, [1]), max(#{}, {})]),
    ?T([lists:sum([]), lists:sum([1, 2.5]), lists:max([1, 1.0]), lists:min([1.0, 1])]),
    ?T(lists:sum([0.1, 0.2, 0.3]) == 0.6), ?T(abs(?I(a))), ?T(lists:sum([1, a])), ?T(erlang:min(?I(1), ?I(2))), ?T([trunc(-0.5), round(-0.5), float(-0), 0.0 =:= -0.0]).
