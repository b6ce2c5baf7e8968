%% The unicode module: encodings, errors, incomplete tails, byte order marks.
-module(unicode_convert).
-export([main/0]).
-include("check.hrl").

main() ->
    S = [$a, 16#e9, 16#20ac, 16#1f600],
    Encodings = [latin1, utf8, {utf16, big}, {utf16, little}, {utf32, big}, {utf32, little}, unicode, utf16, utf32],
    ?T([unicode:characters_to_binary(S, unicode, E) || E <- Encodings]),
    ?T([unicode:characters_to_list(unicode:characters_to_binary(S, utf8, E), E) || E <- Encodings -- [latin1]]),
    ?T([unicode:characters_to_binary([X], latin1, utf8) || X <- [<<200, 201>>, [200], "abc", 255]]),
    ?T([unicode:characters_to_list(X) || X <- [<<"aé"/utf8>>, ["a", [<<"é"/utf8>>, $b]], [], <<>>, [[[]]]]]),
    ?T([unicode:characters_to_list(X) || X <- [<<"a", 255, "b">>, <<"a", 195>>, <<"€"/utf8, 226, 130>>, [<<195>>, <<169>>], <<237, 160, 128>>, <<192, 128>>, <<244, 144, 128, 128>>]]),
    ?T([unicode:characters_to_binary(X) || X <- [<<"a", 255, "b">>, <<"a", 195>>, ["ab", <<226, 130>>], [16#d800], [16#110000], [-1], [97, <<240, 159>>]]]),
    ?T([unicode:characters_to_list(X, utf16) || X <- [<<0, 97, 216, 61>>, <<0>>, <<216, 61, 222, 0>>, <<220, 0, 0, 97>>, <<216, 61, 0, 97>>]]),
    ?T([unicode:characters_to_list(X, {utf16, little}) || X <- [<<97, 0>>, <<61, 216, 0, 222>>]]),
    ?T([unicode:characters_to_list(X, utf32) || X <- [<<0, 0, 0, 97>>, <<0, 0, 0>>, <<0, 17, 0, 0>>, <<0, 0, 216, 0>>]]),
    ?T([unicode:characters_to_binary([16#e9, 16#3b1], unicode, latin1), unicode:characters_to_binary("ab", unicode, latin1)]),
    ?T(unicode:characters_to_list([97 | <<"bc">>])),
    ?T(unicode:characters_to_list([a])),
    ?T(unicode:characters_to_list(["a" | b])),
    ?T(unicode:characters_to_binary(foo)),
    ?T(unicode:characters_to_binary(<<1:3>>)),
    ?T(unicode:characters_to_binary("a", utf9)),
    ?T(unicode:characters_to_list([1 bsl 70])),
    ?T([unicode:bom_to_encoding(X) || X <- [<<239, 187, 191, 1>>, <<254, 255, 0, 97>>, <<255, 254, 97, 0>>, <<0, 0, 254, 255>>, <<255, 254, 0, 0>>, <<"abc">>]]),
    ?T([unicode:encoding_to_bom(E) || E <- Encodings]),
    ?T(unicode:characters_to_binary(lists:duplicate(5000, 16#20ac)) =:= binary:copy(<<"€"/utf8>>, 5000)),
    ?T(length(unicode:characters_to_list(binary:copy(<<"€😀"/utf8>>, 20000)))),
    ?T(unicode:characters_to_list([binary:copy(<<"x">>, 3000), <<195>>]) =:= {incomplete, lists:duplicate(3000, $x), <<195>>}),
    ?T(erlang:phash2(unicode:characters_to_binary([[X, [X + 1 | <<"é"/utf8>>]] || X <- lists:seq(32, 2000)]))),
    ?T([atom_to_list(binary_to_atom(<<"åäö"/utf8>>, utf8)), atom_to_binary('åäö', utf8), atom_to_binary('åäö', latin1), atom_to_binary('λ')]),
    ?T(atom_to_binary('λ', latin1)),
    ?T(list_to_atom([955, 1])),
    ?T(io_lib:printable_unicode_list([955])),
    ?T([io_lib:printable_latin1_list([233]), io_lib:printable_list([955]), io_lib:printable_latin1_list([955])]).
