%% Records: defaults, nesting, matching, updates, guards, record_info, tuples beneath.
-module(record_use).
-export([main/0]).
-include("check.hrl").
-record(point, {x = 0 :: integer(), y = 0}).
-record(line, {from = #point{}, to = #point{x = 1}, tags = [] :: list()}).
-record(empty, {}).
-record(wide, {f1, f2 = two, f3 = f3(), f4, f5 = [], f6 = #{}, f7 = <<>>, f8 = 1.0, f9, f10}).

f3() -> computed.

main() ->
    P = #point{y = ?I(2)},
    L = #line{to = P},
    ?T({P, L, #empty{}, #wide{_ = all}, #wide{f1 = 1, f10 = 10}}),
    ?T(P#point.y),
    ?T(L#line.to#point.y),
    ?T(L#line{from = (L#line.from)#point{x = 9}, tags = [a]}),
    ?T((?I(foo))#point.x),
    ?T((?I({point, 1}))#point.x),
    ?T((?I({point, 1, 2, 3}))#point{x = 1}),
    ?T(record_info(fields, wide)),
    ?T(record_info(size, wide)),
    ?T(#wide.f7),
    ?T([kind(X) || X <- [P, L, #empty{}, {point, 1}, {empty}, foo, #point{x = 5, y = 5}]]),
    ?T(is_record(P, point)),
    ?T(is_record(?I({point, 1}), point)),
    ?T(is_record(?I({point, 1}), point, 2)),
    ?T(lists:keysort(#point.x, [#point{x = 3}, #point{x = 1}, #point{x = 2}])),
    ?T([X || #point{x = X} <- [#point{x = 1}, no, #point{x = 2}, {point}]]),
    ?T(setelement(#point.x, P, new)),
    ?T(erlang:append_element(P, z)),
    ?T(erlang:insert_element(1, {a, b}, z)),
    ?T(erlang:delete_element(1, {a, b})),
    ?T(list_to_tuple([point | [1, 2]]) =:= #point{x = 1, y = 2}),
    ?T(erlang:make_tuple(5, x, [{2, a}, {4, b}, {2, c}])),
    ?T(tuple_to_list(#wide{})),
    ?T(update_many(#wide{})),
    ?T(multi(#line{})),
    ?T(tuple_size(list_to_tuple(lists:seq(1, 100000)))),
    ?T(element(77777, list_to_tuple(lists:seq(1, 100000)))),
    ?T({1, 2} < {1, 2, 0}),
    ?T({9, 9} < {1, 1, 1}).

kind(#point{x = X, y = X}) -> {diagonal, X};
kind(#point{}) -> point;
kind(R) when is_record(R, line) -> line;
kind(#empty{}) -> empty;
kind(_) -> other.

update_many(W) ->
    W1 = W#wide{f1 = 1, f3 = 3, f5 = 5, f7 = 7, f9 = 9},
    W2 = W1#wide{f2 = 2, f4 = 4},
    {W1, W2, W2#wide{f10 = W2}}.

multi(#line{from = #point{x = A, y = B} = F, to = #point{x = C}}) -> {A, B, C, F}.
