%% Small maps: syntax, order, update errors, matching, key kinds.
-module(map_small).
-export([main/0]).
-include("check.hrl").

main() ->
    M = ?I(#{a => 1, "b" => 2, 3 => three, 4.0 => four, {5} => [5], <<"6">> => six}),
    ?T(M),
    ?T(maps:to_list(M)),
    ?T(maps:keys(M)),
    ?T(maps:values(M)),
    ?T(M#{a := 10, new => 11}),
    ?T(M#{a => 10}),
    ?T(M#{missing := 1}),
    ?T((?I(foo))#{a => 1}),
    ?T((?I([]))#{a := 1}),
    ?T(map_size(M)),
    ?T(#{1 => int, 1.0 => float}),
    ?T(maps:get(1, #{1.0 => float}, default)),
    ?T(maps:get(0.0, #{-0.0 => z}, default)),
    ?T(begin #{a := V, 3 := W} = M, {V, W} end),
    ?T(begin #{nope := V} = M, V end),
    ?T(begin #{} = ?I({}), ok end),
    ?T([kind(X) || X <- [#{}, #{type => a}, #{type => b, v => 1}, #{{k, 1} => x}, a]]),
    ?T(dynamic(a, M)),
    ?T(dynamic("b", M)),
    ?T(dynamic(z, M)),
    ?T([#{a => 1} < #{b => 1}, #{a => 2} < #{a => 1, b => 1}, #{a => 1} < #{a => 2}, #{1 => a} < #{1.0 => a}, #{1.0 => a} < #{a => b}]),
    ?T(lists:sort([#{b => 1}, #{a => 9}, #{}, #{a => 1, b => 0}, #{1 => 1}, #{1.0 => 1}, #{"x" => 1}, #{2 => 0}])),
    ?T(nested(#{x => #{y => #{z => deep}}})),
    ?T(#{(?I(k)) => ?I(v), k => w}),
    ?T(#{k => v, (?I(k)) => w}),
    ?T(lists:foldl(fun(I, Acc) -> Acc#{I => I * I} end, #{}, lists:seq(32, 1, -1))),
    ?T(#{ #{a => 1} => map_key, [1, 2] => list_key, fun lists:map/2 => f, 1 bsl 70 => big}),
    ?T(maps:get(1 bsl 70, #{(1 bsl ?I(70)) => big})),
    ?T(erlang:phash2(M)),
    ?T(io_lib:format("~p", [#{z => 1, y => #{x => "str"}}])),
    ?T(is_map_key(a, M) andalso map_get(a, M)),
    ?T(map_get(zz, M)),
    ?T(map_get(zz, ?I(#{}))),
    ?T(maps:from_list([{a, 1}, {b, 2}, {a, 3}])),
    ?T(M =:= maps:from_list(lists:reverse(maps:to_list(M)))),
    ?T(guard_update(#{a => 1})).

kind(#{type := a}) -> is_a;
kind(#{type := T, v := V}) -> {T, V};
kind(#{{k, 1} := X}) -> X;
kind(#{}) -> map;
kind(_) -> other.

dynamic(K, M) ->
    case M of
        #{K := V} -> {found, V};
        _ -> none
    end.

nested(#{x := #{y := #{z := Z}}} = M) -> {Z, M#{x := 1}}.

guard_update(M) when M#{a := 2} =:= #{a => 2} -> updated;
guard_update(_) -> not_updated.
