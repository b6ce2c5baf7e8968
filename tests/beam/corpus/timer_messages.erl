%% send_after, start_timer, cancel, read: order, what is left, to names and to the dead.
-module(timer_messages).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(begin [erlang:send_after(N * 10, self(), N) || N <- [5, 1, 4, 2, 3]], check:collect(5) end),
    ?T(begin erlang:send_after(0, self(), zero), check:collect(1) end),
    ?T(begin R = erlang:start_timer(5, self(), payload), receive {timeout, R, P} -> P end end),
    ?T(cancelled()),
    ?T(cancelled_twice()),
    ?T(expired()),
    ?T(read()),
    ?T(async()),
    ?T(named()),
    ?T(dead_receiver()),
    ?T(absolute()),
    ?T(owner_dies()),
    ?T(many(2000)),
    ?T(same_time(100)),
    ?T(receive_timeout()),
    ?T(receive_not_early()),
    ?T(erlang:cancel_timer(make_ref())),
    ?T(erlang:send_after(?I(1 bsl 70), self(), x)),
    ?T(erlang:send_after(?I(1.5), self(), x)),
    ?T(erlang:start_timer(1, ?I(no), x) =/= x),
    ?T(erlang:send_after(1, self(), x, [bad])),
    ?T(erlang:cancel_timer(?I(a), [{async, true}])),
    ?T(begin R = erlang:send_after(1 bsl 31, self(), x), L = erlang:cancel_timer(R), L > 1 bsl 30 end),
    ?T(check:flush()).

cancelled() ->
    R = erlang:send_after(1000, self(), never),
    Left = erlang:cancel_timer(R),
    {Left > 900 andalso Left =< 1000, check:flush()}.

cancelled_twice() ->
    R = erlang:send_after(1000, self(), never),
    erlang:cancel_timer(R),
    {erlang:cancel_timer(R), erlang:read_timer(R)}.

expired() ->
    R = erlang:send_after(1, self(), now_),
    receive now_ -> ok end,
    {erlang:cancel_timer(R), erlang:read_timer(R)}.

read() ->
    R = erlang:start_timer(5000, self(), x),
    T = erlang:read_timer(R),
    erlang:cancel_timer(R, [{info, false}]),
    {T > 4000, erlang:cancel_timer(R, [{async, false}, {info, true}])}.

async() ->
    R = erlang:send_after(5000, self(), x),
    A = erlang:cancel_timer(R, [{async, true}]),
    B = receive {cancel_timer, R, Left} -> is_integer(Left) end,
    R2 = erlang:send_after(5000, self(), x),
    C = erlang:read_timer(R2, [{async, true}]),
    D = receive {read_timer, R2, L2} -> is_integer(L2) end,
    E = erlang:cancel_timer(R2, [{async, true}, {info, false}]),
    {A, B, C, D, E, check:flush()}.

named() ->
    register(timer_target, self()),
    erlang:send_after(5, timer_target, to_name),
    erlang:send_after(5, nobody_of_this_name, lost),
    R = check:collect(1),
    unregister(timer_target),
    R.

dead_receiver() ->
    P = spawn(fun() -> ok end),
    erlang:send_after(5, P, x),
    R = erlang:start_timer(1000, P, x),
    timer:sleep(20),
    erlang:cancel_timer(R) =:= false.

absolute() ->
    T = erlang:monotonic_time(millisecond) + 20,
    erlang:send_after(T, self(), at, [{abs, true}]),
    receive at -> erlang:monotonic_time(millisecond) >= T end.

owner_dies() ->
    Self = self(),
    {_, M} = spawn_monitor(fun() -> erlang:send_after(20, Self, from_the_dead) end),
    receive {'DOWN', M, _, _, _} -> ok end,
    check:collect(1).

many(N) ->
    [erlang:send_after(1 + (I * 7919) rem 50, self(), {t, I}) || I <- lists:seq(1, N)],
    lists:sum([I || {t, I} <- check:collect(N)]).

same_time(N) ->
    T = erlang:monotonic_time(millisecond) + 10,
    [erlang:send_after(T, self(), I, [{abs, true}]) || I <- lists:seq(1, N)],
    lists:sort(check:collect(N)) =:= lists:seq(1, N).

receive_timeout() ->
    self() ! other,
    R = receive wanted -> got after 10 -> timeout end,
    {R, check:flush()}.

receive_not_early() ->
    T0 = erlang:monotonic_time(microsecond),
    receive after 15 -> ok end,
    erlang:monotonic_time(microsecond) - T0 >= 15000.
