%% digraph, digraph_utils and sofs.
-module(data_digraph).
-export([main/0]).
-include("check.hrl").

main() ->
    G = digraph:new(),
    [digraph:add_vertex(G, V, {label, V}) || V <- [a, b, c, d, e, f]],
    E = [digraph:add_edge(G, {X, Y}, X, Y, []) || {X, Y} <- [{a, b}, {b, c}, {c, a}, {c, d}, {d, e}]],
    ?T(E),
    ?T([lists:sort(digraph:vertices(G)), lists:sort(digraph:edges(G)), digraph:no_vertices(G), digraph:no_edges(G)]),
    ?T([digraph:vertex(G, a), digraph:vertex(G, q), digraph:edge(G, {a, b}), digraph:edge(G, none)]),
    ?T([lists:sort(digraph:out_neighbours(G, c)), digraph:in_neighbours(G, d), digraph:out_degree(G, c), digraph:in_degree(G, a), lists:sort(digraph:edges(G, c))]),
    ?T([digraph:get_path(G, a, e), digraph:get_path(G, e, a), digraph:get_cycle(G, a), digraph:get_short_path(G, a, d), digraph:get_short_cycle(G, b)]),
    ?T([lists:sort([lists:sort(C) || C <- digraph_utils:components(G)]), lists:sort([lists:sort(C) || C <- digraph_utils:strong_components(G)]), [lists:sort(C) || C <- digraph_utils:cyclic_strong_components(G)]]),
    ?T([digraph_utils:is_acyclic(G), digraph_utils:topsort(G), digraph_utils:is_tree(G), lists:sort(digraph_utils:reachable([a], G)), lists:sort(digraph_utils:reachable_neighbours([d], G)), lists:sort(digraph_utils:reaching([d], G))]),
    ?T(lists:sort(digraph:edges(digraph_utils:condensation(G))) =/= x),
    ?T(begin S = digraph_utils:subgraph(G, [a, b, d]), {lists:sort(digraph:vertices(S)), lists:sort(digraph:edges(S))} end),
    ?T([digraph:del_edge(G, {c, a}), digraph_utils:is_acyclic(G), digraph_utils:topsort(G) =/= false]),
    ?T(begin A = digraph:new([acyclic]), [digraph:add_vertex(A, X) || X <- [1, 2]], digraph:add_edge(A, 1, 2), R = digraph:add_edge(A, 2, 1), digraph:delete(A), R end),
    ?T(digraph:add_edge(G, nope, a)),
    ?T([digraph:del_vertex(G, d), digraph:no_edges(G), digraph:del_path(G, a, c), digraph:no_edges(G)]),
    ?T(lists:sort([K || {K, _} <- digraph:info(G)])),
    ?T(digraph:delete(G)),
    ?T(digraph:vertices(G) =/= x),
    R = sofs:relation([{1, a}, {2, b}, {2, c}, {3, a}]),
    T = fun sofs:to_external/1,
    ?T(T(R)),
    ?T([T(X) || X <- [sofs:domain(R), sofs:range(R), sofs:converse(R), sofs:image(R, sofs:set([2])), sofs:inverse_image(R, sofs:set([a])), sofs:restriction(R, sofs:set([1])), sofs:field(sofs:relation([{x, y}]))]]),
    ?T([T(X) || X <- [sofs:union(sofs:set([1]), sofs:set([2])), sofs:intersection(sofs:set([1, 2]), sofs:set([2])), sofs:difference(sofs:set([1, 2]), sofs:set([2])), sofs:product(sofs:set([1]), sofs:set([a, b])), sofs:composite(sofs:relation([{1, 2}]), sofs:relation([{2, 3}])), sofs:partition(fun(X) -> X rem 2 end, sofs:set([1, 2, 3]))]]),
    ?T([T(sofs:family([{a, [1, 2]}, {b, [2]}])), T(sofs:relation_to_family(R)), T(sofs:family_to_relation(sofs:family([{a, [1, 2]}]))), T(sofs:family_union(sofs:family([{a, [[1], [2]]}]))), T(sofs:powerset(sofs:set([1, 2])))]),
    ?T([sofs:is_subset(sofs:set([1]), sofs:set([1, 2])), sofs:is_equal(sofs:set([1, 1]), sofs:set([1])), sofs:no_elements(R), sofs:type(R), sofs:is_a_function(R)]),
    ?T(sofs:relation([{1, 2}, foo])),
    ?T(sofs:union(sofs:set([1]), sofs:relation([{1, 2}]))),
    ?T(T(sofs:weak_relation(sofs:relation([{1, 2}])))),
    ?T(T(sofs:canonical_relation(sofs:from_term([[1, 2], [3]])))).
