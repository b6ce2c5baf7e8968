%% erl_scan, erl_parse, erl_pp, erl_anno, erl_lint: tokens, forms, text again, errors.
-module(lang_scan_parse).
-export([main/0]).
-include("check.hrl").

main() ->
    check:unicode(),
    Texts = ["foo(X) -> X + 1.", "1.5e3 16#ff $a $\\n 'q a' \"s\\tt\" _V @ a@b.", "% comment\nx.", "<<\"é\"/utf8>>.", "a.b", "1_000 2#101.", "\"unterminated", "'bad", "$", "1.0e999.", "a\nb\n  c.", "fun M:F/3.", "#{a => 1, b := 2}.", "maybe else.", "-> <- <= => := :: .. ... || ++ -- =:= =/=", "36#zz.", "1.e.", "\"\\x{3bb}\\101\\^a\".", "ÅÄ åä.", "\x{3b1}."],
    [io:format("~ts~n  ~tp~n", [T, erl_scan:string(T)]) || T <- Texts],
    ?T(erl_scan:string("a % c\n b.", {5, 3}, [return])),
    ?T(erl_scan:string("'x'.", 1, [text])),
    ?T(erl_scan:tokens([], "foo. bar", 1)),
    ?T(begin {more, C} = erl_scan:tokens([], "foo(\n", 1), erl_scan:tokens(C, "X). rest", 2) end),
    ?T(erl_scan:tokens([], eof, 1)),
    ?T([erl_scan:reserved_word(W) || W <- ['case', 'maybe', foo, 'else']]),
    Forms = [
        "-module(m).", "-export([f/1]).", "-record(r, {a = 1 :: integer(), b}).", "-type t(X) :: [X] | {ok, map()} | #{a := b}.", "-spec f(X) -> Y when X :: atom(), Y :: t(X).",
        "f(X) when X > 1, is_atom(X); X == a -> case X of 1 -> a; {A, _} = B -> [A | B] end; f(_) -> ok.", "g() -> try h() of X -> X catch error:E:S when E > 1 -> {E, S}; throw:_ -> b after c end.",
        "h(#r{a = A} = R) -> R#r{b = A}, R#r.a, #r.a.", "i(L) -> [X || X <- L, X > 1, <<Y>> <= Z] ++ << <<A:B/integer-unit:8>> || A <- L >>.", "j() -> fun(X) -> X end, fun F() -> F end, fun a:b/1, fun k/2.", "k(M) -> M#{a => 1, b := 2}, #{k := V} = M, V.",
        "l() -> receive a -> b after 10 -> c end, if A > 1 -> x; true -> y end, begin a, b end, (catch throw(x)).", "m() -> -1 + 2 * 3 - (4 - 5) div 6 band 7 bsl 8 andalso not true orelse a xor b.", "n() -> A = B = <<1:8, \"x\", Y/binary>>, P ! Q, \"a\" \"b\", $c.",
        "-attr({x, [1]}).", "-callback cb(A :: integer()) -> ok.", "-opaque o() :: <<_:8, _:_*1>> | fun((...) -> any()) | 1..10 | nonempty_list().", "-compile([export_all]).", "o() -> -X, +Y, bnot Z, a:b(c), (A)(B), M:F(X)."
    ],
    [form(F) || F <- Forms],
    Bad = ["f(", "f() -> .", "f() -> a b.", "f(X) -> X; g(X) -> X.", "1.", "-module().", "f() -> case x of end.", "f() -> #r{a}.", "f() when -> x.", "a().", "-record(r, x).", "f() -> fun(X) -> a; (X, Y) -> b end."],
    [form(F) || F <- Bad],
    ?T(lint(["-module(m).", "-export([f/1, g/0]).", "f(X) -> Y, Z = 1, undefined_fun(). "])),
    ?T(lint(["-module(m).", "-export([f/1]).", "f(X) -> case X of 1 -> A = 1; 2 -> ok end, A.", "unused() -> ok."])),
    ?T(lint(["-module(m).", "f() when f() -> ok.", "f() -> #nope{}, <<1:foo>>. "])),
    ?T(erl_parse:abstract({a, [1, "s" | b], <<"x">>, #{k => 1.5}})),
    ?T(erl_parse:normalise(erl_parse:abstract({a, [1], "s", <<"x">>, #{k => v}}))),
    ?T(erl_parse:parse_exprs(element(2, erl_scan:string("A = 1, B.")))),
    ?T(erl_parse:parse_term(element(2, erl_scan:string("{a, [1, \"x\"]}.")))),
    ?T(erl_parse:parse_term(element(2, erl_scan:string("{a, X}.")))),
    ?T(lists:flatten(erl_pp:exprs(element(2, erl_parse:parse_exprs(element(2, erl_scan:string("foo(A, [B | C]), case D of E when F -> G end."))))))),
    ?T([erl_anno:line(erl_anno:new({3, 4})), erl_anno:column(erl_anno:new({3, 4})), erl_anno:to_term(erl_anno:set_file("f", erl_anno:new(1)))]).

form(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    case erl_parse:parse_form(Tokens) of
        {ok, F} -> io:format("~0tp~n~ts", [F, erl_pp:form(F)]);
        {error, {L, M, D}} -> io:format("~ts~n  ~p: ~ts~n", [Text, L, M:format_error(D)])
    end.

lint(Texts) ->
    Forms = [begin {ok, T, _} = erl_scan:string(Text, N), {ok, F} = erl_parse:parse_form(T), F end || {N, Text} <- lists:enumerate(Texts)],
    R = erl_lint:module(Forms, "m.erl"),
    {element(1, R), [{Kind, [{L, lists:flatten(M:format_error(D))} || {_, Es} <- element(I, R), {L, M, D} <- Es]} || {Kind, I} <- [{errors, 2}, {warnings, 3}], I =< tuple_size(R), is_list(element(I, R))]}.
