%% Programs on ets: a cache with expiry, a graph, an index, counters by many processes, a queue.
-module(ets_cache).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(lru(3, [{put, a, 1}, {put, b, 2}, {get, a}, {put, c, 3}, {put, d, 4}, {get, b}, {get, a}, {get, d}])),
    ?T(index(["the cat sat", "the dog sat down", "a cat and a dog"])),
    ?T(graph()),
    ?T(wordcount(lists:duplicate(20, "one two two three three three"))),
    ?T(queue(100)),
    ?T(joined()),
    ?T(select_pages(1000, 97)),
    ?T(nested_updates()),
    ?T(bag_relations()),
    ?T(rename_and_copy()).

lru(Max, Ops) ->
    T = ets:new(lru, []), O = ets:new(order, [ordered_set]),
    R = [op(Op, T, O, Max, N) || {N, Op} <- lists:enumerate(Ops)],
    {R, lists:sort(ets:tab2list(T)), [K || {_, K} <- ets:tab2list(O)]}.
op({get, K}, T, O, _, N) -> case ets:lookup(T, K) of [{K, V, Old}] -> ets:delete(O, Old), ets:insert(O, {N, K}), ets:update_element(T, K, {3, N}), V; [] -> miss end;
op({put, K, V}, T, O, Max, N) ->
    case ets:info(T, size) >= Max of true -> F = ets:first(O), [{_, Old}] = ets:take(O, F), ets:delete(T, Old); false -> ok end,
    ets:insert(T, {K, V, N}), ets:insert(O, {N, K}), ok.
index(Docs) -> T = ets:new(i, [bag]), [ets:insert(T, {W, N}) || {N, D} <- lists:enumerate(Docs), W <- string:lexemes(D, " ")], [{W, lists:sort([N || {_, N} <- ets:lookup(T, W)])} || W <- ["cat", "dog", "the", "bird"]].
graph() -> T = ets:new(g, [duplicate_bag]), ets:insert(T, [{a, b}, {a, c}, {b, d}, {c, d}, {d, e}, {a, b}]), {lists:sort(ets:lookup(T, a)), reach(T, [a], []), ets:select_count(T, [{{'_', d}, [], [true]}]), ets:match_delete(T, {a, '_'}), ets:info(T, size)}.
reach(_, [], Seen) -> lists:sort(Seen);
reach(T, [V | Vs], Seen) -> case lists:member(V, Seen) of true -> reach(T, Vs, Seen); false -> reach(T, [W || {_, W} <- ets:lookup(T, V)] ++ Vs, [V | Seen]) end.
wordcount(Texts) -> T = ets:new(w, [public]), Rs = [element(2, spawn_monitor(fun() -> [ets:update_counter(T, W, 1, {W, 0}) || W <- string:lexemes(X, " ")] end)) || X <- Texts], [receive {'DOWN', R, _, _, normal} -> ok end || R <- Rs], lists:sort(ets:tab2list(T)).
queue(N) -> T = ets:new(q, [ordered_set]), [ets:insert(T, {I * 7 rem 101, I}) || I <- lists:seq(1, N)], drain(T, 0, 0).
drain(T, Last, C) -> case ets:first(T) of '$end_of_table' -> {C, Last}; K -> true = K > Last, ets:delete(T, K), drain(T, K, C + 1) end.
joined() -> A = ets:new(a, [ordered_set]), B = ets:new(b, [ordered_set]), ets:insert(A, [{N, N rem 4} || N <- lists:seq(1, 10)]), ets:insert(B, [{0, zero}, {1, one}, {2, two}]), [{N, ets:lookup_element(B, K, 2)} || {N, K} <- ets:tab2list(A), ets:member(B, K)].
select_pages(N, P) -> T = ets:new(p, [ordered_set]), ets:insert(T, [{I, I rem 10} || I <- lists:seq(1, N)]), pages(ets:select(T, [{{'$1', '$2'}, [{'<', '$2', 5}], ['$1']}], P), 0, 0).
pages('$end_of_table', Pages, Sum) -> {Pages, Sum};
pages({L, C}, Pages, Sum) -> pages(ets:select(C), Pages + 1, Sum + lists:sum(L)).
nested_updates() -> T = ets:new(n, []), ets:insert(T, {k, #{a => 1}, [x]}), [M] = ets:select(T, [{{k, '$1', '_'}, [], ['$1']}]), ets:update_element(T, k, [{2, M#{b => 2}}, {3, [y | ets:lookup_element(T, k, 3)]}]), ets:lookup(T, k).
bag_relations() -> T = ets:new(r, [bag]), ets:insert(T, [{a, 1}, {a, 2}, {a, 1}, {b, 1}]), ets:delete_object(T, {a, 2}), {lists:sort(ets:tab2list(T)), ets:insert_new(T, {a, 9}), ets:insert_new(T, {c, 1}), ets:info(T, size)}.
rename_and_copy() -> T = ets:new(old_name, [named_table, ordered_set]), ets:insert(T, [{N} || N <- [1, 2, 3]]), ets:rename(T, new_name), L = ets:tab2list(new_name), C = ets:new(copy, [ordered_set]), ets:insert(C, L), {L =:= ets:tab2list(C), catch ets:info(old_name), ets:delete(new_name)}.
