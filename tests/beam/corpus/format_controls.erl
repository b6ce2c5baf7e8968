%% io_lib:format: every control sequence with widths, precisions, pads and modifiers; errors.
-module(format_controls).
-export([main/0]).
-include("check.hrl").

main() ->
    check:unicode(),
    F = fun(Fmt, Args) ->
        R = try io_lib:format(Fmt, Args) of L -> ["|", L, "|"] catch C:E -> io_lib:format("~p:~p", [C, E]) end,
        io:format("~s ~0p: ~ts~n", [Fmt, Args, R])
    end,
    [F(Fmt, [A]) || Fmt <- ["~w", "~p", "~20w", "~-20w", "~20p", "~.5w", "~20.5w", "~20..*p", "~-20..*p", "~tw", "~tp", "~0p", "~5w"],
                    A <- [abc, "abc", <<"abc">>, 12.5, [1, 2], {a, "b"}], string:find(Fmt, "*") =:= nomatch],
    [F(Fmt, [A]) || Fmt <- ["~s", "~20s", "~-20s", "~20.5s", "~.5s", "~5s", "~-5.2s|", "~20..xs", "~-20..xs", "~ts", "~10.3ts"],
                    A <- ["hello", <<"hello">>, hello, ["he", [$l | <<"lo">>]], ""]],
    [F(Fmt, [A]) || Fmt <- ["~b", "~10b", "~-10b|", "~10..0b", "~.16b", "~.16B", "~10.2.0B", "~.36b", "~5b", "~3b"], A <- [0, 42, -255, 1 bsl 70]],
    [F(Fmt, [A]) || Fmt <- ["~c", "~5c", "~-5c|", "~5.2c", "~tc", "~3tc"], A <- [$a, 233]],
    [F(Fmt, [A]) || Fmt <- ["~f", "~.0f", "~.1f", "~10.3f", "~-12.3f|", "~12.3.0f", "~3f", "~e", "~.2e", "~15.4e", "~g", "~.4g", "~12.4g"], A <- [1.5, -0.001, 123456.789, 7]],
    F("~#", []), F("~10#", [31]), F("~.16#", [31]), F("~16+", []), F("~.16+", [31]), F("~.16x", [31, "0x"]), F("~.16X", [-31, "0X"]), F("~.8x", [8, oct]),
    F("~i~w", [ignored, shown]), F("~n~~", []), F("~*w", [10, a]), F("~*.*f", [10, 2, 3.14159]), F("~-*s|", [6, "ab"]), F("~*.*.*w", [10, 5, $x, abc]),
    F("~W", [[1, 2, 3, 4, 5, 6], 3]), F("~P", [[1, 2, 3, 4, 5, 6], 3]), F("~W", [{a, {b, {c, {d, e}}}}, 4]), F("~P", [#{a => #{b => #{c => d}}}, 4]), F("~tP", ["λμνξοπρσ", 5]), F("~W", [<<1, 2, 3, 4, 5, 6>>, 3]),
    F("~ts", ["λ€😀"]), F("~s", ["λ"]), F("~ts", [<<"λ"/utf8>>]), F("~s", [<<"λ"/utf8>>]), F("~tp ~tw", ['λ', 'λ']), F("~p ~w", ['λ', 'λ']), F("~tp", ["λ"]), F("~p", ["λ"]), F("~lp", ["abc"]), F("~lw", ["abc"]), F("~tlp", ["é"]),
    F("~kp", [#{b => 1, a => 2}]), F("~Kp", [fun(A, B) -> A > B end]),
    F("~s", [a_b]), F("~s", [12]), F("~b", [a]), F("~f", [a]), F("~c", [a]), F("~c", [-1]), F("~w", []), F("~w", [1, 2]), F("~z", [1]), F("~", []), F("~.", [1]), F("~10", [1]), F("~.99b", [1]), F("abc", foo), F(abc, []), F("~s", [[1 | 2]]),
    F(<<"bin ~w">>, [1]), F('atom ~w', [1]), F(["~", $w], [x]),
    ?T(io_lib:format("~ts", [[255, 256]])),
    ?T(lists:flatten(io_lib:fwrite("~s and ~p", ["x", y]))),
    ?T(io_lib:build_text(io_lib:scan_format("~5.2f ~w", [1.0, a]))),
    ?T(io_lib:scan_format("a~-10.3.xtsb", ["q"])),
    ?T(io_lib:unscan_format(io_lib:scan_format("a~-10.3.xtsb", ["q"]))),
    ?T(io_lib:format("~w", [[{chars_limit, 5}]], [{chars_limit, 8}])),
    ?T(io_lib:format("~p", [lists:seq(1, 100)], [{chars_limit, 20}])),
    ?T(io_lib:format("~s ~p ~w", [lists:duplicate(50, $x), {a, b, c, d, e, f}, "a string"], [{chars_limit, 40}])).
