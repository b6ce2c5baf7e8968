%% Messages: order, selective receive, timeouts, after 0, floods, big ones.
-module(proc_messages).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(begin [self() ! N || N <- lists:seq(1, 10)], check:flush() end),
    ?T(selective()),
    ?T(receive after 0 -> nothing end),
    ?T(receive after 1 -> nothing end),
    ?T(receive X -> X after ?I(5) -> timed end),
    ?T(receive after ?I(-1) -> x end),
    ?T(receive after ?I(foo) -> x end),
    ?T(receive after ?I(1 bsl 33) -> x end),
    ?T(after_zero_priority()),
    ?T(keep_order()),
    ?T(ref_receive(2000)),
    ?T(flood(50000)),
    ?T(big_messages()),
    ?T(ping_pong(2000)),
    ?T(ring(100, 50)),
    ?T(ring(10000, 1)),
    ?T(erlang:send(self(), x, [nosuspend])),
    ?T(check:flush()),
    ?T(self() ! {returns, message}),
    ?T(check:flush()),
    ?T(?I(unregistered) ! x),
    ?T({?I(unregistered), node()} ! x),
    ?T(?I("x") ! x),
    ?T(begin P = spawn(fun() -> ok end), timer:sleep(10), P ! to_the_dead end),
    ?T(nested_receive()),
    ?T(guards()),
    ?T(erlang:send_nosuspend(self(), y)),
    ?T(check:flush()),
    ?T(element(2, process_info(self(), message_queue_len))),
    ?T(sorted_insert([5, 3, 9, 1])).

selective() ->
    [self() ! {N, X} || {N, X} <- [{c, 1}, {b, 2}, {a, 3}, {b, 4}]],
    L = [receive {K, V} -> {K, V} end || K <- [a, b, b, c]],
    {L, check:flush()}.

after_zero_priority() ->
    [self() ! N || N <- [low1, {high, 1}, low2, {high, 2}]],
    prioritised([]).

prioritised(Acc) ->
    receive
        {high, _} = M -> prioritised([M | Acc])
    after 0 ->
        receive M -> prioritised([M | Acc]) after 0 -> lists:reverse(Acc) end
    end.

keep_order() ->
    Self = self(),
    spawn(fun() -> [Self ! {x, N} || N <- lists:seq(1, 1000)], Self ! done end),
    receive done -> ok end,
    [N || {x, N} <- check:flush()] =:= lists:seq(1, 1000).

%% With a queue of waiting messages: each reply is new, so the old ones need not be looked at.
ref_receive(N) ->
    [self() ! {noise, I} || I <- lists:seq(1, 5000)],
    Pid = spawn(fun Echo() -> receive {F, R} -> F ! R, Echo(); stop -> ok end end),
    [begin R = make_ref(), Pid ! {self(), R}, receive R -> ok end end || _ <- lists:seq(1, N)],
    Pid ! stop,
    length(check:flush()).

flood(N) ->
    Self = self(),
    Pid = spawn(fun() -> Self ! {sum, count(0)} end),
    [Pid ! I || I <- lists:seq(1, N)],
    Pid ! stop,
    receive {sum, S} -> S end.

count(S) -> receive stop -> S; I -> count(S + I) end.

big_messages() ->
    Self = self(),
    T = {lists:seq(1, 50000), binary:copy(<<"z">>, 100000), maps:from_list([{I, I} || I <- lists:seq(1, 1000)])},
    Pid = spawn(fun() -> receive M -> Self ! {back, M} end end),
    Pid ! T,
    receive {back, M} -> M =:= T end.

ping_pong(N) ->
    Self = self(),
    Pid = spawn(fun() -> pong() end),
    R = pings(Pid, N, 0),
    Pid ! {stop, Self},
    receive stopped -> R end.

pings(_, 0, S) -> S;
pings(P, N, S) -> P ! {self(), N}, receive {pong, N} -> pings(P, N - 1, S + N) end.
pong() -> receive {stop, F} -> F ! stopped; {F, N} -> F ! {pong, N}, pong() end.

ring(Size, Rounds) ->
    First = self(),
    Last = lists:foldl(fun(_, Next) -> spawn(fun() -> forward(Next) end) end, First, lists:seq(1, Size)),
    R = rounds(Last, Rounds, 0),
    Last ! stop,
    receive stop -> R end.

rounds(_, 0, S) -> S;
rounds(P, N, S) -> P ! {token, 0}, receive {token, K} -> rounds(P, N - 1, S + K) end.
forward(Next) -> receive {token, N} -> Next ! {token, N + 1}, forward(Next); stop -> Next ! stop end.

nested_receive() ->
    [self() ! M || M <- [a, b, c]],
    receive b -> receive a -> receive c -> all end end end.

guards() ->
    [self() ! N || N <- [1, 50, x, 100]],
    A = receive N when is_integer(N), N > 60 -> N end,
    B = receive N2 when is_atom(N2); N2 > 40 -> N2 end,
    {A, B, check:flush()}.

sorted_insert(L) ->
    [self() ! {prio, N} || N <- L],
    [receive {prio, N} -> N end || N <- lists:sort(L)].
