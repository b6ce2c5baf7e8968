%% Text programs: JSON both ways, CSV, wrapping, templates, Caesar, Roman, run lengths, edit distance, anagrams.
-module(algo_text).
-export([main/0]).
-include("check.hrl").

main() ->
    check:unicode(),
    ?T(json("{\"a\": [1, -2.5, 3e2, true, null], \"b\\n\": {\"c\": \"\\u00e9\\ud83d\\ude00\"}, \"e\": []}")),
    ?T(iolist_to_binary(encode(json("{\"a\": [1, -2.5, true, null, \"q\\\"\"], \"b\": {\"c\": \"é\"}}")))),
    ?T([json(T) || T <- ["", "{", "[1,", "tru", "{\"a\" 1}", "\"open", "[1] x", "01"]]),
    ?T(csv("a,b,\"c, d\"\n1,\"say \"\"hi\"\"\",3\n,,\n")),
    ?T([io_lib:format("~ts~n", [L]) || L <- wrap("the quick brown fox jumps over the lazy dog and runs away from the very lazy dog", 20)]),
    ?T(template("Hello {{name}}, you are {{age}} and {{missing}}.", #{"name" => "Ünal", "age" => 42})),
    ?T([caesar("Hello, World!", 3), caesar(caesar("Hello, World!", 3), -3)]),
    ?T([{N, roman(N), unroman(roman(N))} || N <- [1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999]]),
    ?T([rle("aaabccdddd"), unrle(rle("aaabccdddd"))]),
    ?T([distance(A, B) || {A, B} <- [{"kitten", "sitting"}, {"", "abc"}, {"flaw", "lawn"}, {"intention", "execution"}]]),
    ?T(anagrams(["listen", "silent", "enlist", "google", "elgoog", "abc"])),
    ?T(freq("the rain in spain falls mainly on the plain the end")),
    ?T([palindrome(T) || T <- ["A man, a plan, a canal: Panama", "nope", ""]]),
    ?T(words(1234567)),
    ?T([hex(<<"héllo"/utf8>>), unhex(hex(<<"abc">>))]),
    ?T(lcs("AGGTABQWERTY", "GXTXAYBWRT")),
    ?T(bf("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.")),
    ?T([glob(P, "hello.erl") || P <- ["*.erl", "h?llo.*", "*x*", "hello", "**", "h*l*.e*"]]).

json(T) -> try {V, R} = value(ws(T)), [] = ws(R), V catch error:E -> {bad, if is_tuple(E) -> element(1, E); true -> E end} end.
ws([C | T]) when C =:= $\s; C =:= $\n; C =:= $\t -> ws(T);
ws(T) -> T.
value("true" ++ T) -> {true, T};
value("null" ++ T) -> {null, T};
value("false" ++ T) -> {false, T};
value([$" | T]) -> string(T, []);
value([$[ | T]) -> case ws(T) of [$] | R] -> {[], R}; R -> array(R, []) end;
value([${ | T]) -> case ws(T) of [$} | R] -> {#{}, R}; R -> object(R, #{}) end;
value(T) -> number(T).
array(T, Acc) -> {V, R} = value(ws(T)), case ws(R) of [$, | R2] -> array(R2, [V | Acc]); [$] | R2] -> {lists:reverse([V | Acc]), R2} end.
object(T, M) -> [$" | T1] = ws(T), {K, R} = string(T1, []), [$: | R2] = ws(R), {V, R3} = value(ws(R2)), case ws(R3) of [$, | R4] -> object(R4, M#{K => V}); [$} | R4] -> {M#{K => V}, R4} end.
string([$" | T], Acc) -> {unicode:characters_to_binary(lists:reverse(Acc)), T};
string([$\\, $u, A, B, C, D | T], Acc) ->
    case list_to_integer([A, B, C, D], 16) of
        Hi when Hi >= 16#d800, Hi < 16#dc00 -> [$\\, $u, E, F, G, H | T2] = T, string(T2, [((Hi - 16#d800) bsl 10) + list_to_integer([E, F, G, H], 16) - 16#dc00 + 16#10000 | Acc]);
        Ch -> string(T, [Ch | Acc])
    end;
string([$\\, $n | T], Acc) -> string(T, [$\n | Acc]);
string([$\\, C | T], Acc) -> string(T, [C | Acc]);
string([C | T], Acc) -> string(T, [C | Acc]).
number(T) ->
    {match, [N]} = re:run(T, "^-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?", [{capture, first, list}]),
    R = lists:nthtail(length(N), T),
    case {lists:member($., N), lists:any(fun(C) -> C =:= $e orelse C =:= $E end, N)} of
        {false, false} -> {list_to_integer(N), R};
        {true, _} -> {list_to_float(N), R};
        {false, true} -> [A, B] = re:split(N, "[eE]", [{return, list}]), {list_to_float(A ++ ".0e" ++ B), R}
    end.
encode(M) when is_map(M) -> [${, lists:join($,, [[encode(K), $:, encode(V)] || {K, V} <- lists:sort(maps:to_list(M))]), $}];
encode(L) when is_list(L) -> [$[, lists:join($,, [encode(X) || X <- L]), $]];
encode(B) when is_binary(B) -> [$", binary:replace(B, <<"\"">>, <<"\\\"">>, [global]), $"];
encode(I) when is_integer(I) -> integer_to_binary(I);
encode(F) when is_float(F) -> float_to_binary(F, [short]);
encode(A) -> atom_to_binary(A).

csv(T) -> [fields(L) || L <- string:split(T, "\n", all), L =/= ""].
fields(L) -> field(L, [], []).
field([$" | T], [], Acc) -> quoted(T, [], Acc);
field([$, | T], F, Acc) -> field(T, [], [lists:reverse(F) | Acc]);
field([], F, Acc) -> lists:reverse([lists:reverse(F) | Acc]);
field([C | T], F, Acc) -> field(T, [C | F], Acc).
quoted([$", $" | T], F, Acc) -> quoted(T, [$" | F], Acc);
quoted([$", $, | T], F, Acc) -> field(T, [], [lists:reverse(F) | Acc]);
quoted([$"], F, Acc) -> lists:reverse([lists:reverse(F) | Acc]);
quoted([C | T], F, Acc) -> quoted(T, [C | F], Acc).
wrap(T, W) -> {L, Ls} = lists:foldl(fun(X, {"", A}) -> {X, A}; (X, {C, A}) when length(C) + length(X) < W -> {C ++ " " ++ X, A}; (X, {C, A}) -> {X, [C | A]} end, {"", []}, string:lexemes(T, " ")), lists:reverse([L | Ls]).
template(T, M) -> re:replace(T, "\\{\\{(\\w+)\\}\\}", fun(_, [K]) -> case maps:get(binary_to_list(iolist_to_binary(K)), M, none) of none -> "?"; N when is_integer(N) -> integer_to_list(N); S -> unicode:characters_to_binary(S) end end, [global, {return, binary}]).
caesar(T, N) -> [if C >= $a, C =< $z -> (C - $a + N + 26) rem 26 + $a; C >= $A, C =< $Z -> (C - $A + N + 26) rem 26 + $A; true -> C end || C <- T].
table() -> [{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}].
roman(0) -> "";
roman(N) -> {V, S} = hd([P || {W, _} = P <- table(), W =< N]), S ++ roman(N - V).
unroman("") -> 0;
unroman(T) -> {V, S} = hd([P || {_, S} = P <- table(), lists:prefix(S, T)]), V + unroman(lists:nthtail(length(S), T)).
rle([]) -> [];
rle([C | _] = L) -> {A, B} = lists:splitwith(fun(X) -> X =:= C end, L), [{C, length(A)} | rle(B)].
unrle(L) -> lists:append([lists:duplicate(N, C) || {C, N} <- L]).
distance(A, B) -> lists:last(lists:foldl(fun(Ca, [P | _] = Row) -> row(Ca, B, Row, P + 1, [P + 1]) end, lists:seq(0, length(B)), A)).
row(_, [], _, _, Acc) -> lists:reverse(Acc);
row(C, [D | T], [P, Q | R], Left, Acc) -> V = lists:min([Left + 1, Q + 1, P + if C =:= D -> 0; true -> 1 end]), row(C, T, [Q | R], V, [V | Acc]).
anagrams(L) -> lists:sort(maps:values(maps:groups_from_list(fun lists:sort/1, L))).
freq(T) -> lists:keysort(1, maps:to_list(lists:foldl(fun(W, M) -> maps:update_with(W, fun(N) -> N + 1 end, 1, M) end, #{}, string:lexemes(T, " ")))).
palindrome(T) -> L = [string:to_lower(C) || C <- T, (C >= $a andalso C =< $z) orelse (C >= $A andalso C =< $Z)], L =:= lists:reverse(L).
words(N) when N < 20 -> lists:nth(N + 1, ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]);
words(N) when N < 100 -> lists:nth(N div 10 - 1, ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]) ++ case N rem 10 of 0 -> ""; R -> "-" ++ words(R) end;
words(N) -> {D, S} = hd([P || {V, _} = P <- [{1000000, "million"}, {1000, "thousand"}, {100, "hundred"}], V =< N]), words(N div D) ++ " " ++ S ++ case N rem D of 0 -> ""; R -> " " ++ words(R) end.
hex(B) -> << <<(element(N + 1, {$0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $a, $b, $c, $d, $e, $f}))>> || <<N:4>> <= B >>.
unhex(B) -> << <<(binary_to_integer(X, 16))>> || <<X:2/binary>> <= B >>.
lcs([], _) -> [];
lcs(_, []) -> [];
lcs(A, B) -> {_, M} = lcs(A, B, #{}), lists:reverse(lists:reverse(maps:get({length(A), length(B)}, M))).
lcs([], B, M) -> {[], M#{{0, length(B)} => []}};
lcs(A, [], M) -> {[], M#{{length(A), 0} => []}};
lcs([H | A] = X, [H2 | B] = Y, M) ->
    K = {length(X), length(Y)},
    case M of
        #{K := V} -> {V, M};
        _ when H =:= H2 -> {R, M2} = lcs(A, B, M), {[H | R], M2#{K => [H | R]}};
        _ -> {R1, M2} = lcs(A, Y, M), {R2, M3} = lcs(X, B, M2), R = if length(R1) >= length(R2) -> R1; true -> R2 end, {R, M3#{K => R}}
    end.
bf(P) -> lists:reverse(bf(P, [], [0], [], [])).
bf([], _, _, _, Out) -> Out;
bf([$+ | P], L, [C | R], S, O) -> bf(P, L, [(C + 1) band 255 | R], S, O);
bf([$- | P], L, [C | R], S, O) -> bf(P, L, [(C - 1) band 255 | R], S, O);
bf([$> | P], L, [C], S, O) -> bf(P, [C | L], [0], S, O);
bf([$> | P], L, [C | R], S, O) -> bf(P, [C | L], R, S, O);
bf([$< | P], [C | L], R, S, O) -> bf(P, L, [C | R], S, O);
bf([$. | P], L, [C | _] = R, S, O) -> bf(P, L, R, S, [C | O]);
bf([$[ | P], L, [0 | _] = R, S, O) -> bf(skip(P, 1), L, R, S, O);
bf([$[ | P], L, R, S, O) -> bf(P, L, R, [[$[ | P] | S], O);
bf([$] | P], L, [0 | _] = R, [_ | S], O) -> bf(P, L, R, S, O);
bf([$] | _], L, R, [B | S], O) -> bf(B, L, R, S, O).
skip(P, 0) -> P;
skip([$[ | P], N) -> skip(P, N + 1);
skip([$] | P], N) -> skip(P, N - 1);
skip([_ | P], N) -> skip(P, N).
glob("", "") -> true;
glob([$* | P], T) -> glob(P, T) orelse (T =/= "" andalso glob([$* | P], tl(T)));
glob([$? | P], [_ | T]) -> glob(P, T);
glob([C | P], [C | T]) -> glob(P, T);
glob(_, _) -> false.
