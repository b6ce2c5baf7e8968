%% rand with fixed seeds, in every algorithm, and all that is drawn from it.
-module(rand_algorithms).
-export([main/0]).
-include("check.hrl").

main() ->
    [algorithm(A) || A <- [exsss, exro928ss, exrop, exs1024s, exsp, exs64, exsplus, exs1024, mwc59, dummy], A =/= mwc59],
    ?T(begin rand:seed(exsss, {1, 2, 3}), [rand:uniform(10) || _ <- lists:seq(1, 20)] end),
    ?T(rand:seed(nope, 1)),
    ?T(rand:uniform(?I(0))),
    ?T(rand:uniform(?I(-1))),
    ?T(rand:uniform(?I(a))),
    ?T(begin rand:seed(exsss, 42), {N, _} = rand:normal_s(rand:seed_s(exsss, 7)), float_to_list(N, [{decimals, 10}]) end),
    ?T(begin rand:seed(exsss, 42), [float_to_list(rand:normal(5.0, 2.0), [{decimals, 8}]) || _ <- [1, 2, 3]] end),
    ?T(begin S = rand:seed_s(exsss, 42), rand:export_seed_s(S) end),
    ?T(begin rand:seed(exsss, 9), E = rand:export_seed(), A = rand:uniform(), rand:seed(E), A =:= rand:uniform() end),
    ?T(begin rand:seed(exrop, 1), rand:bytes(20) end),
    ?T(rand:mwc59_seed(42)),
    ?T(begin C = rand:mwc59(rand:mwc59_seed(1)), {C, rand:mwc59_value32(C), rand:mwc59_value(C), rand:mwc59_float(C)} end),
    ?T(rand:exsp_next(rand:exsp_jump(element(2, rand:seed_s(exsp, 5))))),
    ?T(rand:splitmix64_next(77)),
    ?T(begin rand:seed(exsss, 3), erlang:phash2([rand:uniform(1 bsl 70) || _ <- lists:seq(1, 200)]) end),
    ?T(begin rand:seed(exsss, 3), [X || {_, X} <- lists:sort([{rand:uniform(), N} || N <- lists:seq(1, 20)])] end),
    ?T(begin random:seed(1, 2, 3), [random:uniform(100) || _ <- lists:seq(1, 10)] end).

algorithm(A) ->
    S0 = rand:seed_s(A, {11, 22, 33}),
    {Ints, S1} = draw(fun(S) -> rand:uniform_s(1000, S) end, 5, S0),
    {Bigs, S2} = draw(fun(S) -> rand:uniform_s(1 bsl 90, S) end, 2, S1),
    {Floats, S3} = draw(fun rand:uniform_s/1, 3, S2),
    {Reals, S4} = draw(fun rand:uniform_real_s/1, 3, S3),
    {Bytes, S5} = rand:bytes_s(5, S4),
    Jump = try rand:uniform_s(100, rand:jump(S5)) of {J, _} -> J catch error:E -> E end,
    io:format("~p: ~p ~p ~p ~p ~p ~p~n", [A, Ints, Bigs, Floats, Reals, Bytes, Jump]),
    io:format("~p~n", [erlang:phash2(element(1, draw(fun(S) -> rand:uniform_s(1 bsl 58, S) end, 500, S5)))]).

draw(_, 0, S) -> {[], S};
draw(F, N, S) ->
    {V, S2} = F(S),
    {L, S3} = draw(F, N - 1, S2),
    {[V | L], S3}.
