%% gen_statem in the mode handle_event_function: complex states, change of callback module, hibernation, stop and reply.
-module(otp_statem_handle).
-behaviour(gen_statem).
-export([main/0, init/1, callback_mode/0, handle_event/4, terminate/3]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    {ok, P} = gen_statem:start_link({local, hs}, ?MODULE, [], []),
    ?T(gen_statem:call(hs, push)),
    ?T(gen_statem:call(hs, push)),
    ?T(gen_statem:call(hs, {set, {complex, [1, 2]}})),
    ?T(gen_statem:call(hs, get)),
    ?T(gen_statem:call(hs, repeat)),
    ?T(gen_statem:call(hs, hibernate)),
    ?T(gen_statem:call(hs, get)),
    ?T(gen_statem:call(hs, {timeouts, self()})),
    ?T(check:collect(3)),
    ?T(gen_statem:call(hs, {postponed, self()})),
    ?T([gen_statem:cast(hs, {later, N}) || N <- [1, 2, 3]]),
    ?T(gen_statem:call(hs, {set, ready})),
    ?T(check:collect(3)),
    ?T(gen_statem:call(hs, {update, self()})),
    ?T(check:collect(2)),
    ?T(gen_statem:call(hs, stop)),
    ?T([R || {'EXIT', Q, R} <- check:collect(1), Q =:= P]),
    {ok, P2} = gen_statem:start_link(?MODULE, [], []),
    ?T(catch_exit(fun() -> gen_statem:call(P2, bad) end)),
    ?T([element(1, R) || {'EXIT', Q, R} <- check:collect(1), Q =:= P2]),
    {ok, P3} = gen_statem:start_link(?MODULE, [], []),
    ?T(begin gen_statem:cast(P3, {bad_action}), receive {'EXIT', P3, {R, _}} -> R end end),
    {ok, P4} = gen_statem:start(?MODULE, [], []),
    ?T(gen_statem:stop(P4, other, 1000)).

catch_exit(F) -> try F() catch exit:{{R, _}, {gen_statem, call, _}} -> R; exit:{R, {gen_statem, call, _}} -> R end.

callback_mode() -> [handle_event_function, state_enter].
init([]) -> {ok, start, #{n => 0, log => []}}.

handle_event(enter, Old, New, #{n := N} = D) -> {keep_state, D#{n := N + 1, last => {Old, New}}};
handle_event({call, F}, push, S, D) -> {next_state, {pushed, S}, D, [{reply, F, S}]};
handle_event({call, F}, {set, S}, _, D) -> {next_state, S, D, {reply, F, ok}};
handle_event({call, F}, get, S, D) -> {keep_state_and_data, [{reply, F, {S, D}}]};
handle_event({call, F}, repeat, _, D) -> {repeat_state, D, [{reply, F, repeated}]};
handle_event({call, F}, hibernate, _, _) -> {keep_state_and_data, [{reply, F, ok}, hibernate]};
handle_event({call, F}, {timeouts, P}, _, D) -> {keep_state, D#{p => P}, [{reply, F, ok}, {{timeout, b}, 20, second}, {{timeout, a}, 5, first}, {state_timeout, 40, third}]};
handle_event({timeout, Name}, What, _, #{p := P}) -> P ! {Name, What}, keep_state_and_data;
handle_event(state_timeout, What, _, #{p := P}) -> P ! {state, What}, keep_state_and_data;
handle_event({call, F}, {postponed, P}, _, D) -> {next_state, waiting, D#{p => P}, [{reply, F, ok}]};
handle_event(cast, {later, _}, waiting, _) -> {keep_state_and_data, [{postpone, true}]};
handle_event(cast, {later, N}, ready, #{p := P}) -> P ! {done, N}, keep_state_and_data;
handle_event({call, F}, {update, P}, _, D) -> {keep_state, D#{p => P}, [{reply, F, ok}, {{timeout, u}, 30, old}, {{timeout, u}, update, new}, {next_event, cast, {tell, x}}]};
handle_event(cast, {tell, X}, _, #{p := P}) -> P ! {tell, X}, keep_state_and_data;
handle_event({call, F}, stop, _, D) -> {stop_and_reply, shutdown, [{reply, F, bye}], D};
handle_event({call, _}, bad, _, _) -> what_is_this;
handle_event(cast, {bad_action}, _, _) -> {keep_state_and_data, [{no_such_action, 1}]}.

terminate(R, S, _) -> io:format("terminate ~p in ~p~n", [if is_tuple(R) -> element(1, R); true -> R end, S]).
