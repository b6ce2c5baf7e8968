%% Integers to text and back, in every base.
-module(arith_text).
-export([main/0]).
-include("check.hrl").

main() ->
    Values = [0, 1, -1, 35, 36, 255, -255, 1 bsl 59, -(1 bsl 59), 1 bsl 64, -(1 bsl 64) + 1, 1 bsl 300],
    [
        begin
            Text = integer_to_list(V, Base),
            V = list_to_integer(Text, Base),
            V = binary_to_integer(integer_to_binary(V, Base), Base),
            V = list_to_integer(string:lowercase(Text), Base),
            io:format("~w ~w ~s~n", [V, Base, Text])
        end
     || V <- Values, Base <- lists:seq(2, 36)
    ],
    [?T(list_to_integer(?I(L))) || L <- ["12", "+12", "-12", "-0", "007", "", "-", "+", "1a", " 1", "1 ", "--1", "1.0", "1_000"]],
    [?T(binary_to_integer(?I(L))) || L <- [<<"12">>, <<"+12">>, <<"-12">>, <<>>, <<"-">>, <<"1a">>, <<1:3>>]],
    ?T(list_to_integer(?I("z"), 35)),
    ?T(list_to_integer(?I("Z"), 36)),
    ?T(list_to_integer(?I("1"), 1)),
    ?T(list_to_integer(?I("1"), 37)),
    ?T(integer_to_list(?I(1), 37)),
    ?T(integer_to_list(?I(1.0))),
    ?T(integer_to_list(?I(a), 10)),
    ?T(integer_to_binary(?I(a))),
    ?T(list_to_integer(?I(foo))),
    ?T(list_to_integer(?I([$1 | $2]))),
    ?T(binary_to_integer(?I("1"))),
    ?T(string:to_integer("12abc")),
    ?T(string:to_integer("abc")),
    ?T(string:to_integer(<<"-7 x"/utf8>>)),
    ?T(string:to_float("1.5e3x")),
    ?T(string:to_float("1")),
    ?T(string:to_float("")),
    ?T([16#ff, 2#1010, 36#Zz, 1_000_000, $a, $\n, $\x{41}, -16#FF]),
    ?T(size(integer_to_binary(1 bsl 30000))).
