%% Funs: closures, names, recursion, external funs, fun_info, equality, order, as keys.
-module(fun_closures).
-export([main/0, ext/2]).
-include("check.hrl").

main() ->
    A = ?I(10),
    Add = fun(X) -> X + A end,
    ?T([F(1) || F <- [Add, adder(1), adder(2.5), fun id/1, fun ?MODULE:ext1/1]]),
    ?T([F(5) || F <- [adder(N) || N <- [1, 2, 3]]]),
    ?T((fun Fact(0) -> 1; Fact(N) -> N * Fact(N - 1) end)(25)),
    ?T((fun Loop(0, Acc) -> Acc; Loop(N, Acc) -> Loop(N - 1, Acc + N) end)(100000, 0)),
    ?T((compose([fun(X) -> X * 2 end, fun erlang:abs/1, fun(X) -> -X - 1 end]))(7)),
    ?T(erlang:fun_info(fun lists:map/2)),
    ?T([erlang:fun_info(Add, K) || K <- [type, module, arity, name, env, index]]),
    ?T(erlang:fun_info(fun id/1, env)),
    ?T(erlang:fun_info(Add, nope)),
    ?T(erlang:fun_info(?I(a), arity)),
    ?T([is_function(Add), is_function(Add, 1), is_function(Add, 2), is_function(fun lists:map/2, 2), is_function(a)]),
    ?T([adder(1) == adder(1), adder(1) == adder(2), adder(1) =:= adder(1.0), adder(1) == adder(1.0)]),
    ?T([fun lists:map/2 == fun lists:map/2, fun lists:map/2 == fun lists:map/3, fun lists:map/2 < fun lists:map/3]),
    ?T([fun a:b/1 < fun a:c/1, fun b:a/1 > fun a:z/1, fun(X) -> X end < fun a:b/1]),
    ?T(maps:get(adder(3), #{adder(3) => found})),
    ?T(maps:get(fun lists:map/2, #{fun lists:map/2 => found})),
    ?T(io_lib:format("~p ~w", [fun lists:map/2, fun 'odd mod':'odd fun'/3])),
    ?T(Add(?I(a))),
    ?T(Add(1, 2)),
    ?T((fun(x, Y) when Y > 0 -> Y end)(x, ?I(0))),
    ?T(apply(Add, [1])),
    ?T(apply(Add, [])),
    ?T(apply(Add, [1 | 2])),
    ?T(apply(fun ?MODULE:ext/2, [1, 2])),
    ?T((?I({?MODULE, ext}))(1, 2)),
    ?T((?I(?MODULE)):ext(3, 4)),
    ?T(?MODULE:(?I(ext))(3, 4)),
    ?T(begin F = ?I(ext), (fun ?MODULE:F/2)(5, 6) end),
    ?T(captures()),
    ?T(shadow(1)),
    ?T(erlang:fun_to_list(fun lists:map/2)),
    ?T(lists:sort([fun b:a/1, fun a:b/2, fun a:b/1, fun a:a/9])),
    ?T(erlang:make_fun(lists, reverse, 1) =:= fun lists:reverse/1),
    ?T(Add =:= binary_to_term(term_to_binary(Add))),
    ?T((binary_to_term(term_to_binary(Add)))(5)),
    ?T(erlang:phash2(fun lists:map/2)),
    ?T(y(fun(Self) -> fun(0) -> []; (N) -> [N | Self(N - 1)] end end, 5)).

id(X) -> X.
adder(N) -> fun(X) -> X + N end.
ext(A, B) -> {A, B}.
compose(Fs) -> lists:foldr(fun(F, G) -> fun(X) -> F(G(X)) end end, fun(X) -> X end, Fs).

captures() ->
    {A, B, C, D, E, F, G, H} = ?I({1, 2.0, "three", <<"four">>, #{five => 5}, {6}, seven, 1 bsl 88}),
    Fun = fun(X) -> fun(Y) -> {X, Y, A, B, C, D, E, F, G, H} end end,
    (Fun(x))(y).

shadow(X) ->
    F = fun(X) -> X * 2 end,
    {X, F(21)}.

y(G, N) -> (fun(X) -> G(fun(A) -> (X(X))(A) end) end)(fun(X) -> G(fun(A) -> (X(X))(A) end) end) , (G(fun(A) -> y2(G, A) end))(N).
y2(G, N) -> (G(fun(A) -> y2(G, A) end))(N).
