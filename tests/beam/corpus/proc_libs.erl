%% proc_lib and sys: start functions, acknowledgements, initial calls, tracing of system messages, debug.
-module(proc_libs).
-export([main/0, ack/1, no_ack/0, fail/1, sysloop/2, system_continue/3, system_terminate/4, system_code_change/4, system_get_state/1, system_replace_state/2]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    ?T(begin {ok, P, X} = proc_lib:start_link(?MODULE, ack, [extra]), {is_pid(P), X} end),
    ?T(proc_lib:start(?MODULE, no_ack, [])),
    ?T(proc_lib:start_link(?MODULE, fail, [reason])),
    ?T(proc_lib:start(?MODULE, ack, [slow], 10)),
    ?T(proc_lib:start_monitor(?MODULE, fail, [x]) =/= y),
    ?T(begin P = proc_lib:spawn(fun() -> receive x -> ok end end), R = {proc_lib:initial_call(P), proc_lib:translate_initial_call(P)}, exit(P, kill), element(2, R) end),
    ?T(begin P = proc_lib:spawn(?MODULE, ack, [slow]), R = {proc_lib:initial_call(P), proc_lib:translate_initial_call(P)}, exit(P, kill), R end),
    ?T(begin P = proc_lib:spawn(fun() -> timer:sleep(50) end), {dictionary, D} = process_info(P, dictionary), [K || {K, _} <- D] end),
    ?T(proc_lib:stop(proc_lib:spawn(fun() -> receive x -> ok end end), shutdown, 20)),
    {ok, S} = proc_lib:start_link(?MODULE, sysloop, [self(), 0]),
    ?T(sys:get_state(S)),
    ?T(sys:replace_state(S, fun(N) -> N + 5 end)),
    ?T([begin S ! {bump, self()}, check:collect(1) end || _ <- [1, 2]]),
    ?T(begin sys:suspend(S), S ! {bump, self()}, R = check:flush(), sys:resume(S), {R, check:collect(1)} end),
    ?T(sys:statistics(S, true)),
    ?T(element(1, sys:statistics(S, get))),
    ?T(sys:log(S, true)),
    ?T(begin S ! {bump, self()}, check:collect(1), timer:sleep(5), {ok, L} = sys:log(S, get), length(L) end),
    ?T(sys:trace(S, true)),
    ?T(begin S ! {bump, self()}, check:collect(1), timer:sleep(20) end),
    ?T(sys:no_debug(S)),
    ?T(sys:change_code(S, ?MODULE, "1", extra)),
    ?T(begin sys:suspend(S), R = sys:change_code(S, ?MODULE, "1", extra), sys:resume(S), {R, sys:get_state(S)} end),
    ?T(sys:terminate(S, bye)),
    ?T([R || {'EXIT', P, R} <- check:collect(1), P =:= S]),
    ?T(sys:get_state(S, 10) =/= x),
    ?T(proc_lib:format({[[{initial_call, {m, f, ['Argument__1']}}, {pid, self()}, {registered_name, []}, {error_info, {error, boom, [{m, f, 1, []}]}}, {ancestors, []}], []]}) =/= x),
    ?T(proc_lib:hibernate(?I(a), b, c) =/= x).

ack(slow) -> timer:sleep(100), proc_lib:init_ack({ok, self()});
ack(X) -> proc_lib:init_ack({ok, self(), X}), receive stop -> ok after 1000 -> ok end.
no_ack() -> ok.
fail(R) -> proc_lib:init_ack({error, R}), exit(R).

sysloop(Parent, N) ->
    proc_lib:init_ack({ok, self()}),
    loop(Parent, sys:debug_options([]), N).

loop(Parent, Debug, N) ->
    receive
        {system, From, Request} -> sys:handle_system_msg(Request, From, Parent, ?MODULE, Debug, N);
        {bump, Pid} ->
            D2 = sys:handle_debug(Debug, fun(Dev, E, X) -> io:format(Dev, "debug ~p ~p~n", [element(1, E), X]) end, extra, {in, bump}),
            Pid ! {now, N + 1},
            loop(Parent, D2, N + 1)
    end.

system_continue(Parent, Debug, N) -> loop(Parent, Debug, N).
system_terminate(R, _, _, N) -> io:format("terminating at ~p~n", [N]), exit(R).
system_code_change(N, _, Old, Extra) -> {ok, {N, Old, Extra}}.
system_get_state(N) -> {ok, N}.
system_replace_state(F, N) -> {ok, F(N), F(N)}.
