%% Pids, ports and references of other nodes, and what is asked of nodes where there is no distribution.
-module(proc_foreign).
-export([main/0]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    Pid = binary_to_term(<<131, 88, 119, 3, "a@b", 38:32, 0:32, 1:32>>),
    Port = binary_to_term(<<131, 89, 119, 3, "a@b", 7:32, 1:32>>),
    Ref = binary_to_term(<<131, 90, 0, 3, 119, 3, "a@b", 1:32, 1:32, 2:32, 3:32>>),
    All = [Pid, Port, Ref],
    ?T([kind(X) || X <- All]),
    ?T([{is_pid(X), is_port(X), is_reference(X)} || X <- All]),
    ?T([node(X) || X <- All]),
    ?T([iolist_size(io_lib:format("~p ~w", [X, {X}])) > 10 || X <- All]),
    ?T(Pid ! hello),
    ?T(Ref ! hello =:= hello),
    ?T(is_process_alive(Pid)),
    ?T(process_info(Pid)),
    ?T(process_info(Pid, status)),
    ?T(exit(Pid, reason)),
    ?T(link(Pid)),
    ?T(check:mask(check:collect(1))),
    ?T(unlink(Pid)),
    ?T(down(monitor(process, Pid))),
    ?T(down(monitor(process, Pid, [{tag, gone}, {alias, explicit_unalias}]))),
    ?T(monitor(port, Pid)),
    ?T(erlang:suspend_process(Pid)),
    ?T(erlang:garbage_collect(Pid)),
    ?T(erlang:send_after(1, Pid, x)),
    ?T(catch_call(Pid)),
    ?T(catch_call({name, 'a@b'})),
    ?T(spawn('a@b', m, f, 1)),
    ?T(spawn('a@b', m, f, [a | b])),
    ?T(is_pid(spawn_link('a@b', m, f, []))),
    ?T(check:mask(check:collect(1))),
    ?T(spawn_opt('a@b', m, f, [], [unknown])),
    ?T(spawn_opt('a@b', m, f, [], [{monitor, x}])),
    ?T(erlang:spawn_request('a@b', m, f, x, [link])),
    ?T(check:mask(erlang:spawn_request('a@b', m, f, [], [{reply_tag, mine}]))),
    ?T(check:mask(check:collect(1))),
    ?T(check:mask(erlang:spawn_request('a@b', m, f, [], [{reply, success_only}]))),
    ?T(erlang:monitor_node('a@b', true)),
    ?T(erlang:monitor_node('a@b', x, [unknown])),
    ?T(erlang:monitor_node(node(), x)),
    ?T(erlang:monitor_node(node(), true, [allow_passive_connect])),
    ?T({name, 'a@b'} ! x),
    ?T(erlang:send({name, 'a@b'}, x, [noconnect])),
    ?T(erlang:send({name, 'a@b'}, x, [nosuspend])),
    ?T(net_adm:ping('a@b')),
    ?T(rpc:call('a@b', lists, reverse, [[1]])),
    ?T(check:flush()).

kind(X) when is_pid(X) -> pid;
kind(X) when is_port(X) -> port;
kind(X) when is_reference(X) -> reference;
kind(_) -> other.

down(Ref) ->
    receive
        {Tag, Ref, process, Pid, Reason} -> {Tag, node(Pid), Reason}
    after 1000 -> nothing
    end.

catch_call(Name) ->
    try
        gen_server:call(Name, x)
    catch
        exit:{Reason, _} -> Reason
    end.
