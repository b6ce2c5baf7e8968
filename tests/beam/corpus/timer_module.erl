%% The timer module: one-shot, intervals, cancelling, conversions, tc.
-module(timer_module).
-export([main/0]).
-include("check.hrl").

main() ->
    ?T([timer:seconds(2), timer:minutes(2), timer:hours(1), timer:hms(1, 2, 3)]),
    ?T(begin {ok, _} = timer:send_after(5, hello), check:collect(1) end),
    ?T(begin {ok, _} = timer:send_after(5, self(), {to, pid}), check:collect(1) end),
    ?T(begin S = self(), {ok, _} = timer:apply_after(5, erlang, send, [S, applied]), check:collect(1) end),
    ?T(begin {ok, T} = timer:send_after(50, never), R = timer:cancel(T), timer:sleep(60), {R, check:flush()} end),
    ?T(begin {ok, T} = timer:send_interval(5, tick), L = check:collect(3), R = timer:cancel(T), receive tick -> ok after 15 -> ok end, {L, R} end),
    ?T(begin S = self(), {ok, T} = timer:apply_interval(5, erlang, send, [S, again]), L = check:collect(2), timer:cancel(T), timer:sleep(10), length(check:flush()) < 4 andalso L end),
    ?T(timer:cancel(?I(foo))),
    ?T(timer:send_after(?I(-1), x)),
    ?T(timer:apply_after(?I(a), b, c, [])),
    ?T(begin {T, V} = timer:tc(fun() -> lists:sum(lists:seq(1, 1000)) end), {is_integer(T), V} end),
    ?T(element(2, timer:tc(lists, reverse, [[1, 2]]))),
    ?T(timer:now_diff({0, 1, 5}, {0, 0, 7})),
    ?T(timer:sleep(1)),
    ?T(begin P = spawn(fun() -> receive x -> ok end end), R = monitor(process, P), timer:kill_after(5, P), receive {'DOWN', R, _, _, W} -> W end end),
    ?T(begin P = spawn(fun() -> receive x -> ok end end), R = monitor(process, P), timer:exit_after(5, P, reason), receive {'DOWN', R, _, _, W} -> W end end),
    ?T([erlang:convert_time_unit(N, F, T) || {N, F, T} <- [{1, second, millisecond}, {1999, millisecond, second}, {-1, millisecond, second}, {7, 3, 10}, {1, second, native}, {1, perf_counter, perf_counter}]]),
    ?T(begin A = erlang:monotonic_time(), B = erlang:monotonic_time(), B >= A end),
    ?T(begin A = erlang:unique_integer([monotonic]), B = erlang:unique_integer([monotonic]), B > A end),
    ?T(erlang:unique_integer([positive]) > 0),
    ?T(length(lists:usort([erlang:unique_integer() || _ <- lists:seq(1, 1000)]))),
    ?T(abs(erlang:system_time(second) - os:system_time(second)) < 3),
    ?T(abs(erlang:system_time(nanosecond) - (erlang:monotonic_time(nanosecond) + erlang:time_offset(nanosecond))) < 1000000000),
    ?T(begin {A, B, C} = os:timestamp(), [is_integer(X) || X <- [A, B, C]] end),
    ?T(erlang:now() < erlang:now()),
    ?T(begin {{Y, M, D}, {_, _, _}} = calendar:universal_time(), Y >= 2024 andalso calendar:valid_date(Y, M, D) end).
