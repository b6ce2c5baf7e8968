%% Priority queues, tries, intervals and ropes on plain terms.
-module(data_priority).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(drain(lists:foldl(fun({P, X}, H) -> push(P, X, H) end, nil, [{5, a}, {1, b}, {9, c}, {1, d}, {3, e}]))), ?T(length(drain(lists:foldl(fun(N, H) -> push(N * 7919 rem 1009, N, H) end, nil, lists:seq(1, 1000))))), ?T(begin T = lists:foldl(fun insert/2, #{}, ["car", "cart", "care", "dog", "do"]), [words(prefix(P, T), P) || P <- ["car", "d", "x"]] end), ?T(merge([{1, 3}, {8, 10}, {2, 6}, {15, 18}, {10, 11}])), ?T(rope_text(rope_insert(5, " big", rope("hello world")))), ?T(lru([a, b, c, a, d, b, a, e], 3)), ?T(bloom(["x", "y", "z"], ["x", "q", "z", "w"])), ?T(ring_buffer(lists:seq(1, 10), 4)).

push(P, X, H) -> meld({P, X, []}, H).
meld(nil, H) -> H;
meld(H, nil) -> H;
meld({P, X, A}, {Q, _, _} = H) when P =< Q -> {P, X, [H | A]};
meld(H, {Q, Y, B}) -> {Q, Y, [H | B]}.
drain(nil) -> [];
drain({P, X, Hs}) -> [{P, X} | drain(pair(Hs))].
pair([A, B | T]) -> meld(meld(A, B), pair(T));
pair([A]) -> A;
pair([]) -> nil.
insert([], T) -> T#{'$' => true};
insert([C | R], T) -> T#{C => insert(R, maps:get(C, T, #{}))}.
prefix([], T) -> T;
prefix([C | R], T) -> prefix(R, maps:get(C, T, #{})).
words(T, P) -> [P || maps:is_key('$', T)] ++ lists:append([words(S, P ++ [C]) || {C, S} <- lists:sort(maps:to_list(T)), is_integer(C)]).
merge(L) -> lists:reverse(lists:foldl(fun({A, B}, [{C, D} | T]) when A =< D -> [{C, max(B, D)} | T]; (I, T) -> [I | T] end, [], lists:sort(L))).
rope(T) when length(T) =< 4 -> {leaf, length(T), T};
rope(T) -> {A, B} = lists:split(length(T) div 2, T), {node, length(T), rope(A), rope(B)}.
rope_insert(0, S, R) -> {node, length(S) + element(2, R), rope(S), R};
rope_insert(N, S, {leaf, _, T}) -> {A, B} = lists:split(N, T), rope(A ++ S ++ B);
rope_insert(N, S, {node, L, A, B}) when N =< element(2, A) -> {node, L + length(S), rope_insert(N, S, A), B};
rope_insert(N, S, {node, L, A, B}) -> {node, L + length(S), A, rope_insert(N - element(2, A), S, B)}.
rope_text({leaf, _, T}) -> T;
rope_text({node, _, A, B}) -> rope_text(A) ++ rope_text(B).
lru(Keys, N) -> lists:foldl(fun(K, C) -> lists:sublist([K | lists:delete(K, C)], N) end, [], Keys).
bloom(In, Ask) -> B = lists:foldl(fun(X, A) -> A bor bits(X) end, 0, In), [{X, B band bits(X) =:= bits(X)} || X <- Ask].
bits(X) -> (1 bsl erlang:phash2({1, X}, 128)) bor (1 bsl erlang:phash2({2, X}, 128)) bor (1 bsl erlang:phash2({3, X}, 128)).
ring_buffer(L, N) -> lists:foldl(fun(X, {B, I}) -> {setelement(I + 1, B, X), (I + 1) rem N} end, {erlang:make_tuple(N, none), 0}, L).
