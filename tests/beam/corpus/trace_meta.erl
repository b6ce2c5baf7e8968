%% Functions that are traced whoever calls them.
-module(trace_meta).
-export([main/0, a/1, b/1]).

main() ->
    Me = self(),
    T = spawn_link(fun() -> collect(Me) end),
    p({?MODULE, a, 1}, [{'_', [], [{exception_trace}, {message, {caller}}]}], [{meta, T}]),
    p({?MODULE, b, 1}, true, [{meta, T}, local]),
    io:format("~0p~n", [masked(erlang:trace_info({?MODULE, a, 1}, all), T)]),
    io:format("~0p~n", [masked(erlang:trace_info({?MODULE, b, 1}, all), T)]),
    a(1), catch a(x), ?MODULE:b(2),
    show(T),
    {P, R} = spawn_monitor(fun() -> receive go -> a(3) end end),
    erlang:trace(P, true, [call]),
    P ! go,
    receive {'DOWN', R, _, _, _} -> ok end,
    show(T),
    D = erlang:trace_delivered(P),
    receive {trace_delivered, P, D} -> ok end,
    receive M -> io:format("mine ~0p~n", [masked(M, P)]) after 0 -> ok end,
    p({?MODULE, a, 1}, [{[4], [], [{enable_trace, call}]}], [{meta, T}]),
    {P2, R2} = spawn_monitor(fun() -> receive go -> a(3), a(4) end end),
    P2 ! go,
    receive {'DOWN', R2, _, _, _} -> ok end,
    show(T),
    p({?MODULE, '_', '_'}, false, [meta]),
    a(1),
    show(T),
    io:format("~0p~n", [erlang:trace_info({?MODULE, a, 1}, meta)]),
    io:format("~0p~n", [erlang:trace_info({?MODULE, b, 1}, traced)]).

p(MFA, Spec, Flags) ->
    io:format("~0p: ~0p~n", [Spec, erlang:trace_pattern(MFA, Spec, Flags)]).

collect(To) ->
    receive
        {show, Ref} -> To ! {Ref, done}, collect(To);
        M -> To ! {told, self(), M}, collect(To)
    end.

%% What is meta traced has a time with it.
show(T) ->
    Ref = make_ref(),
    erlang:trace_delivered(all),
    receive {trace_delivered, all, _} -> ok end,
    T ! {show, Ref},
    receive {Ref, done} -> ok end,
    drain(T).

drain(T) ->
    receive
        {told, T, M} ->
            {A, B, C} = element(tuple_size(M), M),
            io:format("    ~0p ~p~n", [without_pid(M), is_integer(A + B + C)]),
            drain(T)
    after 0 -> ok
    end.

without_pid(M) -> [trace_ts, _ | Rest] = tuple_to_list(M), lists:droplast(Rest).

masked(P, P) -> pid;
masked(M, P) when is_tuple(M) -> list_to_tuple([masked(X, P) || X <- tuple_to_list(M)]);
masked(M, P) when is_list(M) -> [masked(X, P) || X <- M];
masked(M, _) -> M.

a(X) -> b(X) + 1.
b(X) -> X.
