%% Type tests, size functions and conversions of every kind of term, as functions.
-module(bif_types).
-export([main/0]).
-include("check.hrl").

main() ->
    Ts = [0, 1 bsl 70, 1.5, a, true, [], [1], "s", {}, {1, 2}, <<>>, <<1:3>>, #{}, #{a => 1}, fun lists:map/2, self(), make_ref()],
    [io:format("~0p: ~w~n", [check:mask(T), [try check:mask(erlang:F(T)) catch error:R -> R end || F <- [is_atom, is_list, is_number, is_bitstring, is_function, length, size, tuple_size, byte_size, bit_size, map_size, hd, tl, abs, trunc, float, atom_to_list, tuple_to_list, list_to_tuple, integer_to_list, is_boolean, is_reference]]]) || T <- Ts],
    ?T([is_function(F, N) || F <- [fun lists:map/2, fun() -> ok end, a], N <- [0, 2]]), ?T(is_function(?I(a), b)), ?T([is_record(T, ?I(r)) || T <- [{r}, {r, 1}, r, {s}]]), ?T(is_record(?I({r, 1}), r, 2)), ?T([is_map_key(a, #{a => 1}), is_map_key(b, #{})]), ?T(is_map_key(a, ?I(b))).
