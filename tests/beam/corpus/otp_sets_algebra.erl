%% Laws of sets, in ordsets, gb_sets and both versions of sets.
-module(otp_sets_algebra).
-export([main/0]).
-include("check.hrl").

main() ->
    A = [1, 3, 5, 7, a, "s", {t}], B = [3, 4, 5, a, b], C = [5, a, z],
    [io:format("~p ~p~n", [N, laws(M, F, A, B, C)]) || {N, M, F} <- [{ordsets, ordsets, fun ordsets:from_list/1}, {gb_sets, gb_sets, fun gb_sets:from_list/1}, {sets1, sets, fun(L) -> sets:from_list(L, [{version, 1}]) end}, {sets2, sets, fun(L) -> sets:from_list(L, [{version, 2}]) end}]].

laws(M, F, La, Lb, Lc) ->
    [A, B, C] = [F(X) || X <- [La, Lb, Lc]],
    L = fun(S) -> lists:sort(M:to_list(S)) end,
    [L(M:union(A, B)) =:= L(M:union(B, A)), L(M:intersection(A, M:union(B, C))) =:= L(M:union(M:intersection(A, B), M:intersection(A, C))), L(M:subtract(A, M:union(B, C))) =:= L(M:intersection(M:subtract(A, B), M:subtract(A, C))), M:size(M:union(A, B)) =:= M:size(A) + M:size(B) - M:size(M:intersection(A, B)), M:is_subset(M:intersection(A, B), A), M:is_disjoint(M:subtract(A, B), B), L(M:union(A, B)), L(M:intersection([A, B, C])), M:fold(fun(_, N) -> N + 1 end, 0, A), L(M:filter(fun is_integer/1, A)), L(M:del_element(3, M:add_element(9, A)))].
