%% supervisor: strategies, restart types, intensity, dynamic children, shutdown orders, errors.
-module(otp_supervisor).
-behaviour(supervisor).
-export([main/0, init/1, worker/2, bad_start/0, ignore_start/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    register(log, self()),
    [strategy(S) || S <- [one_for_one, one_for_all, rest_for_one]],
    restart_types(),
    intensity(),
    simple(),
    management(),
    ?T(supervisor:start_link(?MODULE, {#{strategy => bad}, []})),
    ?T(supervisor:start_link(?MODULE, {#{intensity => -1}, []})),
    ?T(supervisor:start_link(?MODULE, {#{}, [#{id => a}]})),
    ?T(supervisor:start_link(?MODULE, {#{}, [child(a), child(a)]})),
    ?T(supervisor:start_link(?MODULE, ignore)),
    ?T(supervisor:start_link(?MODULE, {#{}, [child(a), #{id => b, start => {?MODULE, bad_start, []}}]})),
    ?T(names(check:flush())),
    ?T(supervisor:check_childspecs([child(a)])),
    ?T(supervisor:check_childspecs([#{id => x, start => {m, f, []}, restart => sometimes}])).

worker(Id, Parent) ->
    Pid = spawn_link(fun() -> process_flag(trap_exit, true), register(Id, self()), log ! {started, Id}, Parent ! {self(), up}, loop(Id) end),
    receive {Pid, up} -> {ok, Pid} end.

loop(Id) ->
    receive
        {'EXIT', _, R} -> log ! {stopped, Id, R}, exit(R);
        {die, R} -> log ! {died, Id}, exit(R)
    end.

bad_start() -> {error, cannot}.
ignore_start() -> ignore.
child(Id) -> #{id => Id, start => {erlang, apply, [fun() -> worker(Id, self()) end, []]}}.
child(Id, Opts) -> maps:merge(#{id => Id, start => {erlang, apply, [fun() -> worker(Id, self()) end, []]}, shutdown => 100}, Opts).

init(ignore) -> ignore;
init(X) -> {ok, X}.

names(L) -> [case M of {'EXIT', P, R} when is_pid(P) -> {exit, R}; _ -> M end || M <- L].
settle() -> timer:sleep(30), names(check:flush()).

strategy(S) ->
    {ok, P} = supervisor:start_link(?MODULE, {#{strategy => S, intensity => 5, period => 10}, [child(Id, #{}) || Id <- [a, b, c]]}),
    io:format("~p: ~p~n", [S, settle()]),
    b ! {die, boom},
    io:format("~p~n", [settle()]),
    a ! {die, normal},
    io:format("~p~n", [settle()]),
    io:format("~p~n", [[{Id, is_pid(Q), T, M} || {Id, Q, T, M} <- supervisor:which_children(P)]]),
    io:format("~p~n", [supervisor:count_children(P)]),
    exit(P, shutdown),
    io:format("~p~n", [settle()]).

restart_types() ->
    {ok, P} = supervisor:start_link(?MODULE, {#{intensity => 10}, [child(R, #{restart => R}) || R <- [permanent, transient, temporary]] ++ [#{id => i, start => {?MODULE, ignore_start, []}}]}),
    settle(),
    [begin Id ! {die, Why}, io:format("~p ~p: ~p~n", [Id, Why, settle()]) end || {Id, Why} <- [{permanent, normal}, {permanent, boom}, {transient, boom}, {transient, {shutdown, x}}, {temporary, boom}]],
    io:format("~p~n", [[{Id, is_pid(Q) orelse Q} || {Id, Q, _, _} <- supervisor:which_children(P)]]),
    unlink(P), exit(P, shutdown), check:wait_down(P), settle().

intensity() ->
    {ok, P} = supervisor:start_link(?MODULE, {#{intensity => 2, period => 60}, [child(x, #{})]}),
    settle(),
    [begin x ! {die, N}, io:format("~p~n", [settle()]) end || N <- [1, 2, 3]],
    io:format("~p~n", [is_process_alive(P)]).

simple() ->
    {ok, P} = supervisor:start_link(?MODULE, {#{strategy => simple_one_for_one, intensity => 3}, [#{id => w, start => {erlang, apply, [fun(Id) -> worker(Id, self()) end]}, restart => transient, shutdown => brutal_kill}]}),
    [{ok, _} = supervisor:start_child(P, [[Id]]) || Id <- [s1, s2, s3]],
    io:format("~p ~p~n", [settle(), supervisor:count_children(P)]),
    s1 ! {die, oops},
    io:format("~p~n", [settle()]),
    ?T(supervisor:terminate_child(P, whereis(s2))),
    ?T(supervisor:terminate_child(P, s3)),
    ?T(supervisor:delete_child(P, s3)),
    ?T([{Id, is_pid(Q)} || {Id, Q, _, _} <- supervisor:which_children(P)]),
    unlink(P), exit(P, shutdown), ?T(check:wait_down(P)), ?T(lists:sort(settle())).

management() ->
    {ok, P} = supervisor:start_link({local, sup_name}, ?MODULE, {#{auto_shutdown => any_significant}, []}),
    ?T(begin {ok, Q} = supervisor:start_child(sup_name, child(m, #{})), is_pid(Q) end),
    ?T(begin {error, {already_started, Q}} = supervisor:start_child(P, child(m, #{})), is_pid(Q) end),
    ?T(supervisor:delete_child(P, m)),
    ?T(supervisor:terminate_child(P, m)),
    ?T(supervisor:start_child(P, child(m, #{}))),
    ?T(supervisor:which_children(P)),
    ?T(is_pid(element(2, supervisor:restart_child(P, m)))),
    ?T(supervisor:restart_child(P, m)),
    ?T(supervisor:restart_child(P, none)),
    ?T(begin supervisor:terminate_child(P, m), supervisor:delete_child(P, m) end),
    ?T(supervisor:terminate_child(P, m)),
    ?T(supervisor:get_childspec(P, m)),
    ?T(supervisor:start_child(P, #{id => f, start => {?MODULE, bad_start, []}})),
    ?T(element(1, element(2, supervisor:start_child(P, #{id => f, start => {no_module, f, []}})))),
    ?T(supervisor:start_child(P, bad_spec)),
    ?T(is_pid(element(2, supervisor:start_child(P, child(sig, #{restart => transient, significant => true}))))),
    ?T(begin settle(), sig ! {die, normal}, settle() end),
    ?T(is_process_alive(P)).
