%% Exceptions in handlers, in after, across funs: what runs, in which order, and what is seen.
-module(exception_nested).
-export([main/0]).
-include("check.hrl").

main() ->
    [begin put(log, []), R = try run(K) catch C:E -> {C, E} end, io:format("~p: ~p ~p~n", [K, R, lists:reverse(erase(log))]) end
     || K <- [plain, handler_throws, after_throws, both, nested_catch, of_throws, reraise, after_value, loop, exit_inside, three, stack_kept, catch_in_catch]],
    ?T(try_in_list([1, a, 2])),
    ?T(bound(?I({ok, 1}))),
    ?T(bound(?I(bad))),
    ?T(first_ok([fun() -> error(a) end, fun() -> throw(b) end, fun() -> c end, fun() -> d end])),
    ?T(with_resource(fun(X) -> X * 2 end)),
    ?T(with_resource(fun(_) -> error(inside) end)),
    ?T(classes(fun() -> exit({a, {b, c}}) end)),
    ?T(classes(fun() -> error({badmatch, [1]}) end)),
    ?T(loops(1000)),
    ?T(deep_catch(5000)),
    ?T((catch (catch error(a)) + 1) =/= x),
    ?T(begin X = (catch throw(1)), Y = (catch X + 1), {X, Y} end).

note(X) -> put(log, [X | get(log)]), X.
run(plain) -> try note(a) after note(b) end;
run(handler_throws) -> try error(x) catch _:_ -> note(h), throw(from_handler) after note(af) end;
run(after_throws) -> try note(v) after note(af), throw(from_after) end;
run(both) -> try error(first) after error(second) end;
run(nested_catch) -> try try throw(1) catch error:_ -> no end catch throw:X -> {got, X} after note(outer) end;
run(of_throws) -> try note(v) of v -> throw(in_of) catch throw:in_of -> never after note(af) end;
run(reraise) -> try try error(deep) catch C:E:S -> note(seen), erlang:raise(C, {wrapped, E}, S) end catch _:W -> W end;
run(after_value) -> X = try 1 after 2 end, Y = (try throw(3) catch Z -> Z after 4 end), {X, Y};
run(loop) -> [try case I rem 3 of 0 -> throw(I); 1 -> error(I); 2 -> I end catch throw:T -> {t, T}; error:E -> {e, E} after note(I) end || I <- lists:seq(1, 5)];
run(exit_inside) -> try exit(normal) catch exit:R -> {exit, R} end;
run(three) -> try try try error(1) after note(1) end after note(2) end catch error:1 -> note(3) after note(4) end;
run(stack_kept) -> try try lists:nth(0, []) catch error:R:S -> erlang:raise(error, R, S) end catch error:_:S2 -> [{M, F} || {M, F, _, _} <- lists:sublist(S2, 1)] end;
run(catch_in_catch) -> catch begin (catch throw(a)), throw(b) end.

try_in_list(L) -> [try X + 1 catch error:badarith -> {bad, X} end || X <- L].
bound(T) -> try {ok, X} = T, X of 1 -> one; N -> {n, N} catch error:{badmatch, B} -> {badmatch, B} end.
first_ok([F | T]) -> try F() catch _:_ -> first_ok(T) end.
with_resource(F) -> put(res, open), try F(21) of R -> {R, get(res)} catch error:E -> {failed, E, get(res)} after put(res, closed), io:format("~p~n", [get(res)]) end.
classes(F) -> {try F() catch error:{badmatch, [X]} -> {bm, X}; exit:{A, {_, B}} -> {ex, A, B} end, try F() catch C:_ when C =:= exit -> is_exit; _:_ -> not_exit end, element(1, (catch F()))}.
loops(N) -> lists:sum([try if I rem 2 =:= 0 -> throw(I); true -> 0 end catch X -> X end || I <- lists:seq(1, N)]).
deep_catch(0) -> throw(bottom);
deep_catch(N) -> try deep_catch(N - 1) catch error:_ -> never after ok end.
