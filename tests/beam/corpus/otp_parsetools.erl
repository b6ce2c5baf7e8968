%% leex and yecc: a calculator's scanner and parser, generated, compiled and run here; and XML read by xmerl.
-module(otp_parsetools).
-export([main/0]).
-include("check.hrl").

main() ->
    file:write_file("calc_lex.xrl", "Definitions.\nD = [0-9]\nWS = [\\s\\t\\n]\nRules.\n{D}+ : {token, {int, TokenLine, list_to_integer(TokenChars)}}.\n{D}+\\.{D}+ : {token, {float, TokenLine, list_to_float(TokenChars)}}.\n[-+*/()] : {token, {list_to_atom(TokenChars), TokenLine}}.\n{WS}+ : skip_token.\nErlang code.\n"),
    file:write_file("calc_parse.yrl", "Nonterminals expr.\nTerminals int float '+' '-' '*' '/' '(' ')'.\nRootsymbol expr.\nLeft 100 '+'.\nLeft 100 '-'.\nLeft 200 '*'.\nLeft 200 '/'.\nUnary 300 '-'.\nexpr -> expr '+' expr : '$1' + '$3'.\nexpr -> expr '-' expr : '$1' - '$3'.\nexpr -> expr '*' expr : '$1' * '$3'.\nexpr -> expr '/' expr : '$1' / '$3'.\nexpr -> '(' expr ')' : '$2'.\nexpr -> '-' expr : -'$2'.\nexpr -> int : element(3, '$1').\nexpr -> float : element(3, '$1').\n"),
    ?T(element(1, leex:file("calc_lex.xrl", []))),
    ?T(element(1, yecc:file("calc_parse.yrl", []))),
    ?T([begin {ok, M, B} = compile:file(F, [binary]), element(1, code:load_binary(M, F, B)) end || F <- ["calc_lex", "calc_parse"]]),
    ?T([calc(T) || T <- ["1 + 2 * 3", "(1 + 2) * 3", "10 / 4 - 1", "2 * -3", "1.5 * 2", "1 +", "1 $ 2", "((4))"]]),
    {Doc, _} = xmerl_scan:string("<?xml version=\"1.0\"?><shop name=\"s\"><!-- c --><item id=\"1\">Tea &amp; <b>milk</b></item><item id=\"2\"/></shop>"),
    ?T(simple(Doc)),
    ?T([simple(X) || X <- xmerl_xpath:string("//item[@id='1']", Doc)]),
    ?T(lists:flatten(xmerl:export_simple([{a, [{k, "v"}], ["text < &", {b, []}]}], xmerl_xml))),
    ?T(xmerl_sax_parser:stream(<<"<r><x a='1'>t</x></r>">>, [{event_fun, fun({startElement, _, N, _, _}, _, S) -> [{s, N} | S]; ({characters, C}, _, S) -> [{c, C} | S]; ({endElement, _, N, _}, _, S) -> [{e, N} | S]; (_, _, S) -> S end}, {event_state, []}])),
    ?T(catch element(1, element(2, catch xmerl_scan:string("<a><b></a>", [{quiet, true}])))).

calc(T) ->
    case calc_lex:string(T) of
        {ok, Tokens, _} ->
            case calc_parse:parse(Tokens) of
                {ok, V} -> V;
                {error, {L, M, D}} -> {parse, L, lists:flatten(M:format_error(D))}
            end;
        {error, {L, M, D}, _} -> {scan, L, lists:flatten(M:format_error(D))}
    end.

simple(X) when element(1, X) =:= xmlElement -> {element(2, X), length(element(8, X)), [simple(C) || C <- element(9, X)]};
simple(X) when element(1, X) =:= xmlText -> element(5, X);
simple(X) -> element(1, X).
