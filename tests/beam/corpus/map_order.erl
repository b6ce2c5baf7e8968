%% Order of maps' keys: in print, in conversion, in comparison.
-module(map_order).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(#{c => 1, a => 2, b => 3}), ?T(maps:to_list(#{2 => a, 1 => b, 3.0 => c, 1.5 => d})), ?T(maps:keys(#{"b" => 1, "a" => 2, b => 3, {} => 4, [] => 5, 1 => 6, 1.0 => 7, <<>> => 8, #{} => 9})), ?T(lists:sort([#{}, #{a => 1}, #{b => 0}, #{a => 1, b => 1}, #{1 => z}])), ?T(#{a => 1} == #{a => 1.0}), ?T(#{1 => a} == #{1.0 => a}),
    ?T(#{1 => a} < #{1.0 => a}), ?T(#{a => 2} > #{a => 1}), ?T(#{a => 2, b => 1} > #{a => 1, b => 2}), ?T([K || {K, _} <- maps:to_list(maps:from_list([{list_to_atom([C]), C} || C <- "zyxwvutsrqponmlkjihgfedcba"]))] =/= []), ?T(lists:sort(maps:keys(maps:from_list([{N, N} || N <- lists:seq(1, 100)]))) =:= lists:seq(1, 100)), ?T(map_size(#{1 => a, 1.0 => b, "1" => c})), ?T(maps:fold(fun(K, V, A) -> [{K, V} | A] end, [], #{b => 1, a => 2})).
