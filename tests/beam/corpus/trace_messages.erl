%% Messages that traced processes send and receive.
-module(trace_messages).
-export([main/0]).

main() ->
    Me = self(),
    Dead = spawn(fun() -> ok end),
    {Other, _} = spawn_monitor(fun() -> receive stop -> ok end end),
    run([send], fun() ->
        Me ! hello, self() ! [me, "text", <<1, 2, 3>>, #{a => 1}], Dead ! dead, catch nobody ! x,
        erlang:send(Me, {big, lists:seq(1, 5)}), register(trace_named, self()), trace_named ! named,
        {trace_named, node()} ! named2, {nobody, node()} ! z, Other ! go, erlang:send(Me, x, [nosuspend]), ok
    end),
    run(['receive'], fun() ->
        receive after 1 -> ok end, receive nope -> ok after 1 -> ok end
    end),
    run(['receive'], fun() ->
        process_flag(trap_exit, true),
        {P, R} = spawn_monitor(fun() -> ok end),
        receive {'DOWN', R, process, P, normal} -> ok end,
        Q = spawn_link(fun() -> exit(foo) end),
        receive {'EXIT', Q, foo} -> ok end,
        erlang:send_after(0, self(), timer), receive timer -> ok end
    end),
    run([send, 'receive'], fun() -> self() ! one, receive one -> ok end, Me ! {self(), two}, receive three -> ok end end),
    run([send, 'receive', timestamp], fun() -> self() ! one, receive one -> ok end end),
    run([send, monotonic_timestamp], fun() -> self() ! one end),
    run([send, strict_monotonic_timestamp], fun() -> self() ! one, self() ! two end),
    run([send, timestamp, monotonic_timestamp], fun() -> self() ! one end),
    run([], fun() -> self() ! one, receive one -> ok end end),
    Alias = alias([reply]),
    run([send], fun() -> Alias ! by_alias, Alias ! lost end),
    Other ! stop.

run(Flags, F) ->
    {P, R} = spawn_monitor(fun() -> receive go -> F() end end),
    case Flags of [] -> ok; _ -> 1 = erlang:trace(P, true, Flags) end,
    io:format("~0p~n", [Flags]),
    P ! go,
    wait(P, R).

wait(P, R) ->
    receive
        {'DOWN', R, process, P, Why} ->
            D = erlang:trace_delivered(P),
            receive {trace_delivered, P, D} -> ok end,
            told(P, Why);
        {P, two} -> P ! three, wait(P, R)
    end.

told(P, Why) ->
    receive M -> io:format("    ~0p~n", [masked(M, P)]), told(P, Why) after 0 -> io:format("  ~0p~n", [Why]) end.

masked(M, P) when is_tuple(M), element(1, M) =:= trace_ts ->
    L = tuple_to_list(M),
    list_to_tuple([masked(X, P) || X <- lists:droplast(L)] ++ [time(lists:last(L))]);
masked(M, P) -> mask(M, P).

time({A, B, C}) -> {is_integer(A), is_integer(B), is_integer(C)};
time({A, B}) -> {is_integer(A), is_integer(B)};
time(A) -> is_integer(A).

mask(P, P) -> pid;
mask(X, _) when is_pid(X), X =:= self() -> me;
mask(X, _) when is_pid(X) -> other;
mask(X, _) when is_reference(X) -> ref;
mask(X, _) when is_function(X) -> a_fun;
mask(T, P) when is_tuple(T) -> list_to_tuple([mask(X, P) || X <- tuple_to_list(T)]);
mask([H | T], P) -> [mask(H, P) | mask(T, P)];
mask(X, _) -> X.
