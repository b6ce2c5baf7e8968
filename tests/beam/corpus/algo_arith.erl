%% Number theory on big integers: primality, RSA, continued fractions, digits of pi and e.
-module(algo_arith).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T([N || N <- lists:seq(1, 100), prime(N)]),
    ?T([prime(N) || N <- [(1 bsl 61) - 1, (1 bsl 89) - 1, (1 bsl 127) - 1, (1 bsl 67) - 1, 1 bsl 100 + 277]]),
    ?T(rsa()),
    ?T(pi(150)),
    ?T(e(120)),
    ?T(sqrt_digits(2, 100)),
    ?T(egcd(240, 46)),
    ?T(binomial(500, 250)),
    ?T([catalan(N) || N <- [5, 20, 60]]),
    ?T(factor(1 bsl 64 - 1)),
    ?T(fibmod(1 bsl 80, 1000000007)),
    ?T([digits_sum(pow(2, N)) || N <- [10, 100, 1000, 5000]]),
    ?T(stress(2000, 12345, 0)).

prime(N) when N < 2 -> false;
prime(N) -> lists:all(fun(P) -> N =:= P orelse (N rem P =/= 0 andalso witness(N, P)) end, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]) orelse lists:member(N, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]).
witness(N, A) -> {S, D} = two(N - 1, 0), X = powmod(A, D, N), X =:= 1 orelse X =:= N - 1 orelse squares(X, S - 1, N).
two(D, S) when D band 1 =:= 0 -> two(D bsr 1, S + 1);
two(D, S) -> {S, D}.
squares(_, 0, _) -> false;
squares(X, S, N) -> case X * X rem N of Y when Y =:= N - 1 -> true; Y -> squares(Y, S - 1, N) end.
powmod(_, 0, _) -> 1;
powmod(B, E, M) when E band 1 =:= 1 -> B * powmod(B, E - 1, M) rem M;
powmod(B, E, M) -> powmod(B * B rem M, E bsr 1, M).
pow(_, 0) -> 1;
pow(B, E) -> B * pow(B, E - 1).
egcd(A, 0) -> {A, 1, 0};
egcd(A, B) -> {G, X, Y} = egcd(B, A rem B), {G, Y, X - (A div B) * Y}.
rsa() ->
    P = (1 bsl 89) - 1, Q = (1 bsl 107) - 1, N = P * Q, Phi = (P - 1) * (Q - 1),
    {1, X, _} = egcd(65537, Phi),
    D = ((X rem Phi) + Phi) rem Phi,
    M = binary:decode_unsigned(<<"attack at dawn">>),
    C = powmod(M, 65537, N),
    {C, binary:encode_unsigned(powmod(C, D, N))}.
pi(Digits) ->
    Unity = pow(10, Digits + 10),
    (4 * (4 * arctan(5, Unity) - arctan(239, Unity))) div pow(10, 10).
arctan(X, Unity) -> S = Unity div X, arctan(S, S, 3, X * X, -1).
arctan(Sum, Power, N, X2, Sign) ->
    case Power div X2 of
        0 -> Sum;
        P -> case P div N of 0 -> Sum; T -> arctan(Sum + Sign * T, P, N + 2, X2, -Sign) end
    end.
e(Digits) -> e(1, pow(10, Digits), 0).
e(_, 0, Sum) -> Sum;
e(N, Term, Sum) -> e(N + 1, Term div N, Sum + Term).
sqrt_digits(N, D) -> newton(N * pow(100, D), N * pow(10, D)).
newton(N, X) -> case (X + N div X) div 2 of Y when Y >= X -> X; Y -> newton(N, Y) end.
binomial(N, K) -> lists:foldl(fun(I, A) -> A * (N - K + I) div I end, 1, lists:seq(1, K)).
catalan(N) -> binomial(2 * N, N) div (N + 1).
factor(N) -> factor(N, 2).
factor(1, _) -> [];
factor(N, P) when P * P > N -> [N];
factor(N, P) when N rem P =:= 0 -> [P | factor(N div P, P)];
factor(N, P) -> factor(N, P + 1).
fibmod(N, M) -> element(1, fibpair(N, M)).
fibpair(0, _) -> {0, 1};
fibpair(N, M) -> {A, B} = fibpair(N div 2, M), C = A * (2 * B - A) rem M, D = (A * A + B * B) rem M, case N rem 2 of 0 -> {C, D}; 1 -> {D, (C + D) rem M} end.
digits_sum(N) -> lists:sum([C - $0 || C <- integer_to_list(N)]).

%% q*d+r = n, with signs as they have to be, for operands of all sizes.
stress(0, _, Bad) -> {bad, Bad};
stress(K, S, Bad) ->
    S1 = next(S), S2 = next(S1), S3 = next(S2),
    A = (S1 * S2 * S3) bsr (S1 rem 90) * sign(S2), B = ((S2 * S3 * S1) bsr (S3 rem 85) + 1) * sign(S3),
    Q = A div B, R = A rem B,
    Ok = Q * B + R =:= A andalso abs(R) < abs(B) andalso (R =:= 0 orelse (R < 0) =:= (A < 0)) andalso (A bxor B) bxor B =:= A andalso (A band B) + (A bor B) =:= A + B andalso bnot A =:= -A - 1 andalso ((A bsl 7) bsr 7) =:= A,
    stress(K - 1, S3, case Ok of true -> Bad; false -> Bad + 1 end).
next(S) -> (S * 6364136223846793005 + 1442695040888963407) band ((1 bsl 64) - 1).
sign(S) when S band 1024 =:= 0 -> 1;
sign(_) -> -1.
