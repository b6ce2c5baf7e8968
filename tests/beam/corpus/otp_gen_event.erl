%% gen_event: handlers added, swapped, deleted, crashing, supervised; calls, notifications, several of one module.
-module(otp_gen_event).
-behaviour(gen_event).
-export([main/0, init/1, handle_event/2, handle_call/2, handle_info/2, terminate/2]).
-include("check.hrl").

main() ->
    logger:set_primary_config(level, none),
    Self = self(),
    {ok, M} = gen_event:start_link({local, manager}),
    ?T(gen_event:add_handler(M, ?MODULE, {Self, one})),
    ?T(gen_event:add_handler(manager, {?MODULE, two}, {Self, two})),
    ?T(gen_event:which_handlers(M)),
    ?T(gen_event:add_handler(M, ?MODULE, {Self, again})),
    ?T(gen_event:add_handler(M, {?MODULE, bad}, bad)),
    ?T(begin gen_event:notify(M, hello), check:collect(2) end),
    ?T(begin gen_event:sync_notify(M, sync), check:flush() end),
    ?T(gen_event:call(M, ?MODULE, get)),
    ?T(gen_event:call(M, {?MODULE, two}, get)),
    ?T(gen_event:call(M, {?MODULE, three}, get)),
    ?T(begin M ! info, check:collect(2) end),
    ?T(gen_event:delete_handler(M, {?MODULE, two}, bye)),
    ?T(gen_event:delete_handler(M, {?MODULE, two}, bye)),
    ?T(gen_event:swap_handler(M, {?MODULE, swapped_out}, {{?MODULE, new}, {Self, new}})),
    ?T(gen_event:which_handlers(M)),
    ?T(check:flush()),
    ?T(gen_event:add_sup_handler(M, {?MODULE, sup}, {Self, sup})),
    ?T(begin gen_event:notify(M, {crash, sup}), lists:sort([short(X) || X <- check:collect(4)]) end),
    ?T(gen_event:which_handlers(M)),
    ?T(begin gen_event:sync_notify(M, {remove, one}), check:flush() end),
    ?T(gen_event:which_handlers(M)),
    ?T(gen_event:call(M, {?MODULE, new}, crash) =/= x),
    ?T(gen_event:which_handlers(M)),
    ?T(begin gen_event:add_sup_handler(M, {?MODULE, s2}, {Self, s2}), gen_event:delete_handler(M, {?MODULE, s2}, gone), [short(X) || X <- check:flush()] end),
    ?T(begin R = gen_event:send_request(M, ?MODULE, get), gen_event:receive_response(R, 100) end),
    ?T(gen_event:stop(M)),
    ?T(whereis(manager)),
    ?T([short(X) || X <- check:flush()]),
    ?T(gen_event:notify(manager, x)),
    ?T(gen_event:call(manager, ?MODULE, x)).

short({gen_event_EXIT, H, {'EXIT', {R, _}}}) -> {gen_event_EXIT, H, R};
short({_, terminate, {error, {'EXIT', {R, _}}}}) -> {terminate, R};
short({N, T, {error, R}}) -> {N, T, R};
short(X) -> X.

init({{P, N}, {swapped, R}}) -> P ! {swap, N, R}, {ok, {P, N}};
init({{P, N}, Other}) -> P ! {swap_other, N, Other}, {ok, {P, N}};
init({P, N}) when is_pid(P) -> {ok, {P, N}};
init(bad) -> {error, no_init}.

handle_event({crash, N}, {_, N}) -> error(handler_crash);
handle_event({remove, N}, {_, N}) -> remove_handler;
handle_event(E, {P, N} = S) -> P ! {N, event, E}, {ok, S}.
handle_call(get, {_, N} = S) -> {ok, {state, N}, S};
handle_call(crash, _) -> error(call_crash).
handle_info(I, {P, N} = S) -> P ! {N, info, I}, {ok, S}.
terminate(R, {P, N}) -> P ! {N, terminate, R}, {terminated, N}.
