%% Integers of a thousand digits: product, quotient, remainder, text and back.
-module(arith_thousand).
-export([main/0]).
-include("check.hrl").

main() ->
    F = fact(450),
    P = pow(7, 1200),
    M = (1 bsl 3319) - 1,
    io:format("~p~n~p~n~p~n", [F, P, M]),
    io:format("~p~n", [F * P]),
    io:format("~p ~p~n", [P div F, P rem F]),
    io:format("~p ~p~n", [-P div F, -P rem F]),
    io:format("~p ~p~n", [P div -F, P rem -F]),
    io:format("~p~n", [M - P]),
    io:format("~p~n", [F bxor P]),
    io:format("~p~n", [-F band M]),
    io:format("~p~n", [-F bor P]),
    ?T((F * P + 17) div P =:= F),
    ?T((F * P + 17) rem P),
    ?T(list_to_integer(integer_to_list(M)) =:= M),
    ?T(binary_to_integer(integer_to_binary(M, 36), 36) =:= M),
    ?T(gcd(F, fact(100) * 7)),
    ?T(powmod(3, P, M) rem 1000000007),
    ?T(isqrt(F)),
    ?T([fib(N) || N <- [50, 92, 93, 100, 1000]]),
    ?T(length(integer_to_list(fact(2000)))),
    ?T(erlang:phash2(fact(300))).

fact(0) -> 1;
fact(N) -> N * fact(N - 1).

pow(_, 0) -> 1;
pow(B, N) when N rem 2 =:= 0 -> pow(B * B, N div 2);
pow(B, N) -> B * pow(B, N - 1).

gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

powmod(_, 0, _) -> 1;
powmod(B, N, M) when N band 1 =:= 0 -> powmod(B * B rem M, N bsr 1, M);
powmod(B, N, M) -> B * powmod(B, N - 1, M) rem M.

isqrt(N) -> isqrt(N, N).
isqrt(N, X) ->
    case (X + N div X) div 2 of
        Y when Y >= X -> X;
        Y -> isqrt(N, Y)
    end.

fib(N) -> fib(N, 0, 1).
fib(0, A, _) -> A;
fib(N, A, B) -> fib(N - 1, B, A + B).
