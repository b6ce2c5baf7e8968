%% Many timers of many kinds, cancelled, read and fired, in the order of their times.
-module(timer_order).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T(begin [erlang:send_after(T, self(), T) || T <- [30, 10, 50, 20, 40]], check:collect(5) end), ?T(begin Rs = [erlang:send_after(20 + N, self(), N) || N <- lists:seq(1, 20)], [erlang:cancel_timer(R) || {N, R} <- lists:enumerate(Rs), N rem 2 =:= 0], L = check:collect(10), receive after 30 -> ok end, {L, check:flush()} end), ?T(begin R = erlang:start_timer(10, self(), m), receive {timeout, R, M} -> M end end), ?T(begin erlang:send_after(10, self(), a), receive a -> early after 5 -> receive a -> late end end end), ?T([begin R = erlang:send_after(100000, self(), x), is_integer(erlang:cancel_timer(R)) end || _ <- lists:seq(1, 200)] =/= []), ?T(nested(5)), ?T(begin {ok, T} = timer:send_interval(5, tick), L = check:collect(4), timer:cancel(T), timer:sleep(10), _ = check:flush(), L end), ?T(erlang:cancel_timer(make_ref())), ?T(begin P = spawn(fun() -> receive after infinity -> ok end end), erlang:send_after(5, P, x), timer:sleep(10), A = is_process_alive(P), exit(P, kill), A end), ?T(check:flush()).

nested(0) -> done;
nested(N) -> erlang:send_after(2, self(), {n, N}), receive {n, N} -> nested(N - 1) end.
