%% try, catch, after, of, nested and rethrown: values, order of effects, stack traces.
-module(exception_classes).
-export([main/0]).
-include("check.hrl").

main() ->
    Kinds = [{error, boom}, {exit, normal}, {throw, ball}, {error, {badmatch, 1}}, {exit, {a, b}}, {value, 42}],
    [io:format("~p: ~p ~p ~p ~p~n", [K, guarded(K), nested(K), of_clause(K), after_value(K)]) || K <- Kinds],
    [io:format("~p: ~p~n", [K, old_catch(K)]) || K <- Kinds],
    ?T(raise({error, boom})),
    ?T(raise({exit, bye})),
    ?T(raise({throw, {ball, [1, 2]}})),
    ?T(rethrow({error, inner})),
    ?T(reraise({error, inner})),
    ?T(uncaught_of(3)),
    ?T(error(custom, [1, {a}])),
    ?T(error(custom, none)),
    ?T(erlang:error(custom, [x], [{error_info, #{cause => why}}])),
    ?T(erlang:raise(error, r, [{m, f, 2, []}, {m, g, [1, 2], [{line, 7}]}])),
    ?T(erlang:raise(error, r, bad_stack)),
    ?T(erlang:raise(bad_class, r, [])),
    ?T(throw(?I(x))),
    ?T(cleanup()),
    ?T(in_after()),
    ?T(catch_all(fun() -> error(a) end)),
    ?T(catch_all(fun() -> throw(b) end)),
    ?T(catch_all(fun() -> exit(c) end)),
    ?T(catch_all(fun() -> c end)),
    ?T(deep(50)),
    ?T(begin catch error(?I(lost)), still_here end),
    ?T(1 + (catch throw(?I(2)))),
    ?T((catch exit(?I(out)))).

raise({value, V}) -> V;
raise({C, R}) -> erlang:C(R).

guarded(K) ->
    try raise(K)
    catch
        error:{badmatch, V} when V > 0 -> {badmatch, V};
        error:E -> {error, E};
        exit:{A, _} when is_atom(A) -> {exit_pair, A};
        exit:E -> {exit, E};
        T -> {thrown, T}
    end.

nested(K) ->
    put(trace, []),
    R =
        try
            try
                note(start),
                raise(K)
            after
                note(inner_after)
            end
        catch
            throw:T -> note(caught), {t, T};
            C:E -> note(C), {C, E}
        after
            note(outer_after)
        end,
    {R, lists:reverse(erase(trace))}.

note(X) -> put(trace, [X | get(trace)]).

of_clause(K) ->
    try raise(K) of
        42 -> answer;
        N -> {other, N}
    catch
        C:_ -> C
    end.

after_value(K) ->
    try
        try raise(K) after ignored end
    catch
        C:R -> [C, R]
    end.

old_catch(K) ->
    case catch raise(K) of
        {'EXIT', {R, S}} when is_list(S) -> {old_error, R, length(S) > 0};
        {'EXIT', R} -> {old_exit, R};
        V -> {old, V}
    end.

rethrow(K) ->
    try raise(K)
    catch C:R -> erlang:C({again, R})
    end.

reraise(K) ->
    try raise(K)
    catch C:R:S -> erlang:raise(C, {again, R}, S)
    end.

uncaught_of(X) ->
    try ?I(X) of
        1 -> one
    catch
        _:_ -> never
    end.

cleanup() ->
    try error(first) after error(second) end.

in_after() ->
    try ok after throw(from_after) end.

catch_all(F) ->
    try F()
    catch _:_:_ -> caught
    end.

deep(0) -> error(bottom);
deep(N) -> 1 + deep(N - 1).
