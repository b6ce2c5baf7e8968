%% apply, spawn and hibernate of everything; tail calls of all kinds; hundreds of arguments.
-module(bif_apply).
-export([main/0, a0/0, a1/1, many/20, even/1, odd/1]).
-include("check.hrl").

main() ->
    ?T([apply(?MODULE, a0, []), apply(?MODULE, a1, [x]), apply(fun a1/1, [y]), apply(fun ?MODULE:a1/1, [z])]),
    ?T([apply(erlang, F, A) || {F, A} <- [{'+', [1, 2]}, {element, [1, {a}]}, {self, []}, {'and', [true, false]}, {'++', ["a", "b"]}], F =/= self]),
    ?T([apply(lists, reverse, [[1, 2]]), apply(lists, map, [fun(X) -> X end, [1]]), apply(maps, get, [a, #{a => 1}])]),
    ?T(apply(?MODULE, many, lists:seq(1, 20))),
    ?T((fun ?MODULE:many/20)(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)),
    ?T(erlang:apply(?MODULE, ?I(even), [100001])),
    ?T(even(1000000)),
    ?T(tail_apply(100000)),
    ?T(tail_fun(fun tail_fun/2, 100000)),
    ?T(mutual(100000, [])),
    ?T(apply(?I(nope), a, [])),
    ?T(apply(?MODULE, ?I(a1), [])),
    ?T(apply(?MODULE, a1, ?I(x))),
    ?T(apply(1, 2, [])),
    ?T(apply(?I({?MODULE, a1}), [1])),
    ?T(erlang:apply(erlang, apply, [erlang, apply, [lists, max, [[1, 3, 2]]]])),
    ?T([F(3) || F <- [fun a1/1, fun erlang:abs/1, fun(X) -> X end, fun lists:last/1], F =/= fun lists:last/1]),
    ?T(length(lists:foldl(fun(F, A) -> F(A) end, [], [fun(A) -> [x | A] end || _ <- lists:seq(1, 1000)]))),
    ?T(deep_args(200)),
    ?T(y_registers(1)),
    ?T(spawned()),
    ?T(float_loop(100000, 0.0)),
    ?T(ackermann(2, 300)),
    ?T(collatz(97, 0)),
    ?T(hanoi(15)),
    ?T(length(queens(8))),
    ?T(lists:sum(primes(2000))).

a0() -> zero.
a1(X) -> {one, X}.
many(A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T) -> [T, S, R, Q, P, O, N, M, L, K, J, I, H, G, F, E, D, C, B, A].
even(0) -> true;
even(N) -> ?MODULE:odd(N - 1).
odd(0) -> false;
odd(N) -> apply(?MODULE, even, [N - 1]).
tail_apply(0) -> done;
tail_apply(N) -> apply(fun(X) -> tail_apply(X) end, [N - 1]).
tail_fun(_, 0) -> done;
tail_fun(F, N) -> F(F, N - 1).
mutual(0, L) -> length(L);
mutual(N, L) when N rem 1000 =:= 0 -> mutual(N - 1, [N | L]);
mutual(N, L) -> mutual2(N - 1, L).
mutual2(N, L) -> try mutual_id(N) of X -> mutual(X, L) catch _:_ -> error end.
mutual_id(N) -> N.

deep_args(N) -> lists:sum(apply_n(N, fun(A, B, C) -> A + B + C end)).
apply_n(0, _) -> [];
apply_n(N, F) -> [F(N, N * 2, N * 3) | apply_n(N - 1, F)].

y_registers(X) ->
    [A, B, C, D, E] = [a1(X + I) || I <- [1, 2, 3, 4, 5]],
    F = [a1(A), a1(B)], G = [a1(C) | F], H = {a1(D), a1(E), a1(G)},
    I = try a1(H) catch _:_ -> x after a0() end,
    {A, B, C, D, E, length(F), length(G), tuple_size(H), element(1, I)}.

spawned() ->
    S = self(),
    [spawn(erlang, send, [S, N]) || N <- [1, 2, 3]],
    lists:sort(check:collect(3)).

float_loop(0, F) -> float_to_list(F, [{decimals, 6}]);
float_loop(N, F) -> float_loop(N - 1, F + 1.0 / N * 0.5 - 0.25 / (N + 1.0)).

ackermann(0, N) -> N + 1;
ackermann(M, 0) -> ackermann(M - 1, 1);
ackermann(M, N) -> ackermann(M - 1, ackermann(M, N - 1)).
collatz(1, S) -> S;
collatz(N, S) when N rem 2 =:= 0 -> collatz(N div 2, S + 1);
collatz(N, S) -> collatz(3 * N + 1, S + 1).
hanoi(0) -> 0;
hanoi(N) -> hanoi(N - 1) + 1 + hanoi(N - 1).
queens(N) -> queens(N, N).
queens(0, _) -> [[]];
queens(K, N) -> [[Q | B] || B <- queens(K - 1, N), Q <- lists:seq(1, N), safe(Q, B, 1)].
safe(_, [], _) -> true;
safe(Q, [X | T], D) -> Q =/= X andalso abs(Q - X) =/= D andalso safe(Q, T, D + 1).
primes(N) -> sieve(lists:seq(2, N)).
sieve([]) -> [];
sieve([P | T]) -> [P | sieve([X || X <- T, X rem P =/= 0])].
