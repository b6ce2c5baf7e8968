%% Options and flags of processes that are wrong, what is told of each, and what hides in a sensitive process.
-module(proc_options).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    [?T(spawn_opt(m, f, [a], [Option])) || Option <- bad_options()],
    [?T(process_flag(Flag, Value)) || {Flag, Value} <- bad_flags()],
    ?T([process_flag(F, V) || {F, V} <- [{scheduler, 1}, {scheduler, 0}, {save_calls, 10}, {save_calls, 0}]]),
    ?T(process_flag(?I(99), save_calls, 0)),
    ?T(process_flag(self(), trap_exit, true)),
    ?T(suspending()),
    ?T(sensitive()),
    ?T(hibernating()),
    ?T((?I(1)):f()),
    ?T((?I(m)):(?I(1))(a, b)),
    ?T(apply(?I(1), f, ?I([a]))),
    [?T(erlang:suspend_process(A, B)) || {A, B} <- [{x, [x]}, {self(), [x]}, {self(), []}]],
    ?T(erlang:port_info(?I([]))),
    ?T(erlang:port_info(?I(no_such_port))),
    ?T(port_command(x, [[] | y], [z])),
    ?T(binary_to_term(x, [unknown])),
    ?T(erlang:external_size(x, [{minor_version, 1}])),
    ?T(erlang:trace_info({lists, map, 2}, unknown)),
    ?T(erlang:trace_info(1, 2)),
    ?T(erlang:trace_info({lists, map, x}, flags)),
    [?T(erlang:system_flag(Flag, Value)) || {Flag, Value} <- bad_system_flags()],
    ?T(defaults()).

bad_options() ->
    [link_, {monitor, x}, {monitor, [{alias, x}]}, {monitor, [{tag}]}, {priority, x}, {max_heap_size, x}, {max_heap_size, -1}] ++
        [{max_heap_size, #{size => 10}}, {max_heap_size, #{kill => true}}, {min_heap_size, -1}, {min_bin_vheap_size, a}] ++
        [{fullsweep_after, -1}, {message_queue_data, a}, {scheduler, a}, {reply_tag, x}, {reply, yes}].

bad_flags() ->
    [{scheduler, 99}, {scheduler, x}, {save_calls, -1}, {save_calls, 10001}, {max_heap_size, #{}}, {max_heap_size, 1}] ++
        [{fullsweep_after, -1}, {message_queue_data, x}, {sensitive, x}, {error_handler, 1}, {nothing, 1}, {1, 1}].

bad_system_flags() ->
    [{backtrace_depth, x}, {max_heap_size, x}, {multi_scheduling, x}, {scheduler_wall_time, x}, {scheduler_bind_type, x}] ++
        [{time_offset, x}, {microstate_accounting, x}, {trace_control_word, -1}, {nothing, 1}, {1, 1}].

suspending() ->
    Pid = spawn(fun() -> receive stop -> ok end end),
    A = erlang:suspend_process(Pid, [unless_suspending, {asynchronous, first}]),
    B = erlang:suspend_process(Pid, [unless_suspending]),
    C = erlang:suspend_process(Pid, [{asynchronous, second}]),
    Told = check:collect(2),
    D = [erlang:resume_process(Pid), erlang:resume_process(Pid), catch_badarg(fun() -> erlang:resume_process(Pid) end)],
    Pid ! stop,
    normal_or_noproc(Pid),
    E = erlang:suspend_process(Pid, [{asynchronous, third}]),
    {A, B, C, Told, D, E, check:collect(1), catch_badarg(fun() -> erlang:suspend_process(Pid) end)}.

normal_or_noproc(Pid) ->
    Reason = check:wait_down(Pid),
    true = Reason =:= normal orelse Reason =:= noproc.

catch_badarg(F) ->
    try F() catch error:badarg -> badarg end.

sensitive() ->
    Self = self(),
    Pid = spawn(fun() -> put(key, value), process_flag(sensitive, true), Self ! ready, receive stop -> ok end end),
    receive ready -> ok end,
    Pid ! one,
    Pid ! two,
    Told = [process_info(Pid, Item) || Item <- [messages, message_queue_len, dictionary, backtrace]],
    exit(Pid, kill),
    Told.

hibernating() ->
    Pid = spawn(fun() -> erlang:hibernate(m, f, [1]) end),
    wait_for(Pid, {erlang, hibernate, 3}),
    Told = process_info(Pid, [current_function, current_location, current_stacktrace, status]),
    exit(Pid, kill),
    Told.

wait_for(Pid, Function) ->
    case process_info(Pid, [current_function, status]) of
        [{current_function, Function}, {status, waiting}] -> ok;
        _ -> timer:sleep(1), wait_for(Pid, Function)
    end.

defaults() ->
    Before = [erlang:system_flag(F, V) || {F, V} <- [{fullsweep_after, 7}, {min_heap_size, 2586}, {max_heap_size, 1000000}]],
    Pid = spawn(fun() -> receive stop -> ok end end),
    Told = process_info(Pid, [fullsweep_after, min_heap_size, max_heap_size]),
    [erlang:system_flag(F, V) || {F, V} <- [{fullsweep_after, 65535}, {min_heap_size, 233}, {max_heap_size, 0}]],
    exit(Pid, kill),
    {Before, Told}.
