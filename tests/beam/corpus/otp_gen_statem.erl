%% gen_statem in the mode state_functions: events, postponing, all kinds of timeouts, state enter calls, actions.
-module(otp_gen_statem).
-behaviour(gen_statem).
-export([main/0, init/1, callback_mode/0, locked/3, open/3, busy/3, terminate/3]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    {ok, P} = gen_statem:start_link(?MODULE, {"123", self()}, []),
    ?T([gen_statem:call(P, {digit, D}) || D <- "12"]),
    ?T(gen_statem:cast(P, {digit, $3})),
    ?T(check:collect(2)),
    ?T(gen_statem:call(P, status)),
    ?T(gen_statem:cast(P, {digit, $9})),
    ?T(check:collect(2)),
    ?T(gen_statem:call(P, status)),
    ?T(gen_statem:call(P, named_timeout)),
    ?T(check:collect(1)),
    ?T(gen_statem:call(P, event_timeout)),
    ?T(check:collect(1)),
    ?T(gen_statem:call(P, cancelled_timeout)),
    ?T(begin timer:sleep(20), check:flush() end),
    ?T(gen_statem:call(P, {work, 3})),
    ?T(gen_statem:call(P, status)),
    ?T(check:flush()),
    ?T(gen_statem:call(P, internal)),
    ?T(check:flush()),
    ?T(begin P ! hello, check:collect(1) end),
    ?T(gen_statem:call(P, two_replies)),
    ?T(gen_statem:call(P, ignored, 10)),
    ?T(begin {S, D} = sys:get_state(P), {S, maps:without([owner], D)} end),
    ?T(begin R = gen_statem:send_request(P, status), gen_statem:receive_response(R) end),
    ?T(short(catch gen_statem:call(P, crash))),
    ?T([short(R) || {'EXIT', _, R} <- check:flush()]),
    ?T(gen_statem:start_link(?MODULE, stop, [])),
    ?T(gen_statem:start_link(?MODULE, ignore, [])),
    ?T(element(1, element(2, gen_statem:start(?MODULE, bad, [])))),
    ?T(begin {ok, Q} = gen_statem:start_link(?MODULE, {"1", self()}, []), gen_statem:stop(Q), [short(M) || M <- check:flush()] end),
    ?T(gen_statem:call(nobody, x)),
    ?T(gen_statem:stop(nobody)).

short({'EXIT', {{R, _}, {gen_statem, call, _}}}) -> {call_exit, R};
short({'EXIT', P, R}) when is_pid(P) -> {exit, R};
short({R, L}) when is_list(L) -> R;
short(R) -> R.

callback_mode() -> [state_functions, state_enter].
init({Code, Owner}) -> {ok, locked, #{code => lists:reverse(Code), got => [], owner => Owner, entered => 0}};
init(stop) -> {stop, not_today};
init(ignore) -> ignore;
init(bad) -> bad_init.

locked(enter, Old, #{entered := N} = D) -> tell(D, {enter, locked, Old}), {keep_state, D#{entered := N + 1, got := []}};
locked({call, From}, {digit, X}, D) -> {D2, Next} = digit(X, D), {next_state, Next, D2, {reply, From, length(maps:get(got, D2))}};
locked(cast, {digit, X}, D) -> {D2, Next} = digit(X, D), {next_state, Next, D2};
locked({call, From}, named_timeout, _) -> {keep_state_and_data, [{reply, From, ok}, {{timeout, mine}, 5, content}]};
locked({timeout, mine}, content, D) -> tell(D, named_fired), keep_state_and_data;
locked({call, From}, event_timeout, _) -> {keep_state_and_data, [{reply, From, ok}, {timeout, 5, quiet}]};
locked(timeout, quiet, D) -> tell(D, event_fired), keep_state_and_data;
locked({call, From}, cancelled_timeout, _) -> {keep_state_and_data, [{reply, From, ok}, {{timeout, c}, 10, never}, {{timeout, c}, cancel}]};
locked({call, From}, {work, N}, D) -> {next_state, busy, D#{left => N}, [{reply, From, started}, {state_timeout, 5, step}]};
locked({call, From}, internal, _) -> {keep_state_and_data, [{reply, From, ok}, {next_event, internal, {say, 1}}, {next_event, internal, {say, 2}}]};
locked(internal, {say, N}, D) -> tell(D, {said, N}), keep_state_and_data;
locked({call, From}, two_replies, _) -> gen_statem:reply(From, direct), keep_state_and_data;
locked({call, _}, ignored, _) -> keep_state_and_data;
locked({call, _}, crash, _) -> error(statem_crash);
locked(T, E, D) -> common(T, E, locked, D).

open(enter, locked, D) -> tell(D, {enter, open}), {keep_state, D, {state_timeout, 20, lock}};
open(state_timeout, lock, D) -> tell(D, relock), {next_state, locked, D};
open(cast, {digit, _}, _) -> {keep_state_and_data, postpone};
open(T, E, D) -> common(T, E, open, D).

busy(enter, _, _) -> keep_state_and_data;
busy(state_timeout, step, #{left := 0} = D) -> {next_state, locked, maps:remove(left, D)};
busy(state_timeout, step, #{left := N} = D) -> tell(D, {step, N}), {keep_state, D#{left := N - 1}, {state_timeout, 1, step}};
busy(_, _, _) -> {keep_state_and_data, [postpone]}.

common({call, From}, status, State, #{entered := N}) -> {keep_state_and_data, {reply, From, {State, N}}};
common(info, Msg, _, D) -> tell(D, {info, Msg}), keep_state_and_data.

digit(X, #{code := C, got := G} = D) ->
    case [X | G] of
        C -> {D#{got := [X | G]}, open};
        G2 when length(G2) >= length(C) -> {D#{got := []}, locked};
        G2 -> {D#{got := G2}, locked}
    end.

tell(#{owner := O}, M) -> O ! M.
terminate(normal, S, _) -> io:format("terminate in ~p~n", [S]);
terminate(_, _, _) -> ok.
