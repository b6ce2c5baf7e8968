%% Folds, maps and scans built from each other; laziness by funs; zippers.
-module(list_higher).
-export([main/0]).
-include("check.hrl").

main() ->
    L = lists:seq(1, 12),
    ?T(scan(fun(X, A) -> X + A end, 0, L)),
    ?T(chunks(5, L)),
    ?T(windows(3, [a, b, c, d, e])),
    ?T(transpose([[1, 2, 3], [4, 5, 6]])),
    ?T(group(fun(X) -> X rem 3 end, L)),
    ?T(take(10, naturals(1))),
    ?T(take(8, lazy_filter(fun(X) -> X rem 3 =:= 0 end, naturals(1)))),
    ?T(take(10, primes(naturals(2)))),
    ?T(take(10, fibs())),
    ?T(zipper()),
    ?T(interleave([1, 3, 5], [2, 4, 6, 8])),
    ?T(cartesian([[1, 2], [a, b], [x]])),
    ?T(power([1, 2, 3])),
    ?T(rotate(3, L)),
    ?T(run([{push, 1}, {push, 2}, add, dup, mul, {push, 4}, sub])),
    ?T(lists:foldl(fun(F, X) -> F(X) end, 5, [fun(X) -> X + 1 end, fun(X) -> X * X end, fun integer_to_list/1])),
    ?T((curry(fun(A, B, C) -> A * B + C end))(2)),
    ?T(((curry(fun(A, B, C) -> A * B + C end))(2))(3)),
    ?T((((curry(fun(A, B, C) -> A * B + C end))(2))(3))(4)),
    ?T(memo(60)).

scan(_, A, []) -> [A];
scan(F, A, [H | T]) -> [A | scan(F, F(H, A), T)].
chunks(_, []) -> [];
chunks(N, L) when length(L) =< N -> [L];
chunks(N, L) -> {A, B} = lists:split(N, L), [A | chunks(N, B)].
windows(N, L) when length(L) < N -> [];
windows(N, [_ | T] = L) -> [lists:sublist(L, N) | windows(N, T)].
transpose([[] | _]) -> [];
transpose(M) -> [[hd(R) || R <- M] | transpose([tl(R) || R <- M])].
group(F, L) -> lists:sort(maps:to_list(lists:foldr(fun(X, M) -> maps:update_with(F(X), fun(V) -> [X | V] end, [X], M) end, #{}, L))).
naturals(N) -> fun() -> [N | naturals(N + 1)] end.
take(0, _) -> [];
take(N, S) -> [H | T] = S(), [H | take(N - 1, T)].
lazy_filter(P, S) -> fun() -> [H | T] = S(), case P(H) of true -> [H | lazy_filter(P, T)]; false -> (lazy_filter(P, T))() end end.
primes(S) -> fun() -> [P | T] = S(), [P | primes(lazy_filter(fun(X) -> X rem P =/= 0 end, T))] end.
fibs() -> fibs(0, 1).
fibs(A, B) -> fun() -> [A | fibs(B, A + B)] end.
zipper() -> Z = right(right({[], [1, 2, 3, 4]})), {L, [_ | R]} = Z, left({[x | L], [y | R]}).
right({L, [H | R]}) -> {[H | L], R}.
left({[H | L], R}) -> {L, [H | R]}.
interleave([], B) -> B;
interleave([H | T], B) -> [H | interleave(B, T)].
cartesian([]) -> [[]];
cartesian([L | T]) -> [[X | R] || X <- L, R <- cartesian(T)].
power([]) -> [[]];
power([H | T]) -> P = power(T), P ++ [[H | X] || X <- P].
rotate(N, L) -> {A, B} = lists:split(N, L), B ++ A.
run(P) -> lists:foldl(fun({push, X}, S) -> [X | S]; (add, [A, B | S]) -> [A + B | S]; (sub, [A, B | S]) -> [B - A | S]; (mul, [A, B | S]) -> [A * B | S]; (dup, [A | S]) -> [A, A | S] end, [], P).
curry(F) -> fun(A) -> fun(B) -> fun(C) -> F(A, B, C) end end end.
memo(N) -> {V, M} = memo(N, #{0 => 0, 1 => 1}), {V, map_size(M)}.
memo(N, M) when is_map_key(N, M) -> {map_get(N, M), M};
memo(N, M) -> {A, M1} = memo(N - 1, M), {B, M2} = memo(N - 2, M1), {A + B, M2#{N => A + B}}.
