%% Links: exit signals, trapping, kill, normal, unlink, and what reaches whom.
-module(proc_links).
-export([main/0]).
-include("check.hrl").

main() ->
    process_flag(trap_exit, true),
    Reasons = [normal, shutdown, {shutdown, x}, kill, killed, boom, {a, [b]}],
    [io:format("~p: ~p ~p ~p ~p~n", [R, exits_with(R), sent(R), sent_trapping(R), linked_third(R)]) || R <- Reasons],
    ?T(crash(fun() -> error(oops) end)),
    ?T(crash(fun() -> throw(ball) end)),
    ?T(crash(fun() -> exit({a, b}) end)),
    ?T(crash(fun() -> 1 = ?I(2) end)),
    ?T(unlinked()),
    ?T(link_dead()),
    ?T(link_self()),
    ?T(exit_self(normal)),
    ?T(exit_self(boom)),
    ?T(exit_self(kill)),
    ?T(order()),
    ?T(begin {links, L} = process_info(self(), links), length(L) end),
    ?T(exit(?I(foo), bar)),
    ?T(link(?I(foo))),
    ?T(unlink(spawn(fun() -> ok end))),
    ?T(chain(100)),
    ?T(star(200)),
    ?T(from_wrong_sender()),
    ?T(check:flush()).

collect(Pid) -> receive {'EXIT', Pid, R} -> short(R) after 1000 -> none end.
short({R, [{M, F, _, _} | _]}) -> {R, M, F};
short(R) -> R.

exits_with(R) -> collect(spawn_link(fun() -> exit(R) end)).

%% A signal to one that does not trap.
sent(R) ->
    Pid = spawn_link(fun() -> receive stop -> exit(survived) end end),
    exit(Pid, R),
    Pid ! stop,
    collect(Pid).

sent_trapping(R) ->
    Self = self(),
    Pid = spawn_link(fun() ->
        process_flag(trap_exit, true),
        Self ! ready,
        receive {'EXIT', From, Got} -> exit({trapped, From =:= Self, Got}) end
    end),
    receive ready -> ok end,
    exit(Pid, R),
    collect(Pid).

%% A linked to B linked to us: B's end takes A along, or not.
linked_third(R) ->
    Pid = spawn_link(fun() ->
        spawn_link(fun() -> exit(R) end),
        receive after 50 -> exit(survived) end
    end),
    collect(Pid).

crash(F) -> error_logger:tty(false), logger:set_primary_config(level, none), collect(spawn_link(F)).

unlinked() ->
    Pid = spawn_link(fun() -> receive die -> exit(boom) end end),
    unlink(Pid),
    Ref = monitor(process, Pid),
    Pid ! die,
    receive {'DOWN', Ref, _, _, R} -> {R, check:flush()} end.

link_dead() ->
    {Pid, Ref} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Ref, _, _, normal} -> ok end,
    {link(Pid), collect(Pid)}.

link_self() -> {link(self()), lists:member(self(), element(2, process_info(self(), links)))}.

exit_self(R) ->
    collect(spawn_link(fun() -> process_flag(trap_exit, R =/= kill), exit(self(), R), receive X -> exit({got, element(3, X)}) after 100 -> exit(nothing) end end)).

order() ->
    Self = self(),
    Pid = spawn_link(fun() -> process_flag(trap_exit, true), Self ! ready, receive go -> ok end, exit(check:flush()) end),
    receive ready -> ok end,
    [Pid ! N || N <- [1, 2]],
    exit(Pid, three),
    [Pid ! N || N <- [4, 5]],
    Pid ! go,
    receive {'EXIT', Pid, L} -> [case M of {'EXIT', _, R} -> R; _ -> M end || M <- L] end.

chain(N) ->
    Pid = spawn_link(fun() -> link_chain(N) end),
    collect(Pid).

link_chain(0) -> exit(end_of_chain);
link_chain(N) -> spawn_link(fun() -> link_chain(N - 1) end), receive never -> ok end.

star(N) ->
    Hub = spawn(fun() -> receive die -> exit(hub_died) end end),
    Self = self(),
    Pids = [spawn_link(fun() -> link(Hub), Self ! linked, receive never -> ok end end) || _ <- lists:seq(1, N)],
    [receive linked -> ok end || _ <- Pids],
    Hub ! die,
    lists:usort([collect(P) || P <- Pids]).

from_wrong_sender() ->
    self() ! {'EXIT', fake, why},
    check:flush().
