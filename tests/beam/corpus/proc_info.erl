%% process_info, dictionaries, flags, registered names, group leaders, exits of the runtime.
-module(proc_info).
-export([main/0, loop/0]).
-include("check.hrl").

main() ->
    ?T([begin {K, V} = process_info(self(), K), {K, kind(V)} end || K <- [current_function, initial_call, status, message_queue_len, messages, links, dictionary, trap_exit, error_handler, priority, group_leader, total_heap_size, heap_size, stack_size, reductions, garbage_collection, memory, monitors, monitored_by, suspending, binary, min_heap_size, message_queue_data, registered_name, current_location, current_stacktrace, catchlevel, last_calls, backtrace, parent], K =/= registered_name, K =/= parent]),
    ?T(process_info(self(), registered_name)),
    ?T(process_info(self(), [status, registered_name, trap_exit])),
    ?T([element(1, X) || X <- process_info(self())]),
    ?T(begin P = spawn(?MODULE, loop, []), erlang:yield(), timer:sleep(5), R = [process_info(P, K) || K <- [status, current_function, initial_call, message_queue_len]], exit(P, kill), R end),
    ?T(begin P = spawn(fun() -> ok end), timer:sleep(5), [process_info(P), process_info(P, status), is_process_alive(P)] end),
    ?T(names()),
    ?T(register(?I(undefined), self())),
    ?T(register(?I(init), self())),
    ?T(begin register(one_name, self()), catch register(other_name, self()) end =/= ok),
    ?T(unregister(one_name)),
    ?T(unregister(one_name)),
    ?T(dictionary()),
    ?T([process_flag(trap_exit, true), process_flag(trap_exit, false), process_flag(priority, high), process_flag(priority, normal)]),
    ?T(process_flag(min_heap_size, 500)),
    ?T(process_flag(trap_exit, ?I(maybe_))),
    ?T(process_flag(?I(nope), 1)),
    ?T(group()),
    ?T(is_process_alive(?I(x))),
    ?T([is_pid(P) || P <- processes()] =/= []),
    ?T(lists:member(self(), processes())),
    ?T([lists:member(N, registered()) || N <- [init, code_server, user, kernel_sup, logger, nobody]]),
    ?T(hibernating()),
    ?T(spawn_kinds()),
    ?T(process_info(?I(a), status)),
    ?T(process_info(self(), ?I([status, bad]))),
    ?T(list_to_pid(pid_to_list(self())) =:= self()),
    ?T([garbage_collect(), erlang:garbage_collect(self()), erlang:yield(), erlang:bump_reductions(10)]),
    ?T(gc_keeps(5)),
    ?T(element(2, process_info(self(), reductions)) > 1000).

kind(V) when is_list(V) -> list;
kind(V) when is_integer(V) -> integer;
kind(V) when is_pid(V) -> pid;
kind(V) when is_binary(V) -> binary;
kind({M, F, A}) -> {M, F, A};
kind(V) -> V.

loop() -> receive stop -> ok end.

names() ->
    P = spawn(?MODULE, loop, []),
    A = register(my_name, P),
    B = whereis(my_name) =:= P,
    C = process_info(P, registered_name),
    my_name ! stop,
    timer:sleep(5),
    {A, B, C, whereis(my_name), catch element(1, element(2, catch my_name ! x))}.

dictionary() ->
    erase(),
    [put(K, V) || {K, V} <- [{a, 1}, {"b", 2}, {1, one}, {1.0, float}]],
    R1 = {get(a), get("b"), get(1), get(1.0), get(none), put(a, new), erase(a), erase(a), get(a)},
    R2 = {lists:sort(get()), lists:sort(get_keys()), get_keys(float), get_keys(nope)},
    [put(N, N) || N <- lists:seq(1, 1000)],
    R3 = {length(get()), get(500), lists:sum([erase(N) || N <- lists:seq(1, 1000)]), length(erase()), get()},
    {R1, R2, R3}.

group() ->
    Self = self(),
    spawn(fun() -> group_leader(Self, self()), spawn(fun() -> Self ! {leader, group_leader() =:= Self} end) end),
    receive {leader, X} -> X end.

hibernating() ->
    Self = self(),
    P = spawn(fun() -> put(kept, 1), erlang:hibernate(erlang, apply, [fun() -> receive M -> Self ! {woken, M, get(kept)} end end, []]) end),
    timer:sleep(10),
    S = process_info(P, [status, current_function, heap_size]) =/= undefined,
    P ! wake,
    receive {woken, M, K} -> {S, M, K} end.

spawn_kinds() ->
    Self = self(),
    F = fun(X) -> Self ! {X, self()} end,
    Pids = [spawn(fun() -> F(1) end), spawn(erlang, apply, [F, [2]]), spawn_link(fun() -> F(3) end), spawn_opt(fun() -> F(4) end, [{priority, low}]), proc_lib:spawn(fun() -> F(5) end), spawn(node(), fun() -> F(6) end)],
    [receive {N, P} -> N end || {N, P} <- lists:zip(lists:seq(1, 6), Pids)].

gc_keeps(N) ->
    T = {lists:seq(1, 100), #{a => <<"binary of some length that is more than sixty-four bytes, so it is shared">>}, 1.5, 1 bsl 90},
    [begin garbage_collect(), _ = lists:seq(1, 100000), garbage_collect() end || _ <- lists:seq(1, N)],
    erlang:phash2(T).
