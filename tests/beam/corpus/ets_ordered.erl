%% Ordered sets: order of mixed keys, first, last, next, prev, gaps, and many random operations against a model.
-module(ets_ordered).
-export([main/0]).
-include("check.hrl").

main() ->
    T = ets:new(o, [ordered_set]),
    Keys = [3, a, 1.5, {x}, "s", [], <<"b">>, #{k => 1}, 1 bsl 70, -1, b, {1, 2}, [1], 2, 2.0, <<1:3>>],
    [ets:insert(T, {K, N}) || {N, K} <- lists:zip(lists:seq(1, length(Keys)), Keys)],
    ?T(ets:tab2list(T)),
    ?T(forth(T, ets:first(T))),
    ?T(back(T, ets:last(T))),
    ?T([ets:next(T, K) || K <- [-100, 2.5, 2, 2.0, aa, {w}, "t", <<"zzz">>]]),
    ?T([ets:prev(T, K) || K <- [-100, 2.5, 2, 2.0, aa, {w}, "t", <<"zzz">>]]),
    ?T(ets:lookup(T, 2)),
    ?T(ets:member(T, 3.0)),
    ?T(ets:foldr(fun({K, _}, A) -> [K | A] end, [], T)),
    ?T(ets:slot(T, 0)),
    ?T(ets:slot(T, ets:info(T, size))),
    ?T(ets:select(T, [{{'$1', '_'}, [{is_atom, '$1'}], ['$1']}])),
    ?T(ets:select_reverse(T, [{{'$1', '_'}, [{is_number, '$1'}], ['$1']}])),
    ?T(ets:select(T, [{{'$1', '_'}, [{'>', '$1', 1}, {'<', '$1', c}], ['$1']}], 3) =/= x),
    ?T(pages(ets:select(T, [{{'$1', '_'}, [], ['$1']}], 5))),
    ?T(pages_back(ets:select_reverse(T, [{{'$1', '_'}, [], ['$1']}], 5))),
    ?T(model(3000)),
    T2 = ets:new(o2, [ordered_set]),
    [ets:insert(T2, {{A, B}, A * B}) || A <- lists:seq(1, 20), B <- lists:seq(1, 20)],
    ?T(ets:select(T2, [{{{7, '$1'}, '$2'}, [{'>', '$1', 15}], [{{'$1', '$2'}}]}])),
    ?T(ets:match(T2, {{3, '$1'}, 30})),
    ?T(ets:select_count(T2, [{{{'_', 5}, '_'}, [], [true]}])),
    ?T(ets:select_delete(T2, [{{{'$1', '_'}, '_'}, [{'=<', '$1', 10}], [true]}])),
    ?T([ets:first(T2), ets:last(T2), ets:info(T2, size)]),
    ?T(ets:match_object(T2, {{20, '_'}, '_'}, 3) =/= x),
    ?T(deleting_walk(T2, ets:first(T2), 0)),
    ?T(ets:info(T2, size)).

forth(_, '$end_of_table') -> [];
forth(T, K) -> [K | forth(T, ets:next(T, K))].
back(_, '$end_of_table') -> [];
back(T, K) -> [K | back(T, ets:prev(T, K))].
pages('$end_of_table') -> [];
pages({L, C}) -> [L | pages(ets:select(C))].
pages_back('$end_of_table') -> [];
pages_back({L, C}) -> [L | pages_back(ets:select_reverse(C))].

%% Random inserts and deletes, the same on a gb_tree, compared as they go.
model(N) ->
    T = ets:new(m, [ordered_set]),
    {Tree, Diffs} = steps(N, 42, T, gb_trees:empty(), 0),
    {gb_trees:size(Tree), ets:info(T, size), ets:tab2list(T) =:= gb_trees:to_list(Tree), Diffs, erlang:phash2(ets:tab2list(T))}.

steps(0, _, _, Tree, D) -> {Tree, D};
steps(N, S, T, Tree, D) ->
    S2 = (S * 1103515245 + 12345) band 16#7fffffff,
    K = (S2 bsr 8) rem 400,
    {Tree2, D2} =
        case (S2 bsr 4) rem 3 of
            0 -> ets:delete(T, K), {gb_trees:delete_any(K, Tree), D};
            _ -> ets:insert(T, {K, N}), {gb_trees:enter(K, N, Tree), D}
        end,
    Next = case gb_trees:next(gb_trees:iterator_from(K + 1, Tree2)) of none -> '$end_of_table'; {NK, _, _} -> NK end,
    D3 = case ets:next(T, K) of Next -> D2; _ -> D2 + 1 end,
    steps(N - 1, S2, T, Tree2, D3).

deleting_walk(_, '$end_of_table', N) -> N;
deleting_walk(T, K, N) ->
    Next = ets:next(T, K),
    ets:delete(T, K),
    deleting_walk(T, Next, N + 1).
