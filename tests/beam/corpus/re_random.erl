%% Patterns made at random from the seed below, searched in random subjects with random options: first match and all matches.
-module(re_random).
-export([main/0]).

main() ->
    rand:seed(exsss, {1, 2, 3}),
    [one() || _ <- lists:seq(1, 1500)],
    ok.

one() ->
    Pattern = lists:flatten(pattern(any(4))),
    Subject = [pick("aaabbbcAB1 \n\r") || _ <- lists:seq(1, any(9) - 1)],
    Options = [O || O <- options(), fits(O, Subject)],
    First = run(Subject, Pattern, [report_errors | Options]),
    All = run(Subject, Pattern, [global, {capture, all, list} | Options]),
    io:format("~0p ~0p ~0p~n  ~0p ~0p~n", [Pattern, Subject, Options, First, All]).

run(Subject, Pattern, Options) ->
    try re:run(Subject, Pattern, Options) catch error:Reason -> Reason end.

fits({offset, Offset}, Subject) -> Offset =< length(Subject);
fits(_, _) -> true.

any(N) -> rand:uniform(N).

pick(List) -> lists:nth(any(length(List)), List).

pattern(0) -> atom();
pattern(Depth) ->
    Inner = fun() -> pattern(Depth - 1) end,
    case any(13) of
        1 -> [Inner(), "|", Inner()];
        2 -> ["(", Inner(), ")"];
        3 -> ["(?:", Inner(), ")", quantifier()];
        4 -> ["(", Inner(), ")", quantifier()];
        5 -> ["(?=", Inner(), ")"];
        6 -> ["(?!", Inner(), ")"];
        7 -> ["(?>", Inner(), ")"];
        8 -> ["(?<=", character(), ")"];
        9 -> [Inner(), pick(["\\1", "\\2", "^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z", "\\K"])];
        10 -> ["(?i:", Inner(), ")"];
        11 -> ["(?|(", Inner(), ")|(", Inner(), "))"];
        _ -> [Inner(), Inner()]
    end.

atom() ->
    case any(4) of
        1 -> [character(), quantifier()];
        2 -> [class(), quantifier()];
        _ -> character()
    end.

character() ->
    pick(["a", "b", "c", "A", "B", ".", "\\n", "\\w", "\\d", "\\s", "\\x61", "1", "\\R", "\\N", "\\h", "\\W", "\\D"]).

class() ->
    pick(["[ab]", "[^a]", "[a-c]", "[^b-c1]", "[[:alpha:]]", "[\\w-]", "[[:upper:]b]", "[^\\n]", "[\\s\\d]"]).

quantifier() ->
    pick(["*", "+", "?", "*?", "+?", "??", "*+", "++", "?+", "{2}", "{1,2}", "{0,3}?", "{2,}", "{,2}", "{1,3}+"]).

options() ->
    All = [caseless, multiline, dotall, dollar_endonly, ungreedy, extended, firstline, anchored, notempty, notbol, noteol,
           notempty_atstart, {newline, pick([lf, cr, crlf, any, anycrlf])}, unicode, no_auto_capture, dupnames, bsr_anycrlf,
           {offset, any(3) - 1}],
    [O || O <- All, any(9) =:= 1].
