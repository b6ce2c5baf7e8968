%% Atoms: text, order, limits, quoting, existing atoms.
-module(atom_text).
-export([main/0]).
-include("check.hrl").

main() ->
    check:unicode(),
    ?T([atom_to_list(A) || A <- ['', a, 'A b', 'åäö', 'λ', '\n', 'a.b']]),
    ?T([atom_to_binary(A) || A <- ['', a, 'åäö', 'λ']]),
    ?T([list_to_atom(L) || L <- ["", "a", "A b", [229], [955], "ok"]]),
    ?T(list_to_atom("ok") =:= ok),
    ?T([binary_to_atom(B) || B <- [<<>>, <<"a">>, <<"λ"/utf8>>]]),
    ?T(binary_to_atom(<<229>>, latin1)),
    ?T(binary_to_atom(<<229>>, utf8)),
    ?T(binary_to_atom(<<"a", 195>>)),
    ?T(list_to_atom([1 bsl 30])),
    ?T(list_to_atom([16#d800])),
    ?T(atom_to_list(list_to_atom(lists:duplicate(255, $x))) =:= lists:duplicate(255, $x)),
    ?T(list_to_atom(lists:duplicate(256, $x))),
    ?T(length(atom_to_list(list_to_atom(lists:duplicate(255, 955))))),
    ?T(binary_to_atom(binary:copy(<<"λ"/utf8>>, 256))),
    ?T(list_to_existing_atom("erlang")),
    ?T(list_to_existing_atom("this atom was never made " ++ integer_to_list(12345))),
    ?T(begin list_to_atom("made " ++ ?I("now")), list_to_existing_atom("made now") end),
    ?T(lists:sort([b, a, 'B', aa, '', 'é', e, f, 'λ', zz, 'a b', 'a1', a_])),
    ?T(io_lib:format("~p ~w ~s", ['hello world', 'X', 'a b'])),
    ?T([io_lib:format("~p", [A]) || A <- ['case', 'when', of_, 'Of', 'a@', '@', '_x', 'é', 'É', 'a-b', 'a\'b', 'a\\b', 'tab\t', 'ctl\1', [], 'div']]),
    ?T([erlang:phash2(A) || A <- [a, b, 'åäö', '']]),
    ?T(length(lists:usort([list_to_atom("atom" ++ integer_to_list(N)) || N <- lists:seq(1, 20000)]))),
    ?T([is_atom(X) || X <- [a, true, undefined, "a", <<"a">>]]),
    ?T([true and false, true == 'true', undefined =:= 'undefined']),
    ?T([a < b, 'Z' < a, ab < b, '' < a, 'é' > z]),
    ?T(erlang:atom_to_list(?I(1))),
    ?T(binary_to_atom(?I("x"))).
