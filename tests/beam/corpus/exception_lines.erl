%% Stack traces: function, arity, file and line of each frame; tail calls leave none.
-module(exception_lines).
-export([main/0, handler/1]).
-include("check.hrl").
-record(r, {a, b = 2}).

main() ->
    ?T(badmatch(?I(2))),
    ?T(clause(?I(2))),
    ?T(case_clause(?I(2))),
    ?T(if_clause(?I(2))),
    ?T(arith(?I(x))),
    ?T(body(?I(0))),
    ?T(tail(?I(0))),
    ?T(in_fun(?I([1, 2, x]))),
    ?T(in_comprehension(?I([1, x]))),
    ?T(in_foldl(?I([1, x]))),
    ?T(in_map_update(?I(#{}))),
    ?T(in_map_update(?I(nomap))),
    ?T(record(?I({q}))),
    ?T(record_update(?I({q}))),
    ?T(in_guard_bif(?I([]))),
    ?T(via_apply(?I(exception_lines), handler, [1])),
    ?T(via_apply(?I(exception_lines), nothing, [1])),
    ?T(via_apply(?I(no_module), nothing, [1])),
    bad_arity(),
    ?T((?I(not_a_fun))(1, 2)),
    ?T((fun exception_lines:gone/3)(1, 2, 3)),
    ?T((?I(fun(a) -> b end))(c)),
    ?T(lists:map(fun(_) -> error(x) end, [1])),
    ?T(lists:nth(?I(5), [1])),
    ?T(lists:foldl(a, b, c)),
    ?T(string:pad(?I(a), 3)),
    ?T(handler(?I({deep, 3}))),
    ?T(maybe_float(?I(a))),
    ?T(format_exception(?I(1))).

badmatch(X) ->
    1 = X.

clause(1) -> ok.

case_clause(X) ->
    case X of
        1 -> ok;
        a -> no
    end.

if_clause(X) ->
    if
        X > 10 -> ok
    end.

arith(X) ->
    Y = 1,
    Y +
        X.

body(X) ->
    R = middle(X),
    {R}.

middle(X) ->
    [bottom(X)].

bottom(0) -> error({bottom, reached}).

tail(X) -> tail2(X).
tail2(X) -> tail3(X).
tail3(X) -> 1 / X.

in_fun(L) ->
    F = fun(X) ->
        X * 2
    end,
    lists:map(F, L).

in_comprehension(L) ->
    [
        X + 1
     || X <- L
    ].

in_foldl(L) -> lists:foldl(fun(X, A) -> X + A end, 0, L).
in_map_update(M) -> M#{a := 1}.
record(R) -> R#r.a.
record_update(R) -> R#r{a = 1}.
in_guard_bif(L) -> hd(L).
via_apply(M, F, A) -> apply(M, F, A).

handler({deep, 0}) -> binary_to_atom(not_a_binary);
handler({deep, N}) -> [handler({deep, N - 1}) || _ <- [1, 2]];
handler(1) -> throw(thrown).

maybe_float(X) ->
    A = X * 2.0,
    A - 1.0.

format_exception(X) ->
    try
        atom_to_list(X)
    catch
        C:R:S ->
            Above = lists:takewhile(fun(F) -> element(1, F) =/= check end, S),
            io:put_chars(erl_error:format_exception(C, R, Above)),
            ok
    end.

%% The reason holds the fun itself, whose name in print is not the same everywhere.
bad_arity() ->
    try (?I(fun(X) -> X end))(1, 2)
    catch error:{badarity, {F, Args}} when is_function(F, 1) -> io:format("badarity ~p~n", [Args])
    end.
