%% Random numbers: floats' texts in every format, arithmetic of integers of all sizes, hashes and bytes of both.
-module(arith_random).
-export([main/0]).

main() ->
    rand:seed(exsss, {1, 2, 3}),
    [floats(number()) || _ <- lists:seq(1, 300)],
    [integers(integer(), integer(), number()) || _ <- lists:seq(1, 300)],
    ok.

floats(F) ->
    Digits = rand:uniform(22) - 1,
    print([F, float_to_list(F), float_to_binary(F, [short]), list_to_float(float_to_list(F)) =:= F, erlang:phash2(F),
           try_it(fun() -> float_to_list(F, [{decimals, Digits}]) end),
           try_it(fun() -> float_to_list(F, [{decimals, Digits}, compact]) end),
           float_to_list(F, [{scientific, Digits}]), trunc(F), round(F), floor(F), ceil(F)]).

integers(A, B, F) ->
    Base = rand:uniform(35) + 1,
    print([A, B, A + B, A - B, A * B, -A, abs(A), A band B, A bor B, A bxor B, bnot A, A bsr (B rem 300), A bsl (B rem 300),
           try_it(fun() -> A div B end), try_it(fun() -> A rem B end), try_it(fun() -> A / B end), float(A),
           A < B, A < F, A == F, max(A, F), try_it(fun() -> F * A end), F + A, A - F,
           erlang:phash2({A, B, F}), erlang:phash([A, F], 1 bsl 32), term_to_binary([A, B, F]),
           integer_to_list(A, Base), list_to_integer(integer_to_list(A, Base), Base) =:= A]).

integer() ->
    N = rand:uniform(1 bsl rand:uniform(400)) - 1,
    case rand:uniform(2) of 1 -> N; 2 -> -N end.

number() ->
    case rand:uniform(4) of
        1 -> bits();
        2 -> rand:uniform(1000000) / 1000;
        3 -> rand:uniform(1 bsl 60) / (1 bsl rand:uniform(70));
        4 -> -rand:uniform(100) / 64
    end.

bits() ->
    case <<(rand:uniform(1 bsl 64) - 1):64>> of
        <<F/float>> -> F;
        _ -> bits()
    end.

try_it(F) -> try F() catch Class:Reason -> {Class, Reason} end.

print(Term) -> io:format("~w~n", [Term]).
