%% Dijkstra, breadth first, topological order, union-find, minimum spanning tree, Floyd-Warshall.
-module(algo_graphs).
-export([main/0]).
-include("check.hrl").

main() ->
    G = #{a => [{b, 7}, {c, 9}, {f, 14}], b => [{a, 7}, {c, 10}, {d, 15}], c => [{a, 9}, {b, 10}, {d, 11}, {f, 2}], d => [{b, 15}, {c, 11}, {e, 6}], e => [{d, 6}, {f, 9}], f => [{a, 14}, {c, 2}, {e, 9}]},
    ?T(lists:sort(maps:to_list(dijkstra(G, a)))),
    ?T(bfs(G, a)),
    ?T(dfs(G, [a], [])),
    ?T(kruskal(G)),
    ?T(floyd(G)),
    ?T(topo([{shirt, tie}, {tie, jacket}, {pants, shoes}, {pants, belt}, {belt, jacket}, {socks, shoes}])),
    ?T(topo([{a, b}, {b, a}])),
    Big = maps:from_list([{N, [{(N * 7 + 1) rem 500, N rem 13 + 1}, {(N * 3 + 2) rem 500, N rem 7 + 1}, {(N + 1) rem 500, 20}]} || N <- lists:seq(0, 499)]),
    ?T(lists:sum(maps:values(dijkstra(Big, 0)))),
    ?T(length(bfs(Big, 0))),
    ?T(components(100, [{N, N + 7} || N <- lists:seq(1, 80)])),
    ?T(maze()).

dijkstra(G, S) -> dijkstra(G, gb_sets:singleton({0, S}), #{}).
dijkstra(G, Q, Done) ->
    case gb_sets:is_empty(Q) of
        true -> Done;
        false ->
            {{D, V}, Q1} = gb_sets:take_smallest(Q),
            case Done of
                #{V := _} -> dijkstra(G, Q1, Done);
                _ -> dijkstra(G, lists:foldl(fun({W, L}, A) -> gb_sets:add({D + L, W}, A) end, Q1, maps:get(V, G)), Done#{V => D})
            end
    end.

bfs(G, S) -> bfs(G, queue:from_list([S]), [S]).
bfs(G, Q, Seen) ->
    case queue:out(Q) of
        {empty, _} -> lists:reverse(Seen);
        {{value, V}, Q1} ->
            New = [W || {W, _} <- maps:get(V, G), not lists:member(W, Seen)],
            bfs(G, lists:foldl(fun queue:in/2, Q1, New), lists:reverse(New) ++ Seen)
    end.

dfs(_, [], Seen) -> lists:reverse(Seen);
dfs(G, [V | T], Seen) ->
    case lists:member(V, Seen) of
        true -> dfs(G, T, Seen);
        false -> dfs(G, [W || {W, _} <- maps:get(V, G)] ++ T, [V | Seen])
    end.

kruskal(G) ->
    Edges = lists:usort([{L, min(A, B), max(A, B)} || {A, Es} <- maps:to_list(G), {B, L} <- Es]),
    {Tree, _} = lists:foldl(fun({L, A, B}, {T, P}) -> case {root(A, P), root(B, P)} of {R, R} -> {T, P}; {R1, R2} -> {[{L, A, B} | T], P#{R1 => R2}} end end, {[], maps:from_list([{V, V} || V <- maps:keys(G)])}, Edges),
    lists:sort(Tree).
root(V, P) -> case P of #{V := V} -> V; #{V := W} -> root(W, P) end.

floyd(G) ->
    Vs = lists:sort(maps:keys(G)),
    D0 = maps:from_list([{{A, B}, if A =:= B -> 0; true -> proplists:get_value(B, maps:get(A, G), infinity) end} || A <- Vs, B <- Vs]),
    D = lists:foldl(fun({K, I, J}, M) -> case {maps:get({I, K}, M), maps:get({K, J}, M)} of {X, Y} when is_integer(X), is_integer(Y) -> maps:update_with({I, J}, fun(Z) -> min(Z, X + Y) end, M); _ -> M end end, D0, [{K, I, J} || K <- Vs, I <- Vs, J <- Vs]),
    [[maps:get({A, B}, D) || B <- Vs] || A <- Vs].

topo(Pairs) -> topo(lists:usort(lists:append([[A, B] || {A, B} <- Pairs])), Pairs, []).
topo([], _, Acc) -> lists:reverse(Acc);
topo(Vs, Pairs, Acc) ->
    case [V || V <- Vs, not lists:any(fun({_, B}) -> B =:= V end, Pairs)] of
        [] -> {cycle, Vs};
        [V | _] -> topo(Vs -- [V], [P || {A, _} = P <- Pairs, A =/= V], [V | Acc])
    end.

components(N, Edges) ->
    P = lists:foldl(fun({A, B}, M) -> RA = root(A, M), RB = root(B, M), if RA =:= RB -> M; true -> M#{RA => RB} end end, maps:from_list([{V, V} || V <- lists:seq(1, N)]), Edges),
    length(lists:usort([root(V, P) || V <- lists:seq(1, N)])).

maze() ->
    Rows = ["S.#.....", "..#.###.", ".##.#...", "....#.#.", "##.##.#E"],
    M = maps:from_list([{{X, Y}, C} || {Y, R} <- lists:enumerate(Rows), {X, C} <- lists:enumerate(R)]),
    walk([{{1, 1}, 0}], [], M, #{}).
walk([], [], _, _) -> none;
walk([], Next, M, Seen) -> walk(lists:reverse(Next), [], M, Seen);
walk([{P, D} | T], Next, M, Seen) ->
    case {maps:get(P, M, $#), Seen} of
        {$E, _} -> {steps, D};
        {$#, _} -> walk(T, Next, M, Seen);
        {_, #{P := _}} -> walk(T, Next, M, Seen);
        _ -> {X, Y} = P, walk(T, [{{X + 1, Y}, D + 1}, {{X, Y + 1}, D + 1}, {{X - 1, Y}, D + 1}, {{X, Y - 1}, D + 1} | Next], M, Seen#{P => D})
    end.
