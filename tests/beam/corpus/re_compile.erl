%% re:compile, its errors, inspect, and compiled patterns used again.
-module(re_compile).
-export([main/0]).
-include("check.hrl").

main() ->
    {ok, MP} = re:compile("(a)(?<name>b)?", [caseless]),
    ?T([element(N, MP) || N <- [1, 2, 3, 4]]),
    ?T(re:run("xAB", MP)),
    ?T(re:run("xAB", MP, [{capture, [name], list}])),
    ?T(re:inspect(MP, namelist)),
    ?T(re:inspect(?I(foo), namelist)),
    {ok, MPU} = re:compile("é+", [unicode]),
    ?T(element(3, MPU)),
    ?T(re:run("aéé", MPU, [{capture, first, list}])),
    ?T([re:compile(P) || P <- ["(", ")", "[", "*", "a**", "(?<n", "\\", "a{3,2}", "(?P<a>x)(?P<a>y)", "[z-a]", "(?z)", "\\2", "[[:nope:]]", "(?<=a*)b"]]),
    ?T(re:compile(?I(a))),
    ?T(re:compile("a", [bad])),
    ?T(re:run("a", ?I(foo))),
    ?T(re:run(?I(a), "a")),
    ?T(re:run("a", "(")),
    ?T(re:run("a", "a", [bad])),
    ?T(re:run("a", "a", [{capture, foo}])),
    ?T(try re:run("a", MP, [caseless]) catch Class:Reason -> {Class, Reason} end),
    ?T(re:version() =/= ""),
    ?T([re:run("foobar", P, [{capture, first, list}]) || P <- [<<"o+">>, ["o", $+], "b[ar]{2}"]]),
    ?T(re:run(<<255>>, "x", [unicode])),
    ?T(re:run("ab", "b", [{match_limit, 1000}, {match_limit_recursion, 1000}])),
    ?T(re:run("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")),
    ?T(re:run("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$", [report_errors])),
    ?T(re:run("ab", "b", [report_errors])).
