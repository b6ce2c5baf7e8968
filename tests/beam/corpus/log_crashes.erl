%% What is printed when processes and servers crash: plain processes, proc_lib, gen_server, gen_statem, supervisors.
-module(log_crashes).
-export([main/0, init/1, handle_call/3, handle_cast/2, handle_event/4, callback_mode/0, start_worker/1]).

main() ->
    crash(fun() -> error(plain) end),
    crash(fun() -> exit(not_reported) end),
    crash(fun() -> throw(ball) end),
    crash(fun() -> lists:nth(5, [1]) end),
    crash(fun() -> 1 / check:id(0) end),
    crash(fun() -> nomodule:nofun(1, "two") end),
    crash(fun() -> apply(check:id(fun(X) -> X end), []) end),
    crash(fun() -> deep(30) end),
    wait(proc_lib:spawn(fun() -> put(dict, value), error(in_proc_lib) end)),
    wait(proc_lib:spawn(fun() -> exit({shutdown, quiet}) end)),
    wait(proc_lib:spawn(fun() -> exit(loud) end)),
    wait(proc_lib:spawn(fun() -> self() ! waiting, throw({a, "message"}) end)),
    {ok, S} = gen_server:start(?MODULE, server, []),
    catch gen_server:call(S, crash),
    settle(),
    {ok, S2} = gen_server:start({local, named_server}, ?MODULE, server, []),
    gen_server:cast(S2, {die, lists:seq(1, 20)}),
    wait(S2),
    {ok, S3} = gen_server:start(?MODULE, server, []),
    S3 ! unexpected,
    gen_server:stop(S3),
    settle(),
    {ok, M} = gen_statem:start(?MODULE, statem, []),
    gen_statem:cast(M, crash),
    wait(M),
    process_flag(trap_exit, true),
    {ok, Sup} = supervisor:start_link({local, my_sup}, ?MODULE, sup),
    settle(),
    my_worker ! die,
    settle(),
    my_worker ! die,
    receive {'EXIT', Sup, R} -> io:format("supervisor: ~p~n", [R]) end,
    settle(),
    gen_server:start(?MODULE, crash_in_init, []),
    settle().

crash(F) -> wait(spawn(F)).
wait(P) -> check:wait_down(P), settle().
settle() -> timer:sleep(30).
deep(0) -> error({bottom, lists:duplicate(5, "some data")});
deep(N) -> [deep(N - 1)].

start_worker(Id) -> proc_lib:start_link(erlang, apply, [fun() -> register(my_worker, self()), proc_lib:init_ack({ok, self()}), receive die -> error({worker_died, Id}) end end, []]).

init(server) -> {ok, #{some => state}};
init(statem) -> {ok, idle, [data]};
init(sup) -> {ok, {#{intensity => 1, period => 10}, [#{id => w, start => {?MODULE, start_worker, [1]}}]}};
init(crash_in_init) -> error(crash_in_init).
handle_call(crash, _, S) -> maps:get(missing, S).
handle_cast({die, L}, _) -> {stop, {died, L}, new_state}.
callback_mode() -> handle_event_function.
handle_event(cast, crash, S, D) -> error({crashed_in, S, D}).
