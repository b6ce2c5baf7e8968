%% Flags and options of processes: process_flag/2,3, spawn_opt, spawn_request, suspension, nodes, and their errors.
-module(proc_flags).
-export([main/0, idle/0, wake/1]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    Dead = dead(),
    ?T([process_flag(F, V) || {F, V} <- flags()]),
    ?T([catch_reason(fun() -> process_flag(F, V) end) || {F, V} <- bad_flags()]),
    ?T(process_flag(?I(foo), 1)),
    ?T(process_flag(self(), trap_exit, true)),
    ?T(process_flag(Dead, save_calls, 10)),
    ?T(process_info(self(), [trap_exit, priority, min_heap_size, max_heap_size, message_queue_data, fullsweep_after, error_handler])),
    ?T([process_info(idle([O]), element(1, O)) || O <- options()]),
    ?T([catch_reason(fun() -> spawn_opt(?MODULE, idle, [], O) end) || O <- bad_options()]),
    ?T(spawn_opt(?MODULE, idle, [], ?I([bad]))),
    ?T(spawn(?I(1), idle, [])),
    ?T(spawn(?MODULE, idle, ?I([a | b]))),
    ?T(spawn_link(?MODULE, ?I("idle"), [])),
    ?T(spawn_monitor(?I(x))),
    ?T(requests()),
    ?T(spawn_request(?MODULE, idle, [], ?I([bad]))),
    ?T(spawn_request(?MODULE, idle, ?I(x), [])),
    ?T(spawn_request_abandon(make_ref())),
    ?T(spawn_request_abandon(?I(x))),
    ?T(suspended()),
    ?T(erlang:suspend_process(self())),
    ?T(erlang:suspend_process(Dead)),
    ?T(erlang:suspend_process(spawn(?MODULE, idle, []), ?I([foo]))),
    ?T(erlang:resume_process(spawn(?MODULE, idle, []))),
    ?T(collected(Dead)),
    ?T(garbage_collect(self(), ?I([{type, foo}]))),
    ?T(garbage_collect(?I(x))),
    ?T([erlang:check_process_code(P, ?MODULE) || P <- [self(), Dead]]),
    ?T(erlang:check_process_code(self(), ?I(1))),
    ?T({node(), nodes(), nodes(hidden), nodes(this), nodes([visible, this]), is_alive(), node(self()), node(make_ref())}),
    ?T(nodes(this, #{node_type => true, connection_id => true})),
    ?T(nodes(this, ?I(#{foo => true}))),
    ?T(nodes(?I(foo))),
    ?T(node(?I(foo))),
    ?T(monitor_node('a@b', true)),
    ?T(erlang:disconnect_node('a@b')),
    ?T(erlang:setnode('a@b', 1)),
    ?T(hibernated()),
    ?T(erlang:hibernate(?I(1), x, [])),
    ?T([erlang:bump_reductions(100), erlang:yield()]),
    ?T(erlang:bump_reductions(?I(-1))),
    ?T(seq_trace:get_token()),
    ?T(erlang:trace_info(self(), flags)),
    ?T(check:flush()).

flags() ->
    [{trap_exit, true}, {trap_exit, false}, {priority, high}, {priority, normal}, {error_handler, foo}, {error_handler, error_handler},
     {min_heap_size, 300}, {min_heap_size, 5000}, {min_heap_size, 1}, {min_bin_vheap_size, 7}, {max_heap_size, 100000000},
     {max_heap_size, #{size => 200000000, kill => false}}, {max_heap_size, 0}, {message_queue_data, off_heap}, {message_queue_data, on_heap},
     {save_calls, 5}, {save_calls, 0}, {sensitive, true}, {sensitive, false}, {fullsweep_after, 10}, {fullsweep_after, 65535}].

bad_flags() ->
    [{trap_exit, 1}, {priority, 1}, {priority, urgent}, {min_heap_size, -1}, {min_heap_size, x}, {max_heap_size, 10}, {max_heap_size, x},
     {max_heap_size, #{kill => true}}, {max_heap_size, #{size => 100000, kill => 1}}, {message_queue_data, x}, {save_calls, -1}, {sensitive, 1},
     {fullsweep_after, -1}, {error_handler, 1}, {foo, 1}, {"trap_exit", true}].

options() ->
    [{priority, low}, {priority, max}, {min_heap_size, 100}, {min_heap_size, 10000}, {fullsweep_after, 3}, {message_queue_data, off_heap},
     {max_heap_size, 1000000}, {max_heap_size, #{size => 1000000, kill => false, error_logger => false}}].

bad_options() ->
    [bad, [bad], [{priority, bad}], [{monitor, bad}], [{monitor, [{alias, bad}]}], [{min_heap_size, x}], [link | monitor], [{reply, no}], [{link, true}]].

catch_reason(F) ->
    try F() of V -> {ok, V} catch C:R -> {C, R} end.

dead() ->
    {P, M} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', M, _, _, _} -> P end.

idle() -> receive stop -> ok end.

idle(Options) -> spawn_opt(?MODULE, idle, [], Options).

requests() ->
    R1 = spawn_request(fun() -> exit(one) end, [monitor]),
    {reply(R1), down(R1),
     begin R2 = spawn_request(?MODULE, idle, [], [{reply_tag, {my, "tag"}}]), receive {{my, "tag"}, R2, ok, P2} -> is_process_alive(P2) end end,
     begin R3 = spawn_request(?MODULE, idle, [], [{reply, no}]), receive {_, R3, _, _} -> answered after 20 -> silent end end,
     begin R4 = spawn_request(?MODULE, idle, [], [{reply, error_only}]), receive {_, R4, _, _} -> answered after 20 -> silent end end,
     begin R5 = spawn_request('a@b', ?MODULE, idle, []), receive {spawn_reply, R5, error, E} -> E end end}.

reply(Ref) -> receive {spawn_reply, Ref, ok, P} -> is_pid(P) end.
down(Ref) -> receive {'DOWN', Ref, process, _, R} -> R end.

suspended() ->
    S = self(),
    P = spawn(fun() -> receive {S, X} -> S ! {got, X} end end),
    timer:sleep(5),
    true = erlang:suspend_process(P),
    Again = erlang:suspend_process(P, [unless_suspending]),
    true = erlang:suspend_process(P),
    {suspending, [{P, Times, Outstanding}]} = process_info(self(), suspending),
    Status = process_info(P, status),
    P ! {S, hello},
    Silent = receive {got, _} -> got after 20 -> silent end,
    Queue = process_info(P, message_queue_len),
    true = erlang:resume_process(P),
    StillSilent = receive {got, _} -> got after 20 -> silent end,
    true = erlang:resume_process(P),
    Got = receive {got, X} -> X after 1000 -> silent end,
    {Again, Times, Outstanding, Status, Silent, Queue, StillSilent, Got, process_info(self(), suspending)}.

collected(Dead) ->
    P = spawn(?MODULE, idle, []),
    async = garbage_collect(P, [{async, id}]),
    {garbage_collect(), garbage_collect(P), garbage_collect(P, [{type, minor}]), garbage_collect(Dead),
     receive {garbage_collect, id, R} -> R after 1000 -> none end}.

hibernated() ->
    S = self(),
    P = spawn(fun() -> put(key, value), erlang:hibernate(?MODULE, wake, [{S, lists:seq(1, 5)}]) end),
    timer:sleep(5),
    F = process_info(P, [current_function, message_queue_len, stack_size]),
    P ! first,
    P ! second,
    {F, receive {P, R} -> R after 1000 -> none end}.

wake({S, L}) ->
    S ! {self(), {L, get(key), receive second -> two end, receive first -> one end}}.
