%% Lists as strings: printing, flattening, prefixes, io lists.
-module(list_strings).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T("abc" ++ [1, 2]), ?T([65, 66 | c]), ?T(["ab", [99, [100]]]), ?T(lists:flatten(["ab", [99, ["de"]]])), ?T(iolist_to_binary(["ab", $c, <<"d">>, [[], [$e]]])), ?T([X || X <- "hello", X > $g]), ?T("abc" < "abd"), ?T("abc" =:= [97, 98, 99]), ?T(lists:prefix("ab", "abc")),
    ?T(["", [], [[]], [""]]), ?T([7, 8, 9, 10, 11, 12, 13, 27]), ?T([6]), ?T([127, 128, 160, 255]), ?T([31]), ?T("\x{100}"), ?T(["a" | "b"]), ?T(list_to_binary([0, 255, <<1, 2>>])), ?T(string:join([integer_to_list(N) || N <- lists:seq(1, 5)], "+")), ?T(lists:concat([a, "b", 3, 4.5])), ?T(tl("x")), ?T(hd("x")), ?T(length("héé")).
