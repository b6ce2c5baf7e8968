%% Every guard test and guard function on every kind of term, in guards and in bodies.
-module(guard_tests).
-export([main/0]).
-include("check.hrl").

main() ->
    Terms = [0, -1, 1 bsl 80, 1.5, a, true, [], [1], [1 | 2], "ab", {}, {1, 2}, #{}, #{a => 1}, <<>>, <<1>>, <<1:3>>,
             fun() -> ok end, fun lists:map/2, self(), make_ref()],
    [io:format("~w: ~w~n~w~n", [check:mask(T), tests(T), sizes(T)]) || T <- Terms],
    ?T(choose(?I(1), ?I(2))),
    ?T(choose(?I(a), ?I(2))),
    ?T(choose(?I([1, 2]), ?I({3}))),
    ?T(choose(?I({5}), ?I(1))),
    ?T(choose(?I(#{k => 5}), ?I(1))),
    ?T([logic(A, B) || A <- [true, false, nope], B <- [true, false, nope]]),
    ?T(?I(true) and ?I(nope)),
    ?T(?I(nope) or true),
    ?T(not ?I(1)),
    ?T(?I(nope) andalso true),
    ?T(?I(true) andalso nope),
    ?T(?I(false) orelse nope),
    ?T(?I(1) orelse nope),
    ?T(begin X = ?I(1), if X == 2 -> a; true -> b end end),
    ?T(no_if(?I(3))),
    ?T(no_case(?I(3))),
    ?T([in(X) || X <- [1, 2.0, 3, x, 11, 10.5, -1]]).

tests(T) ->
    [
        F
     || F <- [is_atom, is_binary, is_bitstring, is_boolean, is_float, is_function, is_integer, is_list, is_map, is_number, is_pid, is_port, is_reference, is_tuple],
        erlang:F(T)
    ] ++ clauses(T).

clauses(T) ->
    [atom || is_atom(T)] ++ [binary || is_binary(T)] ++ [bits || is_bitstring(T)] ++ [bool || is_boolean(T)] ++
        [f0 || is_function(T, 0)] ++ [f2 || is_function(T, 2)] ++ [int || is_integer(T)] ++ [num || is_number(T)] ++
        [list || is_list(T)] ++ [map || is_map(T)] ++ [key || is_map_key(a, T)] ++ [pid || is_pid(T)] ++
        [tuple || is_tuple(T)] ++ [ref || is_reference(T)] ++ [record || is_record(T, r, 1)].

sizes(T) ->
    [L || L <- [T], length(L) > 0] ++ [{tuple, tuple_size(X)} || X <- [T], tuple_size(X) >= 0] ++
        [{bytes, byte_size(X)} || X <- [T], byte_size(X) >= 0] ++ [{bits, bit_size(X)} || X <- [T], bit_size(X) >= 0] ++
        [{size, size(X)} || X <- [T], size(X) >= 0] ++ [{map, map_size(X)} || X <- [T], map_size(X) >= 0] ++
        [{hd, hd(X)} || X <- [T], hd(X) =/= x] ++ [{element, element(1, X)} || X <- [T], element(1, X) =/= x].

choose(A, B) when A < B, is_integer(A); is_list(A) -> first;
choose(A, B) when element(1, A) > B -> second;
choose(A, B) when map_get(k, A) > B -> third;
choose(A, B) when not (A == B) andalso (is_atom(A) orelse B > 5) -> fourth;
choose(_, _) -> none.

logic(A, B) ->
    [
        if A and B -> 'and'; true -> n end,
        if A or B -> 'or'; true -> n end,
        if A xor B -> 'xor'; true -> n end,
        if not A -> 'not'; true -> n end,
        if A andalso B -> 'andalso'; true -> n end,
        if A orelse B -> 'orelse'; true -> n end
    ].

no_if(X) -> if X < 0 -> neg; X =:= 0 -> zero end.
no_case(X) -> case X of 1 -> one; {_} -> t end.
in(X) when is_integer(X), X >= 1, X =< 10 -> small;
in(X) when is_number(X), X > 10 -> large;
in(X) when is_float(X) -> float;
in(_) -> other.
