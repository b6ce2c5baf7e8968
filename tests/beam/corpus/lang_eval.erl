%% erl_eval: expressions of every kind evaluated, bindings, functions from outside, errors.
-module(lang_eval).
-export([main/0]).
-include("check.hrl").

main() ->
    Texts = [
        "1 + 2 * 3.", "X + Y.", "Z = X, Z * 2.", "[A || A <- lists:seq(1, 5), A rem 2 == 1].", "<< <<B:4>> || B <- [1, 2, 3] >>.", "[C || <<C:3>> <= <<16#abc:12>>].", "case X of 1 -> one; N when N > 5 -> {big, N} end.", "if X > 100 -> a; true -> b end.",
        "F = fun(0) -> 1; (N) -> N * 2 end, {F(0), F(5)}.", "F = fun Fact(0) -> 1; Fact(N) -> N * Fact(N - 1) end, F(20).", "lists:map(fun(A) -> A + X end, [1, 2]).", "(fun erlang:abs/1)(-3).", "try error(oops) catch error:E -> {caught, E} end.", "try throw(t) catch T -> T after put(done, 1) end.", "get(done).", "catch exit(bye).",
        "#{a => X, b => #{c => 1}}.", "M = #{a => 1}, M#{a := 2, z => 3}.", "#{k := V} = #{k => {1, 2}}, V.", "<<A:8, B/binary>> = <<\"hello\">>, {A, B}.", "<<1:16/little, 2.0/float, \"é\"/utf8>>.", "{P, Q, [R | S]} = {1, 2, [3, 4, 5]}, {P, Q, R, S}.", "self() ! hi, receive M -> M after 0 -> none end.", "receive never -> x after 1 -> timeout end.",
        "begin A = 1, B = A + 1 end, {A, B}.", "true andalso (X > 5) orelse nope.", "\"abc\" ++ [X].", "spawn(fun() -> ok end), done.", "[{A, B} || A <- [1, 2], B <- [x, y]].", "apply(lists, reverse, [[1, 2]]).", "erlang:element(2, {a, b}).", "M = lists, M:sum([1, 2, 3]).", "fun(A, B) -> A + B end(1, 2).", "$a + 0.", "1 bsl 70.", "not true.", "- (3).", "{1, _} = {1, 2}.",
        "Unbound.", "1 / 0.", "foo:bar().", "undefined_local(1).", "a = b.", "case x of y -> 1 end.", "if false -> 1 end.", "hd([]).", "(fun(a) -> b end)(c).", "(fun(a) -> b end)(c, d).", "X = 8.", "error({x, 1}).", "throw(ball).", "exit(out).", "#rec{a = 1}.", "[A || A <- foo].", "<<a>>.", "1 + a.", "not 1.", "try 1 of 2 -> x catch _:_ -> y end."
    ],
    Bindings = erl_eval:add_binding('Y', 20, erl_eval:add_binding('X', 7, erl_eval:new_bindings())),
    [eval(T, Bindings) || T <- Texts],
    ?T(begin {value, V, B} = erl_eval:exprs(parse("A = 1, B = A + 1."), []), {V, lists:sort(erl_eval:bindings(B))} end),
    ?T(erl_eval:binding('X', Bindings)),
    ?T(erl_eval:binding('Q', Bindings)),
    ?T(erl_eval:exprs(parse("my(1, 2)."), [], {value, fun(N, As) -> {called, N, As} end})),
    ?T(erl_eval:exprs(parse("lists:reverse([1, 2])."), [], none, {value, fun({M, F}, As) -> {wrapped, M, F, apply(M, F, As)}; (F, As) -> apply(F, As) end})),
    ?T(erl_eval:expr_list(parse("1 + 1, [x]."), [])),
    ?T(erl_eval:partial_eval(hd(parse("{1 + 2, foo(3 * 4)}.")))),
    ?T(begin {value, F, _} = erl_eval:exprs(parse("fun(A, B) -> A * B end."), []), {F(6, 7), erlang:fun_info(F, arity)} end),
    ?T(begin {value, F, _} = erl_eval:exprs(parse("fun(A) -> lists:foldl(fun(E, S) -> E + S end, A, lists:seq(1, 1000)) end."), []), F(1) end).

parse(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    {ok, Exprs} = erl_parse:parse_exprs(Tokens),
    Exprs.

eval(Text, Bindings) ->
    io:format("~ts~n", [Text]),
    try erl_eval:exprs(parse(Text), Bindings) of
        {value, V, B} -> io:format("  ~0tp ~0tp~n", [V, [N || {N, F} <- lists:sort(erl_eval:bindings(B)), not is_function(F)]])
    catch
        C:R:S -> io:format("  ! ~p:~0tp ~ts~n", [C, R, lists:join(" ", check:frames(lists:sublist(S, 2)))])
    end.
