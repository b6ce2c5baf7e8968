%% gen_server: calls, casts, infos, timeouts, continue, stops, replies later, crashes seen by callers.
-module(otp_gen_server).
-behaviour(gen_server).
-export([main/0, init/1, handle_call/3, handle_cast/2, handle_info/2, handle_continue/2, terminate/2, code_change/3, format_status/1]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    {ok, P} = gen_server:start_link(?MODULE, {start, 0}, []),
    ?T([gen_server:call(P, {add, N}) || N <- [1, 2, 3]]),
    ?T(gen_server:cast(P, {add, 10})),
    ?T(gen_server:call(P, get)),
    ?T(begin P ! {info, self()}, check:collect(1) end),
    ?T(gen_server:call(P, late)),
    ?T(gen_server:call(P, {sleep, 50}, 10)),
    ?T(begin timer:sleep(60), check:flush() end),
    ?T(gen_server:call(P, timeout_next)),
    ?T(begin timer:sleep(20), gen_server:call(P, get) end),
    ?T(gen_server:call(P, continue)),
    ?T(gen_server:call(P, get)),
    ?T(begin R = gen_server:send_request(P, get), gen_server:receive_response(R, 1000) end),
    ?T(begin R = gen_server:send_request(P, get), gen_server:wait_response(R, 1000) end),
    ?T(begin Rs = lists:foldl(fun(N, C) -> gen_server:send_request(P, {add, N}, N, C) end, gen_server:reqids_new(), [1, 2]), {gen_server:reqids_size(Rs), responses(Rs)} end),
    ?T(gen_server:reply({self(), make_ref()}, x) =/= y),
    check:flush(),
    ?T(sys:get_state(P)),
    ?T(sys:replace_state(P, fun(S) -> S * 2 end)),
    ?T(begin {status, _, {module, M}, [_, St, _, _, Misc]} = sys:get_status(P), {M, St, proplists:get_value(data, Misc) =/= x} end),
    ?T(begin sys:suspend(P), R = catch gen_server:call(P, get, 10), sys:resume(P), {element(1, element(2, R)), gen_server:call(P, get)} end),
    ?T(crash(P, crash)),
    ?T(crash(start(), {stop, why})),
    ?T(crash(start(), {stop_reply, normal})),
    ?T(crash(start(), bad_return)),
    ?T(crash(start(), throw_value)),
    ?T(crash(start(), exit)),
    ?T(gen_server:start_link(?MODULE, {fail, reason}, [])),
    ?T(gen_server:start_link(?MODULE, ignore, [])),
    ?T(gen_server:start(?MODULE, bad, [])),
    ?T(element(1, element(2, gen_server:start(?MODULE, crash, [])))),
    ?T(gen_server:start(?MODULE, slow, [{timeout, 10}])),
    ?T(begin {ok, N} = gen_server:start({local, my_server}, ?MODULE, {start, 5}, []), R = {gen_server:call(my_server, get), element(1, gen_server:start({local, my_server}, ?MODULE, {start, 5}, []))}, gen_server:stop(N), {R, whereis(my_server)} end),
    ?T(gen_server:call(nobody_there, get)),
    ?T(gen_server:call(spawn(fun() -> ok end), get)),
    ?T(gen_server:cast(nobody_there, x)),
    ?T(begin {ok, S} = gen_server:start(?MODULE, {start, 1}, []), gen_server:stop(S, shutdown, 1000) end),
    ?T(gen_server:stop(nobody_there)),
    ?T(begin {ok, G} = gen_server:start({global, gname}, ?MODULE, {start, 7}, []), R = gen_server:call({global, gname}, get), gen_server:stop(G), R end),
    ?T(gen_server:multi_call([node()], nobody, x)),
    ?T(begin {ok, H} = gen_server:start(?MODULE, {start, 3}, [{hibernate_after, 5}]), timer:sleep(20), gen_server:call(H, get) end),
    ?T([case M of {'EXIT', _, R} -> {'EXIT', short(R)}; _ -> M end || M <- check:flush()]).

start() -> {ok, P} = gen_server:start_link(?MODULE, {start, 0}, []), P.
short({R, L}) when is_list(L) -> R;
short(R) -> R.

responses(Rs) ->
    case gen_server:receive_response(Rs, 1000, true) of
        no_request -> [];
        {Reply, Label, Rest} -> [{Label, Reply} | responses(Rest)]
    end.

crash(P, Request) ->
    R = try gen_server:call(P, Request) catch C:{E, {gen_server, call, _}} -> {C, short(E)} end,
    receive {'EXIT', P, X} -> {R, short(X)} after 1000 -> {R, alive} end.

init({start, N}) -> {ok, N};
init({fail, R}) -> {stop, R};
init(ignore) -> ignore;
init(bad) -> bad;
init(slow) -> timer:sleep(100), {ok, 0};
init(crash) -> error(init_crash).

handle_call({add, N}, _, S) -> {reply, S + N, S + N};
handle_call(get, _, S) -> {reply, S, S};
handle_call(late, From, S) -> gen_server:cast(self(), {reply_to, From}), {noreply, S};
handle_call({sleep, T}, _, S) -> timer:sleep(T), {reply, slept, S};
handle_call(timeout_next, _, S) -> {reply, ok, S, 5};
handle_call(continue, _, S) -> {reply, ok, S, {continue, {mul, 3}}};
handle_call(crash, _, _) -> error(crashed);
handle_call({stop, Why}, _, S) -> {stop, Why, S};
handle_call({stop_reply, Why}, _, S) -> {stop, Why, replied, S};
handle_call(bad_return, _, _) -> nonsense;
handle_call(throw_value, _, S) -> throw({reply, thrown, S});
handle_call(exit, _, _) -> exit(exited).
handle_cast({add, N}, S) -> {noreply, S + N};
handle_cast({reply_to, From}, S) -> gen_server:reply(From, {late, S}), {noreply, S}.
handle_info({info, Pid}, S) -> Pid ! {got_info, S}, {noreply, S};
handle_info(timeout, S) -> {noreply, S + 1000};
handle_info(_, S) -> {noreply, S}.
handle_continue({mul, N}, S) -> {noreply, S * N}.
terminate(shutdown, S) -> io:format("terminate shutdown ~p~n", [S]);
terminate(_, _) -> ok.
code_change(_, S, _) -> {ok, S}.
format_status(S) -> S.
