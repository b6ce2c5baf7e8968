%% re:split and re:replace.
-module(re_replace).
-export([main/0]).
-include("check.hrl").

main() ->
    check:unicode(),
    ?T(re:split("a,b,,c", ",")),
    ?T(re:split("a,b,,c", ",", [{return, list}])),
    ?T(re:split("a,b,,c,", ",", [{return, list}, trim])),
    ?T(re:split("a1b22c", "(\\d)+", [{return, list}])),
    ?T(re:split("a1b22c", "(\\d)(x)?", [{return, list}, group])),
    ?T(re:split("a1b22c", "\\d", [{return, list}, {parts, 2}])),
    ?T(re:split("abc", "", [{return, list}])),
    ?T(re:split("abc", "x")),
    ?T(re:split("", ",")),
    ?T(re:split("Erlang", "[ln]", [{return, list}])),
    ?T(re:split("aéb", "é", [unicode, {return, list}])),
    ?T(re:split("a  b \t c", "\\s+", [{return, binary}])),
    ?T(re:split("a,b", ",", [{return, iodata}])),
    ?T(re:split(?I(a), ",")),
    ?T(re:replace("abcabc", "b", "[&]")),
    ?T(re:replace("abcabc", "b", "[&]", [global, {return, list}])),
    ?T(re:replace("abcabc", "(b)(c)", "\\2\\1", [global, {return, binary}])),
    ?T(re:replace("abcabc", "(b)(c)", "\\g{2}\\g1\\0", [{return, list}])),
    ?T(re:replace("abc", "b", "\\&\\\\", [{return, list}])),
    ?T(re:replace("abc", "x", "y")),
    ?T(re:replace("abc", "x", "y", [{return, list}])),
    ?T(re:replace("abc", "", "-", [global, {return, list}])),
    ?T(re:replace("aéb", "é", "€", [unicode, {return, list}])),
    ?T(re:replace("hello world", "\\b(\\w)", "<\\1>", [global, {return, binary}])),
    ?T(re:replace("hello", "l+", fun(W, G) -> [W, W, io_lib:format("~p", [G])] end, [{return, list}])),
    ?T(re:replace("a.b.c", "\\.", "", [global, {return, list}])),
    ?T(re:replace("  trim  ", "^\\s+|\\s+$", "", [global, {return, list}])),
    ?T(re:replace("x", "x", ?I(a))),
    ?T(re:replace("camelCaseString", "([A-Z])", "_\\1", [global, {return, list}])),
    ?T(re:replace(<<"bin">>, <<"i">>, <<"o">>)),
    ?T(re:replace("aaa", "a", "b", [{offset, 1}, {return, list}])),
    ?T(length(re:split(lists:duplicate(10000, $,), ",", [{return, list}]))),
    ?T(byte_size(re:replace(binary:copy(<<"ab">>, 5000), "b", "bcd", [global, {return, binary}]))),
    ?T(json("{\"a\": [1, 2.5, \"x\\\"y\"], \"b\": null}")),
    ?T(words("The quick brown fox; the lazy dog -- don't!")).

json(S) ->
    {match, M} = re:run(S, "\"(?:\\\\.|[^\"\\\\])*\"|-?\\d+(?:\\.\\d+)?|true|false|null|[{}\\[\\]:,]", [global, {capture, first, list}]),
    lists:append(M).

words(S) ->
    {match, M} = re:run(S, "[a-z']+", [global, caseless, {capture, first, list}]),
    lists:sort([string:lowercase(W) || [W] <- M]).
