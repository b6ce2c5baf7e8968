%% What erlang:display/1 shows: it writes by itself, past the io server, so a program that uses it prints by nothing else.
-module(text_display).
-export([main/0]).

main() ->
    Terms = [
        0, -1, 1 bsl 59, -(1 bsl 100), 1.0, -0.5, 1.0e100, 1.0e-10, a, 'A b', 'with \'quote', '', [], [1, 2, 3], "text", [a | b],
        [[1], [2 | 3], "x"], {}, {1}, {a, {b, [c]}}, <<>>, <<1, 2, 3>>, <<"text">>, <<5:3>>, <<1, 2:4>>, #{}, #{a => 1, 2 => [b]},
        fun lists:map/2, fun erlang:abs/1, #{{1, 2} => #{x => <<"y">>}}, lists:seq(1, 40), [300, 400], "\n\t", [$a, 10], {"s", 's', <<"s">>}
    ],
    [erlang:display(T) || T <- Terms],
    ok.
