%% ~p: line breaks, indentation, strings, records, depth.
-module(format_pretty).
-export([main/0]).
-include("check.hrl").

main() ->
    check:unicode(),
    Terms = [
        lists:seq(1, 60), [atom_number_one, atom_number_two, {nested, [list, "with string", <<"and binary">>], #{map => here, other => [1, 2, 3]}}, 3.14159],
        {a_rather_long_tag, "a rather long string that must be broken over several lines since it does not fit into one of eighty", [x, y]},
        #{first_key => lists:seq(1, 30), second_key => #{nested => lists:seq(100, 130)}, "third" => {tuple, having, several, atoms, that, is, long, enough, to_break}},
        [[[[[[[[[deep, [list]]]]]]]]]], lists:duplicate(20, {key, "value", 1.5}), <<"a long binary that has printable characters only, and more of them than fit on one line of the terminal">>,
        list_to_binary(lists:seq(0, 120)), "with \"quotes\" and \\ and \n newline \t tab \e escape \d del", [$a, 200, 300], "åäö", [955, 956], <<"λ"/utf8>>, <<200, 201>>, '', 'A b', 'åb', "", [], {}, #{}, <<>>,
        [1 | 2], [a, b | "tail"], {[], "", {}}, -0.0, 1.0e100, <<1:1>>, <<1, 2, 3:7>>, lists:duplicate(100, $a), {lists:duplicate(70, $b), lists:duplicate(70, $c)},
        [{proplist, true}, {another, [{inner, 1}, {inner2, "two"}]}, {third, <<"three">>}, {fourth, fun lists:map/2}], {error, {badmatch, [lists:seq(1, 25), lists:seq(1, 25)]}},
        #{a => "string that is somewhat long, long enough to be broken, we would think, at least once", b => [{c, d}]}, [abc, def | lists:duplicate(15, some_other_atom)]
    ],
    [io:format("~p~n", [T]) || T <- Terms],
    [io:format("~tp~n", [T]) || T <- Terms],
    [io:format("~w~n", [T]) || T <- Terms],
    [io:format("~40p~n~10p~n", [T, T]) || T <- lists:sublist(Terms, 7)],
    [io:format("indent ~p and ~p~n", [T, T]) || T <- lists:sublist(Terms, 6)],
    [io:format("~P|~W~n", [T, D, T, D]) || T <- lists:sublist(Terms, 12), D <- [-1, 1, 2, 5, 10]],
    Records = fun(point, 2) -> [x, y]; (line, 2) -> [from, to]; (_, _) -> no end,
    [io:format("~ts~n", [io_lib_pretty:print(T, Records)]) || T <- [{point, 1, 2}, {line, {point, 1, 2}, {point, lists:seq(1, 30), "abc"}}, {point, 1}, [{point, a, b}, {line, c, d}]]],
    ?T(io_lib:print([1, {a, "b"}], 5, 10, -1)),
    ?T(io_lib:write([1, "a", 'B c', <<1>>])),
    ?T(io_lib:write({1, [2, [3, [4]]]}, 3)),
    ?T([io_lib:write_atom(A) || A <- [a, 'A', 'a b', '', 'end', 'a@b', 'é', '1a', 'a\nb', 'it\'s', maybe_, 'maybe', 'else']]),
    ?T([io_lib:write_string("a\"b\n\t\e\0\x{7f}é"), io_lib:write_string("q", $'), io_lib:write_char($a), io_lib:write_char($\n), io_lib:write_char($\s), io_lib:write_latin1_string("é")]),
    ?T([io_lib:char_list("λ"), io_lib:latin1_char_list("λ"), io_lib:deep_char_list(["a", [$b]]), io_lib:deep_char_list([a]), io_lib:quote_atom(abc, []), io_lib:quote_atom('A', [])]),
    ?T([io_lib:indentation("abc\ndef", 0), io_lib:indentation("a\tb", 3), io_lib:nl()]).
